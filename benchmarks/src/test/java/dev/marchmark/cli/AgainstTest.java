// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code marchmark reproduce --against}: two results that are there already. */
class AgainstTest {
    @TempDir
    private Path root = Path.of("");

    private Path then = Path.of("");

    @BeforeEach
    void storeTheFirst() {
        then = stored("then", 0.05);
    }

    private Path stored(String name, double logRatio) {
        Run started = TestRuns.started(List.of(TestRuns.CRC32), TestRuns.V2_V3);
        List<ForkResult> forks =
                TimedForks.ofLogRatios(TestRuns.CRC32, logRatio - 0.001, logRatio, logRatio + 0.001, logRatio + 0.002);
        RunFolder folder = RunFolder.create(root.resolve(name));
        forks.forEach(fork -> folder.append(fork, List.of()));
        folder.write(started.ended("2026-11-23T08:04:00Z", Run.Status.COMPLETE, List.of(), folder.blocksSha256())
                .withSummary(
                        Analysis.summarise(started.settings(), started.workloads(), started.code(), forks, List.of())));
        return folder.path();
    }

    private static Program.Outcome compare(Path then, Path now, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("reproduce", then.toString(), "--against", now.toString()), Stream.of(more))
                .toArray(String[]::new);
        return HelpTest.execute(arguments);
    }

    @Test
    void runThatCameOutAgainEndsWith0() {
        assertThat(compare(then, stored("again", 0.0503)).requireCode(0).out())
                .contains("kernels/checksum/crc32, v3-O2: ", ": agrees\n", "Of 1 row 1 agrees: ")
                .doesNotContain("differs: ", "geometric mean");
    }

    @Test
    void runThatCameOutOtherwiseEndsWith1() {
        assertThat(compare(then, stored("otherwise", -0.05))
                        .requireCode(1)
                        .out()
                        .replaceAll("\\s+", " "))
                .contains(
                        ": differs Of 1 row 0 agree: ",
                        "1 differs (chance alone: about 0), 1 of them also where",
                        "0 have the same verdict, 1 the opposite one: kernels/checksum/crc32, v3-O2.");
    }

    @Test
    void whatElseDiffersIsSaid() throws IOException {
        Path now = stored("elsewhere", 0.05);
        Path file = now.resolve("run.json");
        Files.writeString(
                file,
                Project.read(file)
                        .replace("\"kernel\" : \"6.1.0-18-", "\"kernel\" : \"6.1.0-20-")
                        .replace("\"seed\" : 81985529216", "\"seed\" : 7")
                        .replaceFirst("\"flags\" : \"-march=x86-64-v3", "\"flags\" : \"-g -march=x86-64-v3")
                        .replaceFirst("\"sha256\" : \"0123", "\"sha256\" : \"1123"));
        assertThat(compare(then, now, "--as", "markdown").requireCode(0).out())
                .startsWith("# Run ")
                .contains(
                        "- differs: kernel (6.1.0-18-cloud-amd64 then, 6.1.0-20-cloud-amd64 now)\n",
                        "- differs: flags of v3-O2 (",
                        "- differs: machine code, of 1 of 2 libraries: first the library of kernels/checksum/crc32, v2-O2",
                        "- differs: seed (81985529216 then, 7 now)\n",
                        "| kernels/checksum/crc32 | v3-O2 | ");
    }

    @Test
    void runsOfOtherSizesHaveNoRowInCommon() throws IOException {
        Path now = stored("larger", 0.05);
        Path file = now.resolve("run.json");
        Files.writeString(file, Project.read(file).replaceFirst("\"size\" : \"small\"", "\"size\" : \"large\""));
        assertThat(compare(then, now).requireCode(2).reason()).contains("size", "small", "large");
    }

    @Test
    void optionsOfMeasuringAreRefused() {
        assertThat(compare(then, then, "--seed", "7").requireCode(2).reason())
                .contains("--against measures nothing: leave out --seed");
    }

    @Test
    void folderWithoutARunIsNamed() {
        assertThat(compare(then, root).requireCode(5).reason()).contains(root + " holds no run.json");
        assertThat(compare(root, then).requireCode(5).reason()).contains(root + " holds no run.json");
    }
}
