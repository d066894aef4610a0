// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A text of sentences and tables that grows line by line: plain, of at most 100 columns, or Markdown. */
final class Sheet {
    private static final int GAP = 2;

    private final boolean markdown;
    private final List<String> lines = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private int nameWidth;

    Sheet(boolean markdown) {
        this.markdown = markdown;
    }

    /**
     * A column behind the first.
     *
     * @param width in plain text, with the blank before it; 0 where only Markdown has room for it
     * @param isText starts at the left, as numbers end at the right
     */
    private record Column(String head, int width, boolean isText) {
        String plain(String cell) {
            String printable = Format.printable(cell);
            return isText
                    ? " ".repeat(GAP) + Format.left(Format.clipEnd(printable, width - GAP), width - GAP)
                    : Format.right(" " + printable, width);
        }

        /** Numbers are never cut, so their heads are. */
        String fittingHead() {
            return isText ? head : Format.clipEnd(Format.printable(head), width - 1);
        }
    }

    void heading(String text) {
        if (markdown) {
            lines.add("## " + MarkdownReport.escape(text));
            lines.add("");
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    void sentence(String text) {
        if (markdown) {
            lines.add("- " + MarkdownReport.escape(text));
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    void gap() {
        lines.add("");
    }

    /** Begins a table, of which the columns are next, then the {@link #head}. */
    Sheet table(String first, int width) {
        nameWidth = width;
        columns.clear();
        columns.add(new Column(first, 0, true));
        return this;
    }

    Sheet number(String head, int width) {
        columns.add(new Column(head, width, false));
        return this;
    }

    Sheet text(String head, int width) {
        columns.add(new Column(head, width, true));
        return this;
    }

    /** Prints the heads of the columns. */
    void head() {
        List<String> heads = columns.stream()
                .map(column -> markdown ? column.head() : column.fittingHead())
                .toList();
        if (markdown && !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            gap();
        }
        row(heads.get(0), heads.subList(1, heads.size()));
        if (markdown) {
            lines.add(columns.stream()
                    .map(column -> column.isText() ? "---|" : "---:|")
                    .collect(Collectors.joining("", "|", "")));
        }
    }

    void row(String name, List<String> cells) {
        if (markdown) {
            lines.add("| " + MarkdownReport.escape(name) + " | "
                    + cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ")) + " |");
            return;
        }
        StringBuilder line =
                new StringBuilder(Format.left(Format.clipEnd(Format.printable(name), nameWidth - 1), nameWidth));
        for (int i = 1; i < columns.size(); i++) {
            if (columns.get(i).width() > 0) {
                line.append(columns.get(i).plain(cells.get(i - 1)));
            }
        }
        lines.add(line.toString().stripTrailing());
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
