// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Audit;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What code needs, as text and as Markdown, file by file. */
public final class AuditReport {
    private static final int NAME = 26;
    /** Of those that a sentence is about. */
    private static final int NAMED = 3;

    private static final String LEGEND =
            "Instructions by the level that they need, xmm, ymm and zmm by the registers they name. outside: features of no"
                    + " level, such as AES. tzcnt: or rep bsf, the same bytes, which compilers emit at every level.";
    private static final Comparator<FunctionAudit> MOST_TELLING = Comparator.comparingLong((FunctionAudit function) ->
                    function.counts().v3() + function.counts().v4())
            .thenComparingLong(
                    function -> function.counts().v2() + function.counts().outside())
            .reversed()
            .thenComparingLong(FunctionAudit::address);

    private final int most;
    private final boolean markdown;
    private final Sheet sheet;
    private final List<Total> files = new ArrayList<>();

    private record Total(String file, CodeCounts counts) {}

    private AuditReport(int most, boolean markdown) {
        this.most = most;
        this.markdown = markdown;
        this.sheet = new Sheet(markdown);
    }

    /** Lines of plain text; of each file's functions the given number that need most. */
    public static AuditReport console(int functions) {
        return new AuditReport(functions, false);
    }

    /** The same as Markdown, with the features that functions need. */
    public static AuditReport markdown(int functions) {
        return new AuditReport(functions, true);
    }

    /** Whether no file was added. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The text, when all files were added. */
    public String text(List<Audit.Failure> failures) {
        if (files.size() > 1) {
            CodeCounts total = files.stream().map(Total::counts).reduce(CodeCounts.NONE, CodeCounts::plus);
            sheet.heading(files.size() + " files");
            head("file");
            files.forEach(each -> row(markdown ? each.file : Format.clipFront(each.file, NAME - 1), each.counts));
            row("all code", total);
            sheet.gap();
            sheet.sentence("needed: " + Format.needed(total));
        }
        failures.forEach(failure -> sheet.sentence("FAILED " + failure.name() + " " + failure.reason()));
        if (!files.isEmpty()) {
            sheet.sentence(LEGEND);
        }
        return sheet.toString();
    }

    /** Adds a file, of which only lines are kept. */
    public void add(FileAudit file) {
        files.add(new Total(file.name(), file.total()));
        List<FunctionAudit> plain = file.functions().stream()
                .filter(function -> !needsMore(function))
                .toList();
        List<FunctionAudit> telling = file.functions().stream()
                .filter(AuditReport::needsMore)
                .sorted(MOST_TELLING)
                .toList();
        sheet.heading(file.name());
        sheet.sentence(file.kind() + ", " + file.codeBytes() + " bytes of code"
                + (file.isaNeeded() == null ? "" : ", marked as needing " + file.isaNeeded()));
        for (FileAudit.FlagSet set :
                file.flags().subList(0, Math.min(most, file.flags().size()))) {
            sheet.sentence("compiled by " + set.flags() + " (" + number(set.units(), "unit") + ")");
        }
        if (telling.isEmpty() && !plain.isEmpty()) {
            sheet.sentence("no function needs more than x86-64-v1");
        }
        head("function");
        for (FunctionAudit function : telling.subList(0, Math.min(most, telling.size()))) {
            row(function.name(), function.counts());
        }
        if (telling.size() > most) {
            List<FunctionAudit> rest = telling.subList(most, telling.size());
            row(number(rest.size(), "more such function"), sum(rest));
        }
        row(number(plain.size(), telling.isEmpty() ? "function" : "other function"), sum(plain));
        row("unattributed", file.unattributed());
        row("all code", file.total());
        sheet.gap();
        sheet.sentence("needed: " + Format.needed(file.total()));
        if (file.unreadBytes() > 0) {
            sheet.sentence(
                    file.unreadBytes() + " bytes are not counted: padding, data, or code that only pointers lead to");
        }
        if (file.total().invalid() > 0) {
            sheet.sentence(number(file.total().invalid(), "place") + " where code should be without an instruction");
        }
        if (file.dispatches()) {
            sheet.sentence("chosen at run time: " + dispatch(file));
        } else if (file.total().level() > 1) {
            sheet.sentence("no mark of code that is chosen at run time: below x86-64-v"
                    + file.total().level() + " not all of it runs");
        }
        sheet.gap();
    }

    private static boolean needsMore(FunctionAudit function) {
        return function.counts().level() > 1 || function.counts().outside() > 0;
    }

    private static CodeCounts sum(List<FunctionAudit> functions) {
        return functions.stream().map(FunctionAudit::counts).reduce(CodeCounts.NONE, CodeCounts::plus);
    }

    private static String number(long number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }

    private static String dispatch(FileAudit file) {
        List<String> marks = new ArrayList<>();
        if (file.asksCpu() > 0) {
            marks.add(file.asksCpu() + " cpuid or xgetbv"
                    + such(names(file.functions().stream().filter(FunctionAudit::asksCpu))));
        }
        if (file.ifuncs() > 0) {
            marks.add(number(file.ifuncs(), "indirect function")
                    + such(names(file.functions().stream()
                            .filter(function -> function.dispatch().contains(FunctionAudit.IFUNC)))));
        }
        List<String> named = names(file.functions().stream()
                .filter(function -> function.dispatch().stream().anyMatch(mark -> !mark.equals(FunctionAudit.IFUNC))));
        if (!named.isEmpty()) {
            marks.add(number(named.size(), "function") + " named so" + such(named));
        }
        return String.join("; ", marks);
    }

    private static List<String> names(Stream<FunctionAudit> functions) {
        return functions.map(FunctionAudit::name).toList();
    }

    private static String such(List<String> names) {
        return names.isEmpty()
                ? ""
                : " (" + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                        + (names.size() > NAMED ? ", ..." : "") + ")";
    }

    private void head(String first) {
        sheet.table(first, NAME)
                .number("bytes", 10)
                .number("v1", 9)
                .number("v2", 6)
                .number("v3", 7)
                .number("v4", 7)
                .number("outside", 8)
                .number("tzcnt", 6)
                .number("xmm", 8)
                .number("ymm", 7)
                .number("zmm", 6)
                .text("needed", 0)
                .head();
    }

    private void row(String name, CodeCounts counts) {
        sheet.row(
                name,
                Stream.of(
                                Stream.of(String.valueOf(counts.bytes())),
                                counts.shown().stream().map(String::valueOf),
                                Stream.of(Format.tally(counts.features())))
                        .flatMap(Function.identity())
                        .toList());
    }
}
