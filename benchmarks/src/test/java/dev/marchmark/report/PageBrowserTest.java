// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a real browser without network: Chromium, headless, which prints what the page has become. What a reader
 * would click a script of the test does, in a copy of the page without the policy that would forbid it.
 */
@Tag("slow")
class PageBrowserTest {
    private static final Pattern SAID = Pattern.compile("<pre id=\"said\">(.*?)</pre>", Pattern.DOTALL);

    private final Path folder;

    PageBrowserTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void sortsAndFilters() throws Exception {
        assertThat(
                        does(
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
                        input(document.querySelector("input[value=faster]"), false); say(document.querySelector("output").textContent);
                        """))
                .containsExactly(
                        "6 of 6",
                        "slowest " + TestRuns.QUICKSORT,
                        "fastest " + TestRuns.DGEMM,
                        TestRuns.CRC32,
                        "3 of 6");
    }

    /** By axe's rules of WCAG 2.2, levels A and AA, in both colour schemes. */
    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void isAccessible(String scheme) throws Exception {
        assertThat(violations(PageReportTest.page(ReportRuns.troubled()), scheme))
                .containsExactly("checked, dark " + scheme.equals("dark"));
    }

    @ParameterizedTest
    @CsvSource({"index.html, light", "index.html, dark", "kernels-checksum.html, light", "kernels-checksum.html, dark"})
    void pagesOfTheIndexAreAccessible(String name, String scheme) throws Exception {
        assertThat(violations(IndexReportTest.files("gcc 12").getOrDefault(name, ""), scheme))
                .containsExactly("checked, dark " + scheme.equals("dark"));
    }

    /** What axe finds in a page, and at last that it did look, and at which colours. */
    private List<String> violations(String page, String scheme) throws Exception {
        List<String> options = scheme.equals("dark")
                ? List.of("--force-dark-mode", "--blink-settings=preferredColorScheme=0")
                : List.of();
        return does(
                page,
                axe()
                        + """
                ;document.querySelectorAll("details").forEach((d) => d.open = true);
                axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((results) => {
                  for (const rule of results.violations)
                    say(rule.id + ": " + rule.nodes.map((node) => node.html.slice(0, 120) + " " + node.failureSummary).join(" | "));
                  say(results.passes.length > 10 ? "checked, dark " + matchMedia("(prefers-color-scheme: dark)").matches : "axe checked nothing");
                });
                """,
                options);
    }

    @Test
    void whatAResultSaysIsNeverRun() throws Exception {
        Run hostile = ReportRuns.hostile();
        String dumped = dump(PageReportTest.page(hostile), List.of());
        assertThat(dumped).contains("<output>").doesNotContain("<b onclick");
        // The script that filters has run, so scripts run at all.
        assertThat(dumped).containsPattern("<output>\\d+ of \\d+</output>");
    }

    private List<String> does(String page, String script) throws Exception {
        return does(page, script, List.of());
    }

    private List<String> does(String page, String script, List<String> options) throws Exception {
        String freed = page.replaceFirst("<meta http-equiv=[^>]*>", "")
                .replace(
                        "</body>",
                        "<pre id=\"said\"></pre><script>const say = (text) => said.textContent += text + \"\\n\";\n"
                                + script.replace("</script", "<\\/script") + "</script></body>");
        Matcher matcher = SAID.matcher(dump(freed, options));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).lines().toList();
    }

    private String dump(String page, List<String> options) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), page);
        List<String> command = new ArrayList<>(List.of(
                browser(),
                "--headless",
                "--no-sandbox", // as root, in containers
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--virtual-time-budget=20000",
                "--dump-dom"));
        command.addAll(options);
        command.add(file.toUri().toString());
        Path dumped = folder.resolve("dumped.html");
        Process process = new ProcessBuilder(command)
                .redirectOutput(dumped.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dumped);
    }

    private static String browser() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            for (String path : System.getenv("PATH").split(":", -1)) {
                if (Files.isExecutable(Path.of(path, name))) {
                    return Path.of(path, name).toString();
                }
            }
        }
        Assumptions.abort("no Chromium is installed");
        return "";
    }

    private static String axe() throws IOException {
        try (InputStream in = PageBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
