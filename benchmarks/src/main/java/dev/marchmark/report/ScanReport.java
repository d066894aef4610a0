// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.PackageCode;
import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The code of a whole system as text and as Markdown: the packages that a distribution would look at first. */
public final class ScanReport {
    private static final String LEGEND =
            "v2, v3, v4, ymm, zmm: instructions by level and register. packed: those of functions that compute on several"
                    + " elements at once. users: files of other packages that are linked with its libraries. bare: the share"
                    + " of its code without unwind entries, which compilers write (Go a table of its own) and assembly"
                    + " often lacks. Code that only pointers lead to, as to much assembly, is in code kB and in no other column.";

    /** A question, the packages that answer it, and what comes first. */
    private record Question(String text, Predicate<ScannedPackage> holds, ToDoubleFunction<ScannedPackage> most) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    "Libraries in use by others that choose nothing at run time, by packed times users",
                    each -> each.users() > 0
                            && each.code().packed() > 0
                            && !each.code().chooses(),
                    each -> (double) each.code().packed() * each.users()),
            new Question(
                    "With marks of code that is chosen at run time, by v3 and v4",
                    each -> each.code().chooses() && v3AndV4(each) > 0,
                    ScanReport::v3AndV4),
            new Question(
                    "With code of v3 or v4 and no such mark",
                    each -> !each.code().chooses() && v3AndV4(each) > 0,
                    ScanReport::v3AndV4),
            new Question(
                    "Mostly without unwind entries, or made by an assembler as debug information says",
                    each -> each.code().mostlyAssembly(),
                    each -> each.code().counts().bytes()));

    private final Scan scan;
    private final int most;
    private final Sheet sheet;

    private ScanReport(Scan scan, int most, boolean markdown) {
        this.scan = scan;
        this.most = most;
        this.sheet = new Sheet(markdown);
    }

    /** Lines of plain text; for each question the given number of packages. */
    public static String console(Scan scan, int packages) {
        return new ScanReport(scan, packages, false).text();
    }

    /** The same as Markdown, with the features that packages need. */
    public static String markdown(Scan scan, int packages) {
        return new ScanReport(scan, packages, true).text();
    }

    private static long v3AndV4(ScannedPackage each) {
        return each.code().counts().v3() + each.code().counts().v4();
    }

    private String text() {
        PackageCode total = scan.total();
        sheet.sentence("packages with code: " + scan.packages().size() + " (without: " + scan.withoutCode()
                + "); files: " + total.files() + "; code: " + Format.fixed(total.codeBytes() / 1e6, 1) + " MB");
        if (!scan.knowsNoPackage()) {
            QUESTIONS.forEach(this::answer);
        }
        table("All");
        row("in packages", packaged(), "", "");
        row("of no package", scan.outside(), "", "");
        row("all", total, "", "");
        sheet.gap();
        sheet.sentence("needed: " + Format.needed(total.counts()));
        scan.leftOut().forEach(line -> sheet.sentence("not looked at: " + line));
        scan.failures().forEach(failure -> sheet.sentence("FAILED " + failure.name() + " " + failure.reason()));
        sheet.sentence(LEGEND);
        return sheet.toString();
    }

    private PackageCode packaged() {
        return scan.packages().stream().map(ScannedPackage::code).reduce(PackageCode.NONE, PackageCode::plus);
    }

    private void answer(Question question) {
        List<ScannedPackage> packages = scan.packages().stream()
                .filter(question.holds)
                .sorted(Comparator.comparingDouble(question.most)
                        .reversed()
                        .thenComparing(ScannedPackage::name)
                        .thenComparing(ScannedPackage::version))
                .toList();
        table(question.text + " (" + packages.size() + ")");
        packages.subList(0, Math.min(most, packages.size()))
                .forEach(each -> row(each.name(), each.code(), String.valueOf(each.users()), each.source()));
    }

    private void table(String title) {
        sheet.gap();
        sheet.heading(title);
        sheet.table("package", 22)
                .number("files", 6)
                .number("code kB", 9)
                .number("v2", 7)
                .number("v3", 8)
                .number("v4", 8)
                .number("ymm", 8)
                .number("zmm", 7)
                .number("packed", 9)
                .number("users", 7)
                .number("bare", 8)
                .text("needed", 0)
                .text("source", 0)
                .head();
    }

    private void row(String name, PackageCode code, String users, String source) {
        sheet.row(
                name,
                List.of(
                        String.valueOf(code.files()),
                        String.valueOf(Math.round(code.codeBytes() / 1e3)),
                        String.valueOf(code.counts().v2()),
                        String.valueOf(code.counts().v3()),
                        String.valueOf(code.counts().v4()),
                        String.valueOf(code.counts().ymm()),
                        String.valueOf(code.counts().zmm()),
                        String.valueOf(code.packed()),
                        users,
                        Format.fixed(100 * code.withoutUnwind(), 1) + " %",
                        Format.needed(code.counts()),
                        source));
    }
}
