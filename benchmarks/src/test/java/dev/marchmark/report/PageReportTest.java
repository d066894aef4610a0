// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageReportTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

    static String page(Run... runs) {
        return PageReport.of(Stream.of(runs)
                .map(run -> new PageReport.Measured(run, List.of()))
                .toList());
    }

    @Test
    void saysWhatCameOutOfEachWorkload() {
        String page = page(ReportRuns.normal());
        assertThat(page)
                .contains("<h1>v3-O2 against v2-O2 on ")
                .contains("workloads")
                .contains(TestRuns.CRC32, TestRuns.DECOMPRESS)
                .contains("<dt>inputs from<dd>lexicon of wordnet-base 1:3.0-37 (LicenseRef-WordNet-3.0), 0123456789ab")
                .contains("They run the same code on both sides");
        assertThat(count(page, "<tr class="))
                .isEqualTo(ReportRuns.normal().workloads().size());
    }

    @Test
    void rowOpensToAllThatIsKnownOfIt() {
        Run run = ReportRuns.published();
        List<ForkResult> forks = IntStream.range(0, 12)
                .mapToObj(i -> TestBlocks.fork(TestRuns.CRC32, i))
                .toList();
        String page = PageReport.of(List.of(new PageReport.Measured(run, forks)));
        String row = first(page, "(?s)<summary>" + TestRuns.CRC32 + "</summary>(.*?)</details>");
        assertThat(row)
                .contains("<dt>code<dd>scalar: BMI2; +3 %, 300 to 309 bytes")
                .contains("<dt>results<dd>identical")
                .contains(
                        "<dt>flags<dd>v2-O2: -march&#61;x86-64-v2 -mtune&#61;generic -O2; v3-O2: -march&#61;x86-64-v3")
                .containsPattern("<dt>libraries<dd>v2-O2: 1 of [0-9a-f]{12}; v3-O2: 1 of [0-9a-f]{12}")
                .contains("<dt>forks<dd>12, 1.05259 to 1.05259, SD 1.2 %")
                .contains("<dt>layouts<dd>span 0.33 %, 15 % of the variance; resampled ")
                .contains("<dt>after the other<dd>+0.040 % (-0.020 % to +0.10 %)")
                .contains("<dt>in long slices<dd>+1.3 % time (v2-O2), -0.30 % (v3-O2)")
                .contains("<dt>same code<dd>copy 1.00010 (", "linked anew 0.9979 (")
                .contains("stroke-dasharray=\"0 160 1 320\"");
        assertThat(row).doesNotContain("whole library");
        assertThat(first(page, "(?s)<summary>" + TestRuns.DECOMPRESS + "</summary>(.*?)</details>"))
                .contains("300 to 309 bytes, of the package&#39;s whole library, whatever of it the row calls");
    }

    @Test
    void firstThingSaidIsTheAnswer() {
        String page = page(ReportRuns.troubled());
        String top = page.substring(page.indexOf("<h1>"), page.indexOf("<h2>"));
        assertThat(top)
                .contains("AMD EPYC 7763 64-Core Processor, x86-64-v3, virtual machine")
                .contains("Is v3-O2 faster here, and by how much?")
                .contains("<dt>What gains most?</dt><dd>empty ", "<dt>What loses most?</dt><dd>none</dd>")
                .contains("<dt>Can it be trusted?</dt><dd>No: the CPU is emulated: no time means anything.</dd>")
                .contains("<strong>Warning:</strong> 4 of 14 rows of the byte copy differ")
                .contains("<strong>Failed:</strong> kernels/control/quicksort");
    }

    @Test
    void eachCandidateHasATableOfItsOwnTheHighestLevelFirst() {
        String page = page(ReportRuns.threeVariants());
        assertThat(count(page, "<h1>")).isEqualTo(2);
        assertThat(page.indexOf("<h1>v4-O2-debian13 against v2-O2"))
                .isLessThan(page.indexOf("<h1>v3-O2 against v2-O2"));
        String contents = first(page, "(?s)<nav aria-label=\"tables\">(.*?)</nav>");
        assertThat(contents)
                .containsPattern("<a href=\"#table-0\">v4-O2-debian13 against v2-O2 on [^<]*</a> [(]size small, gcc ")
                .containsPattern(
                        "<a href=\"#table-1\">v3-O2 against v2-O2 on [^<]*</a>[^<]*[.] Yes: v3-O2 is 1[.]877 times");
        assertThat(page).contains("<section id=\"table-0\">", "<section id=\"table-1\">");
        assertThat(page(ReportRuns.normal())).doesNotContain("<nav");
    }

    static Stream<Run> runs() {
        return HostileResultTest.runs();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textFromAResultIsNoMarkup(Run run) {
        String page = page(run);
        assertThat(count(page, "<script")).isEqualTo(1);
        assertThat(page).doesNotContain("<b ", "<b>", "onclick='");
        assertThat(page)
                .doesNotContain(" src=", "@import", "url(")
                .doesNotContainPattern(" href=\"[^#]")
                .doesNotContainPattern(CONTROL);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void policyNamesTheHashesOfTheStyleAndTheScript(Run run) throws Exception {
        String page = page(run);
        String policy = first(page, "content=\"(default-src[^\"]*)\"")
                .replace("&#39;", "'")
                .replace("&#61;", "=");
        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .contains("style-src '" + hash(first(page, "(?s)<style>(.*?)</style>")) + "'")
                .contains("script-src '" + hash(first(page, "(?s)<script>(.*?)</script>")) + "'");
    }

    @Test
    void isTheSameWhateverTheLocale() {
        Locale before = Locale.getDefault();
        String page = page(ReportRuns.normal());
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(page(ReportRuns.normal())).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void seventyRowsOfThirtyForksTakeAtMost150Kilobytes() {
        List<String> workloads = IntStream.range(0, 70)
                .mapToObj(i -> "kernels/group" + i % 7 + "/number_" + i)
                .toList();
        List<ForkResult> forks = new ArrayList<>();
        for (String workload : workloads) {
            IntStream.range(0, 30).forEach(fork -> forks.add(TestBlocks.fork(workload, fork)));
        }
        Run run = ReportRuns.of(workloads);
        String page = PageReport.of(List.of(new PageReport.Measured(run, forks)));
        assertThat(count(page, "<tr class=")).isEqualTo(70);
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(150_000);
    }

    private static long count(String text, String what) {
        return Pattern.compile(what, Pattern.LITERAL).matcher(text).results().count();
    }

    private static String first(String text, String regex) {
        MatchResult match =
                Pattern.compile(regex).matcher(text).results().findFirst().orElseThrow();
        return match.group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
