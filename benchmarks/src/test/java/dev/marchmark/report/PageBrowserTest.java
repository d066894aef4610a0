// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.MixGain;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the brief in a real browser without network. */
@Tag("slow")
class PageBrowserTest {
    /** What runs if a text of a result becomes markup, whether in an element, an attribute or a script. */
    private static final String SCRIPT =
            "'\"></script></style></title></svg><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">";

    private final Browser browser;

    PageBrowserTest(@TempDir Path folder) {
        browser = new Browser(folder);
    }

    @Test
    void sortsAndFilters() throws Exception {
        assertThat(browser.does(
                        PageReportTest.page(ReportRuns.normal()),
                        """
                        const names = () => [...document.querySelectorAll("tbody tr:not([hidden]) summary")].map((s) => s.textContent);
                        const input = (element, value) => {
                          if (element.type === "checkbox") element.checked = value; else element.value = value;
                          element.dispatchEvent(new Event("input", {bubbles: true}));
                        };
                        say(document.querySelector("output").textContent);
                        const speedup = [...document.querySelectorAll("th button")].find((b) => b.textContent === "speed-up");
                        speedup.click(); say("slowest " + names()[0]);
                        speedup.click(); say("fastest " + names()[0]);
                        input(document.querySelector("input[type=search]"), "CRC"); say(names().join());
                        input(document.querySelector("input[type=search]"), "");
                        input(document.querySelector("select"), "kernels/float"); say(names().join());
                        input(document.querySelector("select"), "");
                        input(document.querySelector("input[value=f]"), false); say(document.querySelector("output").textContent);
                        """,
                        List.of()))
                .containsExactly(
                        "6 of 6",
                        "slowest " + TestRuns.QUICKSORT,
                        "fastest " + TestRuns.DGEMM,
                        TestRuns.CRC32,
                        TestRuns.DGEMM + "," + TestRuns.HALF_TO_FLOAT,
                        "3 of 6");
    }

    /** All that sorts, filters and opens is an element that browsers operate by keys, and none hides below the fixed head. */
    @Test
    void whatCanBeClickedCanBeReachedByKeyboard() throws Exception {
        assertThat(browser.does(
                        PageReportTest.page(ReportRuns.published()),
                        """
                        const controls = [...document.querySelectorAll("button, summary, input, select, a")];
                        say(controls.filter((c) => { c.focus(); return c.tabIndex === 0 && document.activeElement === c; }).length
                          === controls.length && controls.length > 12 ? "all" : "some can't");
                        say(document.querySelectorAll("[onclick], [tabindex], [role=button]").length + " others");
                        scrollTo(0, document.body.scrollHeight);
                        const first = document.querySelector("tbody summary");
                        first.focus();
                        const head = document.querySelector("thead th").getBoundingClientRect();
                        say(first.getBoundingClientRect().top >= head.bottom && head.top >= 0 ? "seen" : "hidden");
                        """,
                        List.of("--window-size=1280,400")))
                .containsExactly("all", "0 others", "seen");
    }

    /** By axe's rules of WCAG 2.2, levels A and AA, in both colour schemes. */
    @ParameterizedTest
    @CsvSource({"page, false", "page, true", "brief, false", "brief, true"})
    void isAccessible(String as, boolean dark) throws Exception {
        Run run = ReportRuns.troubled();
        String page = as.equals("page")
                ? PageReportTest.page(run)
                : BriefReport.of(List.of(new PageReport.Measured(run, List.of())));
        assertThat(violations(page, dark)).containsExactly("checked, dark " + dark);
    }

    @ParameterizedTest
    @CsvSource({"index.html, false", "index.html, true", "kernels-checksum.html, false", "kernels-checksum.html, true"})
    void pagesOfTheIndexAreAccessible(String name, boolean dark) throws Exception {
        assertThat(violations(IndexReportTest.files("gcc 12").getOrDefault(name, ""), dark))
                .containsExactly("checked, dark " + dark);
    }

    /** What axe finds in a page, and at last that it did look, and at which colours. */
    private List<String> violations(String page, boolean dark) throws Exception {
        return browser.does(
                page,
                axe()
                        + """
                ;document.querySelectorAll("details").forEach((d) => d.open = true);
                axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((results) => {
                  for (const rule of results.violations)
                    say(rule.id + ": " + rule.nodes.map((node) => node.html.slice(0, 120) + " " + node.failureSummary).join(" | "));
                  say(results.passes.length > 5 ? "checked, dark " + matchMedia("(prefers-color-scheme: dark)").matches : "axe checked nothing");
                });
                """,
                Browser.dark(dark));
    }

