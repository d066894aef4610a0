// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report --mix} and {@code --as brief}, of published results. */
class ReportMixTest {
    private static final String PACKAGES = published("20261125T220528Z-ecfbc2");
    private static final String HOME = "marchmark.home";
    private static final String READY = Path.of("mixes/fleet-tax.json").toString();

    private final Path mix;

    ReportMixTest(@TempDir Path home) throws IOException {
        mix = home.resolve("mix.json");
        for (String group : List.of("packages/libzstd", "packages/snappy", "kernels/text")) {
            Path folder = Files.createDirectories(home.resolve("native").resolve(group));
            Files.createFile(folder.resolve("any.c"));
        }
        System.setProperty(HOME, home.toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty(HOME);
    }

    private static String published(String run) {
        return Path.of("../results/amd-epyc-vm").resolve(run).toString();
    }

    /** In this process: Main.main() adds nothing but the exit. */
    private static Program.Outcome report(String... arguments) {
        return HelpTest.execute(Stream.concat(Stream.of("report", PACKAGES), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private void mix(String share, String like) throws IOException {
        Files.writeString(
                mix,
                "{\"schema\": 1, \"title\": \"a service\", \"source\": \"our own profile, 2026\", \"parts\": [{\"name\":"
                        + " \"packing\", \"share\": " + share + ", \"like\": [\"" + like + "\"]}]}");
    }

    @Test
    void readyMixCountsWhatTheRunMeasured() {
        assertThat(report("--mix", READY).requireCode(0).out().replaceAll("\\s+", " "))
                .contains("What it is worth: the data-centre tax of Google's fleet ")
                .contains(" times as fast, as packages/zlib (4", "packages/libzstd, packages/snappy")
                .contains("no workload is like it, no gain is counted")
                .contains("the rest, 75.5 % of the time");
    }

    /** All that the mix is like must be in one run, so the command names what this one had, too. */
    @Test
    void whatARunLacksIsNamedWithTheCommandsThatMeasureIt() {
        assertThat(report("--mix", READY).requireCode(0).out().replaceAll("\\s+", " "))
                .contains("missing in this run: packages/libzstd, packages/snappy; measured by: scripts/marchmark"
                        + " packages build libzstd snappy; scripts/marchmark run -w"
                        + " 'packages/libzstd/*,packages/snappy/*,packages/zlib/*'");
    }

    @Test
    void kernelsThatARunOfPackagesLacksNeedARunOfTheirOwn() throws IOException {
        mix("0.25", "kernels/text");
        assertThat(report("--mix", mix.toString()).requireCode(0).out().replaceAll("\\s+", " "))
                .contains("No part of it was measured in this run")
                .contains("missing in this run: kernels/text; measured by: scripts/marchmark run -w 'kernels/text/*'");
        mix("0.25", "packages/zlib/compress-6-text");
        assertThat(report("--mix", mix.toString()).requireCode(0).out()).doesNotContain("missing in this run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "markdown", "page", "brief"})
    void goesWithEveryReportOfWholeRuns(String as) throws IOException {
        mix("0.25", "packages/zlib/compress-6-text");
        assertThat(report("--mix", mix.toString(), "--as", as).requireCode(0).out())
                .contains("What it is worth: a service", "our own profile, 2026", "packages/zlib/compress-6-text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "groups", "shortlist", "sweep"})
    void isRefusedWhereItWouldBeLeftOut(String as) {
        assertThat(report("--mix", READY, "--as", as).requireCode(2).reason())
                .contains("--mix goes with --as console, markdown, page or brief, not " + as);
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, packages/zlip, unknown workload or group 'packages/zlip'; did you mean 'packages/zlib'?",
        "0.25, packages/zlib/compress-6-test, did you mean 'packages/zlib/compress-6-text'?",
        "0.25, kernels/texts, did you mean 'kernels/text'?",
        "1.25, packages/zlib, /parts/0/share",
        "-1, packages/zlib, /parts/0/share",
        "NaN, packages/zlib, is no JSON"
    })
    void faultyFileIsAFaultOfTheCommandLine(String share, String like, String answer) throws IOException {
        mix(share, like);
        Program.Outcome outcome = report("--mix", mix.toString()).requireCode(2);
        assertThat(outcome.reason()).contains(answer);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void missingFileIsNamed() {
        assertThat(report("--mix", "nowhere.json").requireCode(2).reason())
                .contains("--mix: can't read nowhere.json: no such file");
    }

    @Test
    void briefListsThePackages() {
        assertThat(report("--as", "brief").requireCode(0).out())
                .contains("<h2>Shortlist of packages</h2>", "bzip2 1.0.8-5", "--seed ");
    }
}
