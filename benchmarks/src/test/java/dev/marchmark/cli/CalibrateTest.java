// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Known truths add up over starts, whatever ends them. */
@Tag("slow")
class CalibrateTest {
    /** One handle, 1.01 n, 1.10 n, a byte copy, the same code linked anew. */
    private static final int TRUTHS = 5;

    private static final Duration SOON = Duration.ofMinutes(2);

    private Project project = Project.shared();

    @BeforeEach
    void newProject() {
        project = Project.own("calibrate");
    }

    private Program.Outcome calibrate(String... more) {
        return new Program(project).run(command(more));
    }

    private static String[] command(String... more) {
        return Stream.concat(
                        Stream.of(
                                "calibrate",
                                "-w",
                                "crc32,alpha_blend",
                                "--forks",
                                "2",
                                "--cells",
                                "1",
                                "--fork-millis",
                                "250"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private List<Path> starts() throws IOException {
        try (Stream<Path> files = Files.walk(project.results())) {
            return files.filter(file -> file.endsWith("calibration.json"))
                    .map(file -> file.resolve("..").normalize())
                    .sorted()
                    .toList();
        }
    }

    private static long forks(Path start) {
        return Project.read(start.resolve("forks.jsonl")).lines().count();
    }

    @Test
    void startsAddUpAndTablesQuoteThem() throws IOException {
        Program.Outcome before =
                new Program(project).run("run", "-w", "crc32", "--forks", "2").requireCode(0);
        assertThat(before.out()).contains("on this host was not known when this run started");
        Program.Outcome first = calibrate("--comparisons", "1").requireCode(0);
        assertThat(first.out())
                .contains("1 start: v2-O2 (gcc", "byte copy, 2 comparisons", "1.10 n calls against n, 2 comparisons")
                .contains("of 1, too few for a rate")
                .doesNotContain("own share");
        Program.Outcome second = calibrate("--comparisons", "2").requireCode(0);
        assertThat(second.out())
                .contains("2 starts: v2-O2", "byte copy, 6 comparisons", "own share", "byte copy, 4 comparisons")
                .contains("linked anew, 6 comparisons", "1.01 n calls against n, 6 comparisons");
        String chosen = calibrate("--comparisons", "1", "--truths", "copy,1.01")
                .requireCode(0)
                .out();
        assertThat(chosen)
                .as("another method")
                .contains("1 start: v2-O2", "byte copy, 2 comparisons", "1.01 n calls against n, 2 comparisons")
                .containsPattern("\na comparison of each truth takes [0-9]+\\.[0-9] s: 2 forks")
                .doesNotContain("linked anew", "1.10 n", "one handle");
        assertThat(chosen.replaceAll("\\s+", " ")).contains("of 250 ms for 1.01 n calls against n, byte copy");
        assertThat(starts()).hasSize(3).allMatch(start -> forks(start) > 0);

        Program.Outcome after =
                new Program(project).run("run", "-w", "crc32", "--forks", "2").requireCode(0);
        assertThat(after.out())
                .contains("identical code called different on this host: byte copy", " of 6 (")
                .doesNotContain("was not known when");
        Path run = project.runs().get(1);
        RecomputeTest.recompute(run).requireCode(0);
        for (Path start : starts()) {
            Files.delete(start.resolve("forks.jsonl"));
        }
        assertThat(RecomputeTest.recompute(run).requireCode(1).out())
                .contains("run.json: calibration.truths: length: published 5, recomputed 0");
        assertThat(new Program(project)
                        .run("report", run.toString())
                        .requireCode(0)
                        .out())
                .as("from its own folder")
                .isEqualTo(after.table());
    }

    @Test
    void timeThatIsUpAndCtrlCAndAKillLoseNothing() throws IOException {
        assertThat(calibrate("--comparisons", "50", "--max-time", "2s")
                        .requireCode(0)
                        .out())
                .contains("1 start");
        String[] longer = command("--comparisons", "5");
        try (Program.Running running = new Program(project).start(longer)) {
            running.awaitError("calibrating: 6 of 20");
            running.interruptGroup();
            assertThat(running.await(SOON).requireCode(130).out()).contains("2 starts");
        }
        try (Program.Running killedAtItsEnd = new Program(project).start(longer)) {
            killedAtItsEnd.awaitError("calibrating: 6 of 20");
        }
        Program.Outcome last = calibrate("--comparisons", "1").requireCode(0);
        assertThat(last.out()).contains("4 starts");
        List<Path> starts = starts();
        assertThat(starts).hasSize(4);
        assertThat(forks(starts.get(1))).isBetween(6L, 19L);
        assertThat(forks(starts.get(2))).isBetween(6L, 19L);
        long complete = 0;
        for (Path start : starts) {
            for (String workload : List.of("crc32", "alpha_blend")) {
                complete += Project.read(start.resolve("forks.jsonl"))
                                .lines()
                                .filter(line -> line.contains(workload))
                                .count()
                        / 2;
            }
        }
        assertThat(last.out()).contains("byte copy, " + complete + " comparison");
    }

    /** One block of any truth takes longer than a fork has, so most truths get none. */
    @Test
    void hostWithTimeForFewBlocksIsNoFault() {
        Program.Outcome outcome = new Program(project)
                .run(
                        "calibrate",
                        "-w",
                        "crc32",
                        "-s",
                        "1048576",
                        "--forks",
                        "2",
                        "--fork-millis",
                        "50",
                        "--comparisons",
                        "1")
                .requireCode(0);
        assertThat(outcome.out()).contains("1 start: v2-O2");
        assertThat(outcome.out().lines().filter(line -> line.endsWith(", 1 comparison")))
                .hasSizeLessThan(TRUTHS);
        new Program(project).run("run", "-w", "crc32", "--forks", "2").requireCode(0);
    }

    @Test
    void damagedCalibrationIsNamedBeforeAnythingIsMeasured() throws IOException {
        calibrate("--comparisons", "1").requireCode(0);
        Path forks = starts().get(0).resolve("forks.jsonl");
        Files.writeString(forks, "{\"workload\":1}\n");
        for (Program.Outcome outcome : List.of(
                calibrate("--comparisons", "1"), new Program(project).run("run", "-w", "crc32", "--forks", "2"))) {
            assertThat(outcome.requireCode(5).reason()).contains(forks + ", line 1 is not what this version writes");
        }
        assertThat(starts()).hasSize(1);
        assertThat(project.runs()).isEmpty();
    }
}
