// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Dispatch;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BriefReportTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final String COMPRESS = "packages/zlib/compress-6";
    private static final String SHA256 = "0".repeat(64);

    /** Of kernels, with a whole. */
    static PageReport.Measured measured() {
        return new PageReport.Measured(ReportRuns.published(), List.of(), List.of(ReportMixes.service()));
    }

    /** Of two packages, one of which was built twice. */
    static PageReport.Measured packages() {
        List<String> workloads = List.of(COMPRESS, TestRuns.DECOMPRESS, "packages/lz4/compress-fast");
        List<SourcePackage> packages = List.of(
                new SourcePackage(
                        "zlib",
                        "zlib",
                        "1:1.2.13.dfsg-1",
                        "Zlib",
                        Dispatch.NONE,
                        true,
                        List.of(build("v2-O2", 70_000, 9.6), build("v3-O2", 72_931, 10.4))),
                new SourcePackage("lz4", "lz4", "1.9.4-1", "BSD-2-Clause", Dispatch.NONE, null, List.of()));
        List<ForkResult> forks = new ArrayList<>();
        workloads.forEach(
                workload -> IntStream.range(0, 12).forEach(number -> forks.add(TestBlocks.fork(workload, number))));
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode run = mapper.valueToTree(ReportRuns.of(workloads));
        run.set("packages", mapper.valueToTree(packages));
        return new PageReport.Measured(mapper.treeToValue(run, Run.class), forks);
    }

    private static SourcePackage.Build build(String variant, long bytes, double seconds) {
        return new SourcePackage.Build(variant, SHA256, bytes, 15, 15, seconds);
    }

    private static String brief(Run run) {
        return BriefReport.of(List.of(new PageReport.Measured(run, List.of())));
    }

    /** Without markup, in one line. */
    private static String text(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replace("&#61;", "=")
                .replace("&quot;", "\"")
                .replaceAll("\\s+", " ");
    }

    @Test
    void answersTheQuestionInOneSentenceWithItsInterval() {
        assertThat(text(brief(ReportRuns.normal())))
                .contains("Is v3-O2 worth it instead of v2-O2, on amd-epyc-7763-vm?")
                .contains("Yes: v3-O2 is 1.877 times as fast as v2-O2 (95 % interval 1.871 - 1.882), by the geometric"
                        + " mean of these 6 workloads.")
                .contains("Of 6 workloads 3 gain, 1 loses, 1 does neither (within 0.5 %), 1 is open: ")
                .contains("quicksort 0.988 (0.978 - 0.998)");
    }

    @ParameterizedTest
    @CsvSource({
        "1.002, 0.001, No difference to speak of",
        "0.9, 0.01, 'No, it is slower'",
        "1.02, 0.05, That can't be told"
    })
    void theAnswerFollowsFromTheInterval(double speedup, double halfWidth, String answer) {
        Run run = ReportRuns.alone(TestRows.row(TestRuns.CRC32, "v3-O2", speedup, halfWidth, Verdict.INCONCLUSIVE));
        assertThat(text(brief(run))).contains(answer + ": v3-O2 is ", "by the one workload that was measured");
    }

    @Test
    void packagesAreListedWithWhatTheyCost() {
        assertThat(text(BriefReport.of(List.of(packages()))))
                .contains("Shortlist of packages")
                .contains("zlib 1:1.2.13.dfsg-1 2 1.05239 1.05239 - 1.05239 rebuild +4.2 % 10 s")
                .contains("Code size: +4.2 % over 1 library.")
                .contains("A further build: 10 s of CPU time")
                .contains("scripts/marchmark packages build zlib lz4");
    }

    @Test
    void hostsBetweenTheLevelsAreExcluded() {
        assertThat(text(brief(ReportRuns.normal())))
                .contains("Haswell (2013)", "Tiger Lake (2020)")
                .doesNotContain("Nehalem", "Zen 4");
        assertThat(text(brief(ReportRuns.threeVariants()))).contains("Haswell (2013)", "Zen 4");
        assertThat(ofLevels("v1-O2", "v2-O2")).contains("Nehalem (2008)").doesNotContain("Haswell");
        assertThat(ofLevels("v1-O2", "v3-O2")).contains("Nehalem (2008)", "Haswell (2013)");
        assertThat(ofLevels("v3-O2", "v3-O2-clang")).contains("None: it asks for no higher level.");
    }

    private static String ofLevels(String baseline, String candidate) {
        Comparison row = TestRows.row(TestRuns.CRC32, candidate, 1.02, 0.01, Verdict.FASTER);
        Summary summary = new Summary(List.of(row), List.of(), List.of(), List.of(), List.of(), List.of());
        return text(brief(TestRuns.run(List.of(TestRuns.CRC32), List.of(baseline, candidate), summary)));
    }

    @Test
    void commandDrawsTheSameAgain() {
        assertThat(text(brief(ReportRuns.published())))
                .contains("scripts/marchmark run -w kernels/checksum/crc32,kernels/control/empty,")
                .contains("-v v2-O2,v3-O2 -s small -p standard --forks 12 --cells 4 --margin 0.5 --target-width 0.5%"
                        + " --max-forks 60 --aligned --cross-check 0 --seed 81985529216");
    }

    /** Somebody will copy it into a shell. */
    @Test
    void commandOfAHostileResultIsOneWordForEachOfItsTexts() {
        Run run = ReportRuns.poisoned(ReportRuns.normal(), "'; touch \"$HOME/x\" `id` #");
        String command = CommandLines.commands(run).get(1);
        String rest = command.replace("\\'", "").replaceAll("'[^']*'", "Q");
        assertThat(rest).matches("scripts/marchmark run [A-Za-z0-9 ._%-]+");
    }

    @Test
    void wholeIsToldWithItsSource() {
        assertThat(text(BriefReport.of(List.of(measured()))))
                .contains("What it is worth: a service")
                .contains("the whole would be 1.0123 (95 % interval 1.0113 - 1.0134) times as fast")
                .contains("Shares: its own profile of 2026-11-25");
    }

    @Test
    void runWithoutARowIsNotJudged() {
        assertThat(text(brief(ReportRuns.withoutRows())))
                .contains("Nothing was measured")
                .doesNotContain("worth it");
        assertThat(text(brief(ReportRuns.withoutSummary()))).contains("Nothing was measured");
    }

    static Stream<Run> runs() {
        return HostileResultTest.runs();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textFromAResultIsNoMarkup(Run run) {
        String brief = BriefReport.of(List.of(new PageReport.Measured(run, List.of(), List.of(ReportMixes.hostile()))));
        assertThat(brief)
                .doesNotContain("<script", "<b ", "<img", " src=", " href=", "@import", "url(", "onclick='")
                .doesNotContainPattern(CONTROL)
                .contains("default-src &#39;none&#39;");
    }
}