    /** Nothing is cut off or beside the screen, whether rows are open or not; an open row shows its lines over all of it. */
    @ParameterizedTest
    @CsvSource({"400, 320", "1280, 900"})
    void fitsTheScreen(int width, int narrowest) throws Exception {
        for (Run run : List.of(ReportRuns.normal(), ReportRuns.troubled(), ReportRuns.hostile())) {
            assertThat(browser.doesInFrame(
                            PageReportTest.page(run),
                            width,
                            """
                            const over = () => shown.documentElement.scrollWidth - shown.documentElement.clientWidth;
                            say("closed " + over());
                            shown.querySelectorAll("details").forEach((d) => d.open = true);
                            say("open " + over());
                            say("lines " + Math.min(...[...shown.querySelectorAll("details dl")].map((d) => d.clientWidth)));
                            """,
                            List.of("--window-size=1400,1000")))
                    .hasSize(3)
                    .startsWith("closed 0", "open 0")
                    .last()
                    .satisfies(lines -> assertThat(Integer.parseInt(lines.substring("lines ".length())))
                            .isBetween(narrowest, width));
        }
    }

    /** A table of hosts that is too wide is moved within its place, not the page. */
    @ParameterizedTest
    @CsvSource({"index.html, 400", "index.html, 1280", "kernels-checksum.html, 400", "kernels-checksum.html, 1280"})
    void pagesOfTheIndexFitTheScreen(String name, int width) throws Exception {
        assertThat(browser.doesInFrame(
                        IndexReportTest.files(ReportRuns.HOSTILE).getOrDefault(name, ""),
                        width,
                        "say(shown.documentElement.scrollWidth - shown.documentElement.clientWidth);",
                        List.of("--window-size=1400,1000")))
                .containsExactly("0");
    }

    static Stream<Run> runs() {
        return HostileResultTest.runs().filter(run -> run.summary() != null);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void briefTakesTwoSheets(Run run) throws Exception {
        Summary summary = requireNonNull(run.summary());
        int expected = summary.comparisons().isEmpty() ? 1 : 2;
        for (MixGain gain : List.of(ReportMixes.service(), ReportMixes.hostile())) {
            String brief = BriefReport.of(List.of(new PageReport.Measured(run, List.of(), List.of(gain))));
            assertThat(browser.sheets(brief)).isEqualTo(expected);
            // The policy knows the style by its hash.
            String a4 = brief.replaceFirst("<meta http-equiv=[^>]*>", "").replace("@page {", "@page { size: A4;");
            assertThat(browser.sheets(a4)).isEqualTo(expected);
        }
    }

    /** Neither by the policy nor, where a reader has taken that out, by the texts. */
    @ParameterizedTest
    @ValueSource(strings = {"page", "brief", "index.html"})
    void whatAResultSaysIsNeverRun(String as) throws Exception {
        Run hostile = ReportRuns.poisoned(
                TestRuns.withCalibration(ReportRuns.troubled(), TestCalibrations.calibration(1)), SCRIPT);
        PageReport.Measured measured =
                new PageReport.Measured(hostile, List.of(), List.of(ReportMixes.service(), ReportMixes.hostile()));
        String page =
                switch (as) {
                    case "page" -> PageReport.of(List.of(measured));
                    case "brief" -> BriefReport.of(List.of(measured));
                    default -> IndexReportTest.files(SCRIPT).getOrDefault(as, "");
                };
        assertThat(page).contains("&lt;script&gt;document.title&#61;&#39;ran&#39;");
        assertThat(browser.does(
                        page,
                        "setTimeout(() => say(document.images.length + ' images, ' + document.scripts.length + ' scripts, '"
                                + " + (document.title === 'ran' ? 'ran' : 'not run')), 500);",
                        List.of()))
                .containsExactly("0 images, " + (as.equals("page") ? 2 : 1) + " scripts, not run");
        String dumped = browser.dump(page, List.of());
        assertThat(dumped).doesNotContain("<img", "<title>ran</title>");
        if (as.equals("page")) {
            // The script that filters has run, so the policy lets it.
            assertThat(dumped).containsPattern("<output>\\d+ of \\d+</output>");
        }
    }

    private static String axe() throws IOException {
        try (InputStream in = PageBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
