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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fork's work, in this process. */
@Tag("measures")
class PairedMeasurementTest {
    private static final String STATEFUL = "kernels/planted/stateful";
    private static final List<String> TWO = List.of("v2-O2", "v3-O2");

    @BeforeAll
    static void buildAllAtOnce() {
        PlantedNative.with(
                "kernels/checksum/crc32",
                "kernels/control/quicksort",
                "kernels/float/daxpy",
                "kernels/planted/logs_steps",
                "kernels/planted/null",
                "kernels/planted/stateful",
                "kernels/planted/writes_input",
                "kernels/planted/writes_past",
                "kernels/planted/wrong_at_v3");
    }

    private static ForkPlan plan(String workload, List<String> variants, int cells) {
        Manifest manifest = PlantedNative.with(workload);
        return ForkPlan.draw(
                workload,
                Size.SMALL,
                variants,
                1,
                0,
                variant -> BuildFolder.layouts(manifest, workload, variant),
                cells);
    }

    private static PairedMeasurement start(ForkPlan plan) {
        return new PairedMeasurement(PlantedNative.output(), PlantedNative.with(plan.workload()), plan);
    }

    private static List<Block> measure(ForkPlan plan, int count) {
        try (PairedMeasurement measurement = start(plan)) {
            List<Block> blocks = next(measurement, count);
            measurement.verify();
            return blocks;
        }
    }

