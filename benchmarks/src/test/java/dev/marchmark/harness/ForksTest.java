// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real forks of JMH, on a build folder with a space in its name. */
@Tag("slow")
@Tag("jvm")
@Tag("measures")
class ForksTest {
    private static ForkPlan plan(String workload, int fork) {
        Manifest manifest = PlantedNative.with(workload);
        return ForkPlan.draw(
                workload,
                Size.SMALL,
                List.of("v2-O2", "v3-O2"),
                7,
                fork,
                variant -> BuildFolder.layouts(manifest, workload, variant),
                4);
    }

    private static Forks forks() {
        return new Forks(PlantedNative.output(), Optional.empty(), Duration.ofMillis(50), Duration.ofMillis(200));
    }

    @Test
    void forkReturnsItsBlocks() {
        try (Forks forks = forks()) {
            List<Block> blocks = forks.run(plan("kernels/checksum/crc32", 0), 7).blocks();
            assertThat(blocks).hasSizeGreaterThan(20);
            assertThat(blocks)
                    .extracting(Block::contrast)
                    .contains(Contrast.VARIANTS, Contrast.COPY, Contrast.RELINKED)
                    .doesNotContain(Contrast.SAME, Contrast.SCALED);
            assertThat(blocks).extracting(Block::cell).contains(0, 1, 2, 3);
            assertThat(blocks).allSatisfy(block -> assertThat(block.order().subList(1, 5))
                    .isIn(List.of(0, 1, 1, 0), List.of(1, 0, 0, 1)));
            long nanos = blocks.get(blocks.size() - 1).usage().endNanos()
                    - blocks.get(0).usage().startNanos();
            assertThat(nanos).isGreaterThan(100_000_000L);
        }
    }

    @Test
    void forkOfLongSlicesMeasuresLonger() {
        String workload = "kernels/checksum/crc32";
        ForkPlan plan = ForkPlan.draw(
                workload,
                Size.LARGE,
                List.of("v2-O2", "v3-O2"),
                7,
                0,
                variant -> BuildFolder.layouts(PlantedNative.with(workload), workload, variant),
                4);
        Duration told = Duration.ofMillis(50);
        try (Forks forks = new Forks(PlantedNative.output(), Optional.empty(), Duration.ofMillis(1), told)) {
            List<Block> blocks = forks.run(plan, 7).blocks();
            long nanos = blocks.get(blocks.size() - 1).usage().endNanos()
                    - blocks.get(0).usage().startNanos();
            assertThat(nanos).as("five times").isGreaterThan(4 * told.toNanos());
        }
    }

    @Test
    void forkComesToThePlanOfTheProcessThatStartedIt() {
        int seen = 0;
        try (Forks forks = forks()) {
            for (int fork = 0; fork < 3; fork++) {
                ForkPlan plan = plan("kernels/checksum/crc32", fork);
                List<Block> longer = forks.run(plan, 7).blocks().stream()
                        .filter(block -> block.sliceMillis() != 0)
                        .toList();
                assertThat(longer).allMatch(block -> block.sliceMillis() == plan.longSliceMillis());
                seen += longer.size();
            }
        }
        assertThat(seen).as("at least the fork of 2 ms has some").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernels/checksum/crc32", "kernels/control/quicksort"})
    void isolatedAndPairedTimesAgree(String workload) {
        ForkPlan plan = plan(workload, 1);
        try (Forks forks = forks()) {
            List<Block> blocks = forks.run(plan, 7).blocks();
            for (int side = 0; side < 2; side++) {
                int of = side;
                double[] paired = blocks.stream()
                        .filter(block -> block.contrast() == Contrast.VARIANTS)
                        .mapToDouble(block -> block.nanosPerCall(of))
                        .sorted()
                        .toArray();
                List<Double> alone = forks.isolated(plan, plan.variants().get(side), 7);
                assertThat(alone).as("one a cell").hasSize(4);
                // Other work may run beside any of them.
                double fastest =
                        alone.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
                assertThat(fastest / paired[paired.length / 2]).isBetween(0.2, 5.0);
            }
        }
    }

    @Test
    void isolatedForkMeasuresTheVariantItIsAskedFor() {
        ForkPlan plan = plan("kernels/planted/faster_at_v3", 0);
        try (Forks forks = forks()) {
            double baseline = Collections.min(forks.isolated(plan, "v2-O2", 7));
            assertThat(baseline).isGreaterThan(1.2 * Collections.min(forks.isolated(plan, "v3-O2", 7)));
        }
    }

    @Test
    void wrongResultFailsTheIsolatedForkWithItsReason() {
        try (Forks forks = forks()) {
            assertThatThrownBy(() -> forks.isolated(plan("kernels/planted/wrong_at_v3", 0), "v3-O2", 7))
                    .isInstanceOf(ForkFailure.class)
                    .hasMessageContaining("wrong result at byte 8188: ");
        }
    }

    @Test
    void wrongResultFailsTheForkWithItsReason() {
        assertFails("kernels/planted/wrong_at_v3", "wrong result at byte 8188: ");
    }

    @Test
    void crashFailsTheForkWithItsSignalAndTheNextForkIsFine() {
        assertFails("kernels/planted/crashes", "its fork crashed: SIGSEGV");
        try (Forks forks = forks()) {
            assertThat(forks.run(plan("kernels/control/empty", 0), 7).blocks()).isNotEmpty();
        }
    }

    @Test
    void forkThatHangsIsEndedAndTheNextForkIsFine() {
        ForkPlan hangs = plan("kernels/planted/hangs", 0);
        try (Forks impatient = new Forks(
                PlantedNative.output(),
                Optional.empty(),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> impatient.run(hangs, 7))
                    .isInstanceOf(ForkFailure.class)
                    .hasMessage("its fork did not end within 4 s");
        }
        // Ended, or within a moment: else this throws.
        ProcessHandle.current()
                .children()
                .forEach(child -> child.onExit().orTimeout(1, TimeUnit.MINUTES).join());
        try (Forks forks = forks()) {
            assertThat(forks.run(plan("kernels/control/empty", 0), 7).blocks()).isNotEmpty();
        }
    }

    @Test
    void sizeThatIsNotOfferedFailsTheForkWithItsReason() {
        ForkPlan plan = ForkPlan.draw(
                "kernels/planted/reveals",
                Size.LARGE,
                List.of("v2-O2", "v3-O2"),
                7,
                0,
                variant -> BuildFolder.layouts(
                        PlantedNative.with("kernels/planted/reveals"), "kernels/planted/reveals", variant),
                4);
        try (Forks forks = forks()) {
            assertThatThrownBy(() -> forks.run(plan, 7))
                    .isInstanceOf(ForkFailure.class)
                    .hasMessage("does not offer size large");
        }
    }

    private static void assertFails(String workload, String reason) {
        try (Forks forks = forks()) {
            assertThatThrownBy(() -> forks.run(plan(workload, 0), 7))
                    .isInstanceOf(ForkFailure.class)
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void variantThatWasNotBuiltIsReported() {
        Manifest manifest = PlantedNative.with("kernels/control/empty");
        assertThatThrownBy(() -> BuildFolder.layouts(manifest, "kernels/control/empty", "v4-O2"))
                .isInstanceOf(ForkFailure.class)
                .hasMessage("variant v4-O2 of kernels/control/empty was not built; 'make -C native' builds all");
    }

    @Test
    void jmhsOwnCommandLineListsTheBenchmarks() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JmhMain.class.getName(),
                        "-l")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output.lines())
                .contains(PairedBenchmark.class.getName() + ".block", IsolatedBenchmark.class.getName() + ".slice");
    }
}
