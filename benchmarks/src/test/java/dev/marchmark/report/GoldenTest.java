// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.MixGain;
import dev.marchmark.model.Calibration;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All reports against files that people have read. {@code mvn test -pl benchmarks -Dtest=GoldenTest -Dgolden.update}
 * rewrites them; read what changed before you keep it.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/marchmark/report");
    private static final Map<String, Supplier<String>> REPORTS = reports();

    private static Map<String, Supplier<String>> reports() {
        Map<String, Supplier<String>> reports = new TreeMap<>();
        Map<String, Run> runs = Map.of(
                "normal", ReportRuns.normal(),
                "published", ReportRuns.published(),
                "three-variants", ReportRuns.threeVariants(),
                "troubled", ReportRuns.troubled(),
                "without-rows", ReportRuns.withoutRows(),
                "without-summary", ReportRuns.withoutSummary(),
                "hostile", ReportRuns.hostile());
        runs.forEach((name, run) -> {
            reports.put(name + ".txt", () -> ConsoleReport.of(run));
            reports.put(name + ".md", () -> MarkdownReport.of(run));
        });
        reports.put(
                "several.csv",
                () -> CsvReport.of(List.of(
                        ReportRuns.normal(),
                        ReportRuns.published(),
                        ReportRuns.withoutSummary(),
                        ReportRuns.troubled(),
                        ReportRuns.hostile())));
        reports.put(
                "groups.md",
                () -> GroupReport.of(List.of(
                        ReportRuns.published(),
                        ReportRuns.threeVariants(),
                        ReportRuns.withoutSummary(),
                        ReportRuns.hostile())));
        reports.put("scan.txt", () -> ScanReport.console(ReportScans.system(), 3));
        reports.put("scan.md", () -> ScanReport.markdown(ReportScans.system(), 3));
        reports.put("scan.csv", () -> ScanCsv.of(ReportScans.system()));
        reports.put("audit.txt", () -> audited(AuditReport.console(1)));
        reports.put("audit.md", () -> audited(AuditReport.markdown(1)));
        reports.put("comparison.txt", () -> ComparisonReport.console(ReportAudits.comparison(), 2));
        reports.put("comparison.md", () -> ComparisonReport.markdown(ReportAudits.comparison(), 2));
        reports.put("count.txt", () -> CountReport.console(ReportCounts.emulated()));
        reports.put("count.md", () -> CountReport.markdown(ReportCounts.emulated()));
        reports.put("count-by-cpu.txt", () -> CountReport.console(ReportCounts.byCpu()));
        reports.put("count-hostile.md", () -> CountReport.markdown(ReportCounts.hostile()));
        reports.put("counted.md", () -> MarkdownReport.of(ReportCounts.run()));
        reports.put("counted.csv", () -> CsvReport.of(List.of(ReportCounts.run(), ReportRuns.troubled())));
        List<MixGain> gains = List.of(ReportMixes.service(), ReportMixes.hostile());
        reports.put("mix.txt", () -> MixReport.console(gains));
        reports.put("mix.md", () -> MixReport.markdown(gains));
        reports.put(
                "brief.html", () -> BriefReport.of(List.of(BriefReportTest.measured(), BriefReportTest.packages())));
        reports.put("calibration.txt", GoldenTest::calibrated);
        reports.put("go.txt", GoReportTest::sample);
        reports.put("repetition.txt", () -> RepetitionReportTest.sample(false));
        reports.put("repetition.md", () -> RepetitionReportTest.sample(true));
        return reports;
    }

    private static String audited(AuditReport report) {
        ReportAudits.several().files().forEach(report::add);
        return report.text(ReportAudits.several().failures());
    }

    private static String calibrated() {
        Calibration own = new Calibration(TestCalibrations.method(12), 1, List.of());
        List<Run.Failure> failures = List.of(new Run.Failure(TestRuns.EMPTY, null, "its fork crashed: SIGSEGV (0xb)"));
        return CalibrationReport.of(TestCalibrations.calibration(2), own, failures);
    }

    static Stream<String> names() {
        return REPORTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void reportIsTheGoldenOneWhateverTheLocale(String name) throws IOException {
        Supplier<String> report = REPORTS.getOrDefault(name, () -> "");
        Path golden = FOLDER.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, in(Locale.ROOT, report));
        }
        assertThat(in(Locale.ROOT, report)).isEqualTo(Files.readString(golden));
        assertThat(in(Locale.GERMANY, report)).isEqualTo(in(Locale.ROOT, report));
        assertThat(in(Locale.forLanguageTag("ar-EG-u-nu-arab"), report)).isEqualTo(in(Locale.ROOT, report));
    }

    @Test
    void everyGoldenFileHasAReport() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(REPORTS.keySet());
        }
    }

    private static String in(Locale locale, Supplier<String> report) {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return report.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
