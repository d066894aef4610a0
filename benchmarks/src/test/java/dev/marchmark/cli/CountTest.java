// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.run.HardwareCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code marchmark count}, on kernels whose instructions are known. */
@Tag("slow")
class CountTest {
    private static Project project = Project.shared();

    @BeforeAll
    static void plant() {
        project = Project.own("counted")
                .withPlanted("counted", "beyond_valgrind", "wrong_at_v3", "stateful", "chooses", "asks_cpu");
    }

    private static Program.Outcome count(String... arguments) {
        return count(project, arguments);
    }

    /** By valgrind, also where the CPU could. */
    private static Program.Outcome count(Project in, String... arguments) {
        return new Program(in)
                .run(Stream.concat(Stream.of("count", "--by", "callgrind"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static long field(String json, String name, int occurrence) {
        Matcher field = Pattern.compile("\"" + name + "\" : (\\d+)").matcher(json);
        for (int i = 0; i <= occurrence; i++) {
            assertThat(field.find()).as(name + " in " + json).isTrue();
        }
        return Long.parseLong(field.group(1));
    }

    @Test
    void countIsWhatCountingByHandGivesAndTheSameAgain() {
        String json = count("-w", "counted", "-v", "v2-O2", "--as", "json")
                .requireCode(0)
                .out();
        // Beside the loop, of 8000 and 1 that sets it up, a scrambled word takes a few instructions, a run a few more.
        long perRun = field(json, "instructions", 0) / field(json, "runs", 0);
        long words = field(json, "work", 0);
        assertThat(words).isEqualTo(2048);
        assertThat(perRun).isBetween(8000 + 4 * words / 4, 8000 + 10 * words);
        assertThat(field(json, "instructions", 0) % field(json, "runs", 0)).isZero();
        assertThat(field(json, "packed", 0)).isBetween(3000L * 64, (3000 + 4 * words) * 64);
        assertThat(count("-w", "counted", "-v", "v2-O2", "--as", "json")
                        .requireCode(0)
                        .out())
                .isEqualTo(json);
    }

    @Test
    void tableHasBothVariantsTheirRatioAndVectorShareWithin100Columns() {
        Program.Outcome outcome =
                count("-w", "alpha_blend,crc32,stateful,chooses").requireCode(0);
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(outcome.out())
                .startsWith("v2-O2 and v3-O2, size small, counted by valgrind-")
                .containsPattern(
                        "(?m)^kernels/integer/alpha_blend +[\\d.]+ +[\\d.]+ +\\d\\.\\d{3} +[\\d.]+ % +[\\d.]+ %  pixel$")
                .containsPattern("(?m)^kernels/checksum/crc32 +[\\d.]+ +[\\d.]+ +\\d\\.\\d{3} +0\\.0 % +0\\.0 %  byte$")
                .containsPattern("(?m)^kernels/planted/stateful +\\d")
                // What it leaves is another thing at v3 that means the same.
                .containsPattern("(?m)^kernels/planted/chooses +\\d");
    }

    @Test
    void featuresThatOnlyTheCandidateExecutesAreNamedWithTheirShare() {
        assertThat(count("-w", "clz_sum,crc32", "--as", "markdown")
                        .requireCode(0)
                        .out())
                .contains("| unit | features that only v3-O2 executes |")
                .containsPattern("(?m)^\\| kernels/bits/clz\\\\_sum \\|.*LZCNT \\d+\\.\\d %")
                .containsPattern("(?m)^\\| kernels/checksum/crc32 \\|.* \\| byte \\|  \\|$");
    }

    @Test
    void whatValgrindDoesNotKnowOrComputesWronglyIsNotCountedAndTheRestIs() {
        Program.Outcome outcome =
                count("-w", "beyond_valgrind,wrong_at_v3,crc32").requireCode(1);
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains(
                        "not counted: kernels/planted/beyond_valgrind, v2-O2: valgrind does not know the instruction 0x62")
                .contains("not counted: kernels/planted/wrong_at_v3, v3-O2: computes something else than the reference")
                .doesNotContain("wrong_at_v3, v2-O2")
                .contains("kernels/checksum/crc32 ");
    }

    @Test
    void workloadThatAsksTheCpuInItsRunsIsNamed() {
        assertThat(count("-w", "asks_cpu,crc32", "-v", "v2-O2")
                        .requireCode(0)
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("too: kernels/planted/asks_cpu with v2-O2, 3.000 times a run")
                .doesNotContain("crc32 with");
    }

    @Test
    void variantOfAvx512IsLeftOutWithALine() {
        Program.Outcome outcome = count("-w", "crc32", "-v", "v2-O2,v4-O2").requireCode(0);
        assertThat(outcome.err()).containsPattern("(?m)^v4-O2 is left out: valgrind-[0-9.]+ does not know x86-64-v4$");
        assertThat(outcome.out()).startsWith("v2-O2, size small");
    }

    @Test
    void packagesAreCountedAsTheVariantsThatRunCompares() {
        Program empty = new Program(project)
                .environment("MARCHMARK_CACHE", Project.folder("no packages").toString());
        assertThat(empty.run("count", "-w", "packages/zlib/*").requireCode(3).reason())
                .contains("nothing is left to measure", "'marchmark packages build zlib' does it");
        assertThat(count("-w", "crc32,packages/zlib/*").requireCode(2).reason())
                .contains("these workloads are kernels and packages");
    }

    @Test
    void hardwareCountersCountWhereTheHostHasThemAndElseTheReasonIsSaid() {
        Program.Outcome outcome = new Program(project).run("count", "-w", "crc32", "--by", "hardware");
        if (outcome.code() == 0) {
            assertThat(outcome.out()).startsWith("v2-O2 and v3-O2, size small, counted by hardware counters");
        } else {
            assertThat(outcome.requireCode(3).reason())
                    .contains("hardware counters can't be used: the CPU's counters can't be opened: ");
        }
    }

    @Test
    void hostWithoutCountersIsSaidToHaveNoneWhereNobodyChose() {
        Program.Outcome outcome =
                new Program(project).run("count", "-w", "crc32", "-v", "v2-O2").requireCode(0);
        assertThat(outcome.err().contains("this host has no hardware counters"))
                .as(outcome.err())
                .isNotEqualTo(HardwareCounters.areListed());
    }

    /** The kernel's software counters stand in for the CPU's: the same calls, which virtual machines allow, too. */
    @Test
    void countersAreReadForEachPassAndSaidToBeUntried() throws IOException {
        Project software = Project.own("software counters");
        Path header = software.nativeFolder().resolve("count/counters.h");
        Files.writeString(
                header,
                Project.read(header)
                        .replace("PERF_TYPE_HARDWARE", "PERF_TYPE_SOFTWARE")
                        .replace("PERF_COUNT_HW_INSTRUCTIONS", "PERF_COUNT_SW_TASK_CLOCK")
                        .replace("PERF_COUNT_HW_CPU_CYCLES", "PERF_COUNT_SW_TASK_CLOCK"));
        Program.Outcome outcome = new Program(software).run("count", "-w", "crc32", "--by", "hardware", "--as", "json");
        if (outcome.code() == 3) {
            // The host lets nobody count, or not this user.
            assertThat(outcome.reason()).contains("counters can't be opened: ");
            return;
        }
        String json = outcome.requireCode(0).out();
        assertThat(outcome.err()).contains("note: no host with hardware counters was at hand");
        assertThat(json).contains("\"counter\" : \"hardware counters\"", "\"packed\" : null");
        assertThat(field(json, "fewest", 0)).isPositive().isLessThanOrEqualTo(field(json, "most", 0));
        assertThat(new Program(software)
                        .run("count", "-w", "crc32", "--by", "hardware", "--as", "markdown")
                        .requireCode(0)
                        .out())
                .contains("| workload | v2-O2 | v3-O2 | fewer | a cycle | a cycle | unit |")
                .containsPattern("\\| kernels/checksum/crc32 \\|.* \\d+\\.\\d\\d-\\d+\\.\\d\\d \\| byte \\|");
    }

    @Test
    void countsOfARunAreKeptInItAndShownInItsTables() throws IOException {
        Project own = Project.own("counted run");
        new Program(own)
                .run("run", "-w", "crc32,alpha_blend", "--forks", "2", "--seed", "3")
                .requireCode(0);
        Path folder = own.runs().get(0);
        Program.Outcome counted = count(own, "--run", folder.toString()).requireCode(0);
        assertThat(counted.err()).contains("kept in " + folder);
        assertThat(counted.out()).containsPattern("(?m)^kernels/integer/alpha_blend +[\\d.]+ +[\\d.]+ ");
        assertThat(Project.read(folder.resolve("table.md")))
                .contains(
                        "| instructions a unit of work, and the share on vectors, and features that only the candidate executes |")
                .containsPattern("\\| [\\d.]+ to [\\d.]+ a pixel; [\\d.]+ % to [\\d.]+ % \\|");
        assertThat(Project.read(folder.resolve("table.csv")).lines().findFirst().orElse(""))
                .endsWith(",baseline_instructions,candidate_instructions,baseline_vector_share,candidate_vector_share");
        assertThat(new Program(own)
                        .run("report", folder.toString(), "--as", "markdown")
                        .requireCode(0)
                        .out())
                .isEqualTo(Project.read(folder.resolve("table.md")));
        assertThat(RecomputeTest.recompute(folder).requireCode(0).out()).contains(" 0 differ");

        String kernel = "kernels/checksum/crc32";
        String run = "static void run(const struct mm_data *data, uint64_t step) {\n";
        own.plant(kernel, own.kernel(kernel).replace(run, run + "  __asm__ volatile(\"nop\");\n"));
        Program.Outcome changed = count(own, "--run", folder.toString()).requireCode(1);
        assertThat(changed.out().replaceAll("\\s+", " "))
                .contains("not counted: kernels/checksum/crc32, v3-O2: its library here is another one than the run"
                        + " measured")
                .doesNotContain("not counted: kernels/integer/alpha_blend");
        assertThat(Project.read(folder.resolve("run.json"))).contains("its library here is another one");
        assertThat(RecomputeTest.recompute(folder).requireCode(0).out()).contains(" 0 differ");
    }

    @Test
    void whatARunSettledIsNotAskedAgain() {
        assertThat(count("--run", "results", "-w", "crc32", "-s", "medium")
                        .requireCode(2)
                        .reason())
                .contains("--run counts what that run measured: leave out --workloads, --size");
        assertThat(count("--run", "no-such-folder").requireCode(5).reason()).contains("holds no run.json");
    }

    @Test
    void missingValgrindIsNamedInOneLine() throws IOException {
        Path tools = Project.folder("no valgrind");
        for (String tool : List.of("env")) {
            Program.Outcome found = Program.command(List.of("sh", "-c", "command -v " + tool));
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of(found.requireCode(0).out().trim()));
        }
        Program.Outcome outcome = new Program(project)
                .environment("PATH", tools.toString())
                .run("count", "--by", "callgrind")
                .requireCode(3);
        assertThat(outcome.reason()).contains("valgrind, which counts instructions, is missing", "install");
        assertThat(outcome.err().lines()).hasSize(1);
    }
}
