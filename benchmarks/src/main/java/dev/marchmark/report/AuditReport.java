// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Audit;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What code needs, as text and as Markdown. */
public final class AuditReport {
    private static final List<String> HEAD =
            List.of("bytes", "v1", "v2", "v3", "v4", "outside", "tzcnt", "xmm", "ymm", "zmm");
    private static final int NAME = 26;
    private static final int[] WIDTHS = {9, 8, 6, 7, 6, 8, 6, 7, 6, 6};
    private static final String LEGEND =
            "Instructions by the level that they need, xmm, ymm and zmm by the registers they name. outside: features of no"
                    + " level, such as AES. tzcnt: or rep bsf, the same bytes, which compilers emit at every level.";
    private static final Comparator<FunctionAudit> MOST_TELLING = Comparator.comparingLong((FunctionAudit function) ->
                    function.counts().v3() + function.counts().v4())
            .thenComparingLong(
                    function -> function.counts().v2() + function.counts().outside())
            .reversed()
            .thenComparingLong(FunctionAudit::address);

    private final Audit audit;
    private final int most;
    private final boolean markdown;
    private final List<String> lines = new ArrayList<>();

    private AuditReport(Audit audit, int most, boolean markdown) {
        this.audit = audit;
        this.most = most;
        this.markdown = markdown;
    }

    /** Lines of plain text; of each file's functions the given number that need most. */
    public static String console(Audit audit, int functions) {
        return new AuditReport(audit, functions, false).text();
    }

    /** The same as Markdown. */
    public static String markdown(Audit audit, int functions) {
        return new AuditReport(audit, functions, true).text();
    }

    private String text() {
        for (FileAudit file : audit.files()) {
            file(file);
        }
        if (audit.files().size() > 1) {
            heading(audit.files().size() + " files");
            head();
            row("all code", audit.total());
            lines.add("");
            sentence(features(audit.total()));
        }
        audit.failures().forEach(failure -> sentence("FAILED " + failure.name() + " " + failure.reason()));
        if (!audit.files().isEmpty()) {
            sentence(LEGEND);
        }
        return String.join("\n", lines) + "\n";
    }

    private void file(FileAudit file) {
        heading(file.name());
        sentence(file.kind() + ", " + file.codeBytes() + " bytes of code"
                + (file.isaNeeded() == null ? "" : ", marked as needing " + file.isaNeeded()));
        for (FileAudit.FlagSet set :
                file.flags().subList(0, Math.min(most, file.flags().size()))) {
            sentence("compiled by " + set.flags() + " (" + set.units() + (set.units() == 1 ? " unit)" : " units)"));
        }
        head();
        List<FunctionAudit> plain = file.functions().stream()
                .filter(function -> !needsMore(function))
                .toList();
        List<FunctionAudit> telling = file.functions().stream()
                .filter(AuditReport::needsMore)
                .sorted(MOST_TELLING)
                .toList();
        for (FunctionAudit function : telling.subList(0, Math.min(most, telling.size()))) {
            row(function.name(), function.counts());
        }
        if (telling.size() > most) {
            List<FunctionAudit> rest = telling.subList(most, telling.size());
            row(rest.size() + " more such functions", sum(rest));
        }
        if (telling.isEmpty() && !plain.isEmpty()) {
            sentence("no function needs more than x86-64-v1");
        }
        row(plain.size() + (telling.isEmpty() ? " functions" : " other functions"), sum(plain));
        row("unattributed", file.unattributed());
        row("all code", file.total());
        lines.add("");
        sentence(features(file.total()));
        if (file.unreadBytes() > 0) {
            sentence(file.unreadBytes() + " bytes are not counted: padding, data, or code that only pointers lead to");
        }
        if (file.total().invalid() > 0) {
            sentence(file.total().invalid() + " places where code should be hold no instruction");
        }
        if (file.dispatches()) {
            sentence("chosen at run time: " + dispatch(file));
        }
        lines.add("");
    }

    private static boolean needsMore(FunctionAudit function) {
        return function.counts().level() > 1 || function.counts().outside() > 0;
    }

    private static CodeCounts sum(List<FunctionAudit> functions) {
        return functions.stream().map(FunctionAudit::counts).reduce(CodeCounts.NONE, CodeCounts::plus);
    }

    private static String features(CodeCounts counts) {
        String all = counts.features().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(feature -> feature.getKey() + " " + feature.getValue())
                .collect(Collectors.joining(", "));
        return "needed: " + (all.isEmpty() ? "nothing beyond x86-64" : all);
    }

    private static String dispatch(FileAudit file) {
        List<String> marks = new ArrayList<>();
        if (file.asksCpu() > 0) {
            marks.add(file.asksCpu() + " cpuid or xgetbv");
        }
        if (file.ifuncs() > 0) {
            marks.add(file.ifuncs() + " indirect functions");
        }
        List<String> names = file.functions().stream()
                .filter(function -> function.dispatch().stream().anyMatch(mark -> !mark.equals("ifunc")))
                .map(FunctionAudit::name)
                .toList();
        if (!names.isEmpty()) {
            marks.add(names.size() + " functions named so, such as " + names.get(0));
        }
        return String.join(", ", marks);
    }

    private void heading(String text) {
        if (markdown) {
            lines.add("## " + MarkdownReport.escape(text));
            lines.add("");
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    private void sentence(String text) {
        if (markdown) {
            lines.add("- " + MarkdownReport.escape(text));
        } else {
            lines.addAll(Format.wrap(text));
        }
    }

    private void head() {
        if (markdown) {
            lines.add("");
            lines.add("| function | " + String.join(" | ", HEAD) + " |");
            lines.add("|---|" + "---:|".repeat(HEAD.size()));
        } else {
            line("", HEAD);
        }
    }

    private void row(String name, CodeCounts counts) {
        List<String> cells = List.of(
                        counts.bytes(),
                        counts.v1(),
                        counts.v2(),
                        counts.v3(),
                        counts.v4(),
                        counts.outside(),
                        counts.tzcnt(),
                        counts.xmm(),
                        counts.ymm(),
                        counts.zmm())
                .stream()
                .map(String::valueOf)
                .toList();
        if (markdown) {
            lines.add("| " + MarkdownReport.escape(name) + " | " + String.join(" | ", cells) + " |");
        } else {
            line(name, cells);
        }
    }

    private void line(String name, List<String> cells) {
        StringBuilder line = new StringBuilder(Format.left(Format.clipEnd(Format.printable(name), NAME), NAME));
        for (int i = 0; i < cells.size(); i++) {
            line.append(Format.right(cells.get(i), WIDTHS[i]));
        }
        lines.add(line.toString());
    }
}
