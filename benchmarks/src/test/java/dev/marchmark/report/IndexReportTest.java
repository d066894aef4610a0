// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.HostRuns;
import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Price;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexReportTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final String COMPILER = "gcc (Debian 12.2.0-14+deb12u1) 12.2.0";

    /** Three machines of one type, a host that gains nothing, one that loses and whose controls differ, a first look. */
    static List<PublishedRun> runs(String compiler) {
        return Stream.of(
                        new HostRuns("amd-epyc-vm", 1).effect(0.04),
                        new HostRuns("amd-epyc-vm", 2).effect(0.06),
                        new HostRuns("amd-epyc-vm", 3).effect(0.05),
                        new HostRuns("intel-xeon-vm", 4).effect(0),
                        new HostRuns("amd-ryzen", 5).effect(-0.2).copies(0.1),
                        new HostRuns("hygon-c86", 6)
                                .profile("quick")
                                .of(List.of("kernels/bits/popcount", "packages/lua5.4/quicksort")))
                .map(run -> run.compiler(compiler).published())
                .toList();
    }

    static Map<String, String> files(String compiler) {
        return IndexReport.of(runs(compiler), List.of(), false);
    }

    @Test
    void filesAreTheIndexAndAPageForEachGroup() {
        assertThat(files(COMPILER))
                .containsOnlyKeys(
                        "README.md",
                        "index.html",
                        "kernels-bits.html",
                        "kernels-checksum.html",
                        "packages-lua5.4.html");
    }

    @Test
    void everyCellSaysItsNumbersAndLeadsToItsRun() {
        String page = files(COMPILER).getOrDefault("index.html", "");
        assertThat(page)
                .contains("6 runs on 4 hosts.", "v3-O2 against v2-O2: kernels, size small")
                .containsPattern(
                        "<td class=\"gain2\"><a href=\"amd-epyc-vm/20261201T000003Z-c0ffee/table.md\">1\\.05"
                                + "[0-9]*</a><small>1\\.0[0-9]* - 1\\.0[0-9]*</small><small>2 workloads, 3 runs merged</small></td>")
                .containsPattern("<td class=\"loss3\">.*<small>2 workloads, controls differ</small>")
                .containsPattern("<td class=\"gain2\">.*<small>1 workload, first look</small>");
        long cells = Pattern.compile("<td class=").matcher(page).results().count();
        long links = Pattern.compile("<td class=\"[a-z]+[0-3]?\"><a href=\"[^\"]+/table.md\">[0-9.]+</a>")
                .matcher(page)
                .results()
                .count();
        assertThat(links).isEqualTo(cells).isEqualTo(3 * 3 + 1 + 1);
    }

    @Test
    void packagesComeFirstAndTablesSayWhatTheyComeTo() {
        Map<String, String> files = files(COMPILER);
        for (String name : List.of("index.html", "README.md")) {
            String index = files.getOrDefault(name, "");
            assertThat(index.indexOf("v3-O2 against v2-O2: packages, size small"))
                    .as(name)
                    .isBetween(0, index.indexOf("v3-O2 against v2-O2: kernels, size small"));
            assertThat(index)
                    .contains("Over all workloads v3-O2 is faster in 1 of 3 lines of the table, slower in 1;")
                    .contains("interval is for that cell alone", "they explain, packages decide");
        }
    }

    @Test
    void tableOfOneHostIsAnsweredInASentenceAndHowToReadItStandsLast() {
        Map<String, String> files = IndexReport.of(
                List.of(new HostRuns("amd-ryzen", 5).effect(-0.2).copies(0.1).published()), List.of(), false);
        for (String name : List.of("index.html", "README.md")) {
            String index = files.getOrDefault(name, "");
            assertThat(index)
                    .as(name)
                    .containsPattern(
                            "On amd-ryzen v3-O2 is 0\\.81[0-9]* times as fast as v2-O2 [(]95 % interval"
                                    + " 0\\.81[0-9]* - 0\\.81[0-9]*[)], by the geometric mean of 3 workloads; its controls differ\\.");
            assertThat(index.indexOf("How to read the tables")).isGreaterThan(index.indexOf("All runs"));
        }
        assertThat(files.getOrDefault("index.html", ""))
                .containsPattern("(?s)<a href=\"#table-0\">.*<section id=\"table-0\">");
    }

    @Test
    void markdownSaysTheSame() {
        assertThat(files(COMPILER).getOrDefault("README.md", ""))
                .containsPattern(
                        "\\| amd-epyc-vm, gcc .* \\| \\[1\\.05[0-9]*\\]\\(amd-epyc-vm/20261201T000003Z-c0ffee/table.md\\)"
                                + " \\(1\\.0[0-9]* - 1\\.0[0-9]*\\), 1 workload, 3 runs merged \\|")
                .containsPattern("\\| \\[kernels/bits/popcount\\]\\(kernels-bits\\.html\\)"
                        + " \\| amd-epyc-vm, .* \\| 3 \\| 1\\.05")
                .contains("[hygon-c86/20261201T000006Z-c0ffee](hygon-c86/20261201T000006Z-c0ffee/table.md) | quick |");
    }

    @Test
    void forestHasALineForEachRunAndTwoForWhatIsMerged() {
        String page = files(COMPILER).getOrDefault("kernels-checksum.html", "");
        assertThat(Pattern.compile("<h3>").matcher(page).results().count()).isEqualTo(2);
        assertThat(Pattern.compile("<tr>\n<th scope=\"row\">")
                        .matcher(page)
                        .results()
                        .count())
                .isEqualTo(2 * (5 + 2));
        assertThat(page).contains("amd-epyc-vm, 3 runs merged", "amd-epyc-vm, a next run");
    }

    @Test
    void costsOfTheSameWorkStandBelowTheHostsThatHaveAPrice() {
        SortedMap<String, String> files = IndexReport.of(
                runs(COMPILER),
                List.of(
                        new Price("intel-xeon-vm", 0.1, "EUR", "a list, Paris", "2026-12-01"),
                        new Price("amd-ryzen", 0.2, "EUR", "a list, Paris", "2026-12-02")),
                false);
        // Half the price; v3 is slower by 0.2 on the first host, in log units.
        assertThat(files.getOrDefault("README.md", ""))
                .contains("What the same work costs as v3-O2, relative to amd-ryzen")
                .containsPattern(
                        "\\| amd-ryzen, gcc .* \\| 0\\.2 EUR \\| a list, Paris, 2026-12-02 \\| 3 \\| 1 \\|  \\|")
                .containsPattern(
                        "\\| intel-xeon-vm, gcc .* \\| 0\\.1 EUR \\| .* \\| 3 \\| 0\\.4[0-9]* \\| 0\\.4[0-9]* - 0\\.4[0-9]* \\|");
        assertThat(files.getOrDefault("index.html", ""))
                .containsPattern(
                        "<th scope=\"row\">intel-xeon-vm, gcc .*</th><td>0\\.1 EUR</td><td>a list, Paris, 2026-12-01</td>"
                                + "<td>3</td><td>0\\.4[0-9]*</td><td>0\\.4[0-9]* - 0\\.4[0-9]*</td>");
        assertThat(files(COMPILER).getOrDefault("README.md", "")).doesNotContain("costs");
    }

    @Test
    void textFromAResultIsNoMarkup() {
        files(ReportRuns.HOSTILE).forEach((name, text) -> {
            assertThat(text).as(name).doesNotContainPattern(CONTROL).doesNotContainPattern("[ \\t]\\n");
            if (name.endsWith(IndexReport.PAGE)) {
                assertThat(text).as(name).doesNotContain("<script", "<b ", "onclick='", " src=", "@import", "url(");
                assertThat(text).as(name).contains("script-src &#39;none&#39;", "default-src &#39;none&#39;");
            } else {
                assertThat(text).doesNotContain("<b ").doesNotContainPattern("(?<!\\\\)\\]\\(http");
            }
        });
    }

    @Test
    void isTheSameWhateverTheLocale() {
        SortedMap<String, String> files = IndexReport.of(runs(COMPILER), List.of(), false);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(IndexReport.of(runs(COMPILER), List.of(), false)).isEqualTo(files);
        } finally {
            Locale.setDefault(before);
        }
    }
}
