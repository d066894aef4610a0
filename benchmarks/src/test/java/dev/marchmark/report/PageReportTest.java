// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
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
                .contains("Controls run the same code on both sides");
        assertThat(count(page, "<tr data-group="))
                .isEqualTo(ReportRuns.normal().workloads().size());
    }

    @Test
    void eachCandidateHasATableOfItsOwn() {
        assertThat(count(page(ReportRuns.threeVariants()), "<h1>")).isEqualTo(2);
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
        assertThat(page).doesNotContain(" src=", " href=", "@import", "url(").doesNotContainPattern(CONTROL);
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
            IntStream.range(0, 30).forEach(fork -> forks.add(TestRuns.fork(workload, fork)));
        }
        Run run = ReportRuns.of(workloads);
        String page = PageReport.of(List.of(new PageReport.Measured(run, forks)));
        assertThat(count(page, "<tr data-group=")).isEqualTo(70);
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
