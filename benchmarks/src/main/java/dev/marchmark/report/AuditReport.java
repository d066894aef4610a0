// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Audit;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What code needs, as text and as Markdown. */
public final class AuditReport {
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
    private final Sheet sheet;

    private AuditReport(Audit audit, int most, boolean markdown) {
        this.audit = audit;
        this.most = most;
        this.sheet = new Sheet(markdown);
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
            sheet.heading(audit.files().size() + " files");
            head("");
            row("all code", audit.total());
            sheet.gap();
            sheet.sentence("needed: " + Format.needed(audit.total()));
        }
        audit.failures().forEach(failure -> sheet.sentence("FAILED " + failure.name() + " " + failure.reason()));
        if (!audit.files().isEmpty()) {
            sheet.sentence(LEGEND);
        }
        return sheet.toString();
    }

    private void file(FileAudit file) {
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
            sheet.sentence(
                    "compiled by " + set.flags() + " (" + set.units() + (set.units() == 1 ? " unit)" : " units)"));
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
            row(rest.size() + " more such functions", sum(rest));
        }
        row(plain.size() + (telling.isEmpty() ? " functions" : " other functions"), sum(plain));
        row("unattributed", file.unattributed());
        row("all code", file.total());
        sheet.gap();
        sheet.sentence("needed: " + Format.needed(file.total()));
        if (file.unreadBytes() > 0) {
            sheet.sentence(
                    file.unreadBytes() + " bytes are not counted: padding, data, or code that only pointers lead to");
        }
        if (file.total().invalid() > 0) {
            sheet.sentence(file.total().invalid() + " places where code should be hold no instruction");
        }
        if (file.dispatches()) {
            sheet.sentence("chosen at run time: " + dispatch(file));
        }
        sheet.gap();
    }

    private static boolean needsMore(FunctionAudit function) {
        return function.counts().level() > 1 || function.counts().outside() > 0;
    }

    private static CodeCounts sum(List<FunctionAudit> functions) {
        return functions.stream().map(FunctionAudit::counts).reduce(CodeCounts.NONE, CodeCounts::plus);
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

    private void head(String first) {
        sheet.table(first, 26)
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
                .head();
    }

    private void row(String name, CodeCounts counts) {
        sheet.row(
                name,
                Stream.of(
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
                        .map(String::valueOf)
                        .toList());
    }
}