    private static List<Block> next(PairedMeasurement measurement, int count) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(measurement.nextBlock());
        }
        return blocks;
    }

    @Test
    void blocksAreALeadInAndABalancedOrder() {
        List<Block> blocks = measure(plan("kernels/checksum/crc32", TWO, 4), 80);
        assertThat(blocks).extracting(Block::contrast).contains(Contrast.VARIANTS, Contrast.COPY, Contrast.RELINKED);
        assertThat(blocks).extracting(Block::cell).contains(0, 1, 2, 3);
        assertThat(blocks).allSatisfy(block -> assertThat(block.order().subList(1, 5))
                .isIn(List.of(0, 1, 1, 0), List.of(1, 0, 0, 1)));
        assertThat(blocks.stream().map(block -> block.order().get(1)).distinct())
                .as("drawn")
                .hasSize(2);
        assertThat(blocks.stream()
                        .map(block -> block.order().get(0).equals(block.order().get(1)))
                        .distinct())
                .as("the lead-in's side, whatever comes next")
                .hasSize(2);
    }

    @Test
    void threeVariantsAreMirroredWithinABlock() {
        List<Block> blocks = measure(plan("kernels/checksum/crc32", PlantedNative.VARIANTS, 2), 120);
        assertThat(blocks)
                .filteredOn(block -> block.contrast() == Contrast.VARIANTS)
                .allSatisfy(block -> {
                    List<Integer> order = block.order();
                    assertThat(order.subList(1, 4)).containsExactlyInAnyOrder(0, 1, 2);
                    assertThat(order.subList(4, 7)).containsExactly(order.get(3), order.get(2), order.get(1));
                });
        assertThat(blocks)
                .filteredOn(block -> block.contrast() != Contrast.VARIANTS)
                .extracting(block -> block.order().size())
                .containsOnly(5);
    }

    @Test
    void callsAreJitteredByAFifthEitherWay() {
        List<Block> ordinary = measure(plan(STATEFUL, TWO, 4), 120).stream()
                .filter(block -> block.sliceMillis() == 0)
                .toList();
        double least = ordinary.stream().mapToLong(Block::calls).min().orElseThrow();
        double most = ordinary.stream().mapToLong(Block::calls).max().orElseThrow();
        assertThat(most / least).isBetween(1.3, 1.2 / 0.8 * (1 + 2 / least));
        double[] slices = ordinary.stream()
                .mapToDouble(block -> Math.min(block.nanosPerCall(0), block.nanosPerCall(1)) * block.calls())
                .sorted()
                .toArray();
        assertThat(slices[slices.length / 2])
                .as("of code with several instances")
                .isBetween(120e3, 1e6);
    }

    @Test
    void longBlocksAreLongerByTheirSlices() {
        ForkPlan plan = plan(STATEFUL, TWO, 2);
        List<Block> ordinary = new ArrayList<>();
        try (PairedMeasurement measurement = start(plan)) {
            Block block = measurement.nextBlock();
            while (block.sliceMillis() == 0) {
                ordinary.add(block);
                block = measurement.nextBlock();
            }
            assertThat(block.sliceMillis()).isEqualTo(plan.longSliceMillis());
            assertThat(block.contrast()).isEqualTo(Contrast.VARIANTS);
            double middle = ordinary.stream().mapToLong(Block::calls).average().orElseThrow();
            double longer = plan.longSliceMillis() / 0.25;
            assertThat(block.calls() / middle).isBetween(0.7 * longer, 1.3 * longer);
        }
    }

    /** What each library logged is what the blocks say: all sides go through the same steps. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sidesGoThroughTheStepsOfTheirBlock(boolean calibrating) throws IOException {
        ForkPlan drawn = plan("kernels/planted/logs_steps", TWO, 1);
        ForkPlan plan = calibrating ? drawn.withTruths(Contrast.KNOWN) : drawn;
        List<Block> blocks;
        try (PairedMeasurement measurement = start(plan)) {
            blocks = next(measurement, 70);
        }
        assertThat(blocks).extracting(Block::contrast).containsAll(plan.pattern());
        for (int variant = 0; variant < 2; variant++) {
            List<Long> logged = logged(plan, variant);
            for (Block block : blocks) {
                List<Long> expected = steps(block, variant);
                assertThat(Collections.indexOfSubList(logged, expected))
                        .as("%s in %s", plan.variants().get(variant), block)
                        .isNotNegative();
            }
        }
        for (int i = 1; i < blocks.size(); i++) {
            Block before = blocks.get(i - 1);
            assertThat(blocks.get(i).step())
                    .as("no step twice, nor one of the lead-in")
                    .isGreaterThan(before.step() + 2 * calls(before, 0));
        }
    }

    /** To load and verify a library takes longer than many blocks. */
    @ParameterizedTest
    @CsvSource({"SCALED, false, false", "COPY, true, false", "RELINKED, false, true"})
    void onlyLibrariesOfItsTruthsAreLoaded(Contrast truth, boolean copies, boolean relinked) throws IOException {
        ForkPlan plan = plan(STATEFUL, TWO.subList(0, 1), 2).withTruths(List.of(truth));
        try (PairedMeasurement measurement = start(plan)) {
            assertThat(next(measurement, 12)).extracting(Block::contrast).containsOnly(truth);
            String mapped = Files.readString(Path.of("/proc/self/maps"));
            assertThat(mapped).contains(STATEFUL + "/v2-O2/").doesNotContain(STATEFUL + "/v3-O2/");
            assertThat(mapped.contains(".so.copy")).isEqualTo(copies);
            assertThat(mapped.contains(".so.relinked")).isEqualTo(relinked);
            measurement.verify();
        }
    }

    /** What a variant's library runs in a row in a block, without the lead-in: one range there, the next one back. */
    private static List<Long> steps(Block block, int variant) {
        List<Long> steps = new ArrayList<>();
        for (int slice = 1; slice < 5; slice++) {
            int side = block.order().get(slice);
            if (variantOf(block, side) == variant) {
                long most = calls(block, 0);
                long first = slice < 3 ? block.step() : block.step() + most;
                LongStream.range(first, first + calls(block, side)).forEach(steps::add);
            }
        }
        return steps;
    }

    private static long calls(Block block, int side) {
        int percent = side > 0
                ? 100
                : switch (block.contrast()) {
                    case SCALED -> 101;
                    case SCALED_TENTH -> 110;
                    default -> 100;
                };
        return percent == 100 ? block.calls() : block.calls() / 100 * percent;
    }

    /** -1 for the copies, which are other files. */
    private static int variantOf(Block block, int side) {
        return switch (block.contrast()) {
            case VARIANTS -> side;
            case SAME, SCALED, SCALED_TENTH -> 0;
            case COPY, RELINKED -> -side;
        };
    }

    private static List<Long> logged(ForkPlan plan, int variant) throws IOException {
        String library = PlantedNative.with(plan.workload())
                .libraries(plan.workload(), plan.variants().get(variant))
                .get(plan.cells().get(0).layouts().get(variant))
                .path();
        Path log = PlantedNative.output().resolve(library + ".steps");
        return Files.readAllLines(log).stream().map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernels/control/quicksort", "kernels/float/daxpy", "kernels/planted/stateful"})
    void whatRunsDestroyIsPutBackBetweenThem(String workload) {
        assertThat(measure(plan(workload, TWO, 2), 12)).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "writes_past, 'while it was timed, it writes past the end of buffer 1'",
        "wrong_at_v3, wrong result at byte 8188",
        "writes_input, it writes to its inputs",
        "null, wrong result at byte 0: eeee",
    })
    void faultIsFoundAfterTheTiming(String kernel, String reason) {
        try (PairedMeasurement measurement = start(plan("kernels/planted/" + kernel, TWO, 2))) {
            assertThat(next(measurement, 3)).hasSize(3);
            assertThatThrownBy(measurement::verify)
                    .isInstanceOf(ForkFailure.class)
                    .hasMessageContaining(reason);
        }
    }
}
