// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkPlanTest {
    private static final int LAYOUTS = 8;
    private static final List<String> VARIANTS = List.of("v2-O2", "v3-O2", "v3-O3");

    private static ForkPlan plan(int fork, int cells, long seed) {
        return ForkPlan.draw("kernels/checksum/crc32", Size.SMALL, VARIANTS, seed, fork, any -> LAYOUTS, cells);
    }

    private static List<ForkPlan> plans(int forks, int cells) {
        return IntStream.range(0, forks).mapToObj(fork -> plan(fork, cells, 1)).toList();
    }

    private static <T> Map<T, Long> counts(List<T> values) {
        return values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void overEightForksEachSideHasEachLayoutEquallyOften(int cells) {
        List<ForkPlan.Cell> all =
                plans(8, cells).stream().flatMap(plan -> plan.cells().stream()).toList();
        assertThat(all).hasSize(8 * cells);
        for (int variant = 0; variant < VARIANTS.size(); variant++) {
            int side = variant;
            assertThat(counts(all.stream().map(cell -> cell.layouts().get(side)).toList()))
                    .hasSize(LAYOUTS)
                    .allSatisfy((layout, count) -> assertThat(count).isEqualTo(cells));
        }
        assertThat(counts(all.stream().map(ForkPlan.Cell::relinked).toList()))
                .hasSize(LAYOUTS)
                .allSatisfy((layout, count) -> assertThat(count).isEqualTo(cells));
    }

    /** Four forks have every alignment of each buffer once. */
    @Test
    void alignedBuffersAreAllThatAnAlignedForkChanges() {
        for (ForkPlan plan : plans(4, 8)) {
            ForkPlan aligned = plan.withAlignedBuffers();
            assertThat(aligned.aligned()).isTrue();
            assertThat(plan.aligned()).isFalse();
            for (int buffer = 0; buffer < plan.placement().offsets().size(); buffer++) {
                int drawn = plan.placement().offsets().get(buffer);
                assertThat(aligned.placement().offsets().get(buffer)).isEqualTo(drawn / 64 * 64);
            }
            assertThat(aligned.placement()).isNotEqualTo(plan.placement());
            assertThat(aligned)
                    .usingRecursiveComparison()
                    .ignoringFields("placement", "aligned")
                    .isEqualTo(plan);
        }
    }

    @Test
    void cellsOfAForkDifferInEverySide() {
        for (ForkPlan plan : plans(24, 4)) {
            for (int variant = 0; variant < VARIANTS.size(); variant++) {
                int side = variant;
                assertThat(plan.cells().stream().map(cell -> cell.layouts().get(side)))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void sidesDrawTheirLayoutsIndependently() {
        List<List<Integer>> pairs = plans(64, 4).stream()
                .flatMap(plan -> plan.cells().stream())
                .map(cell -> cell.layouts().subList(0, 2))
                .toList();
        assertThat(counts(pairs)).as("of 64 pairs, 256 draws").hasSizeGreaterThan(58);
    }

    @Test
    void alignmentsOfEveryBufferAreBalanced() {
        List<ForkPlan> plans = plans(64, 4);
        for (int buffer = 0; buffer < 6; buffer++) {
            List<Integer> offsets = new ArrayList<>();
            for (ForkPlan plan : plans) {
                offsets.add(plan.placement().offsets().get(buffer));
            }
            assertThat(counts(offsets.subList(0, 4).stream()
                            .map(offset -> offset % 64)
                            .toList()))
                    .as("of the first four forks")
                    .containsOnlyKeys(0, 16, 32, 48);
            assertThat(counts(offsets.stream().map(offset -> offset % 64).toList()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(0, 16L, 16, 16L, 32, 16L, 48, 16L));
            assertThat(counts(offsets.stream().map(offset -> offset / 64).toList()))
                    .as("each line of a page once")
                    .hasSize(64);
        }
        List<List<Integer>> firstTwo = plans.stream()
                .map(plan -> List.of(
                        plan.placement().offsets().get(0) % 64,
                        plan.placement().offsets().get(1) % 64))
                .toList();
        assertThat(counts(firstTwo)).as("two buffers together").hasSizeGreaterThan(12);
    }

    @Test
    void stackAndLongSlicesAreBalanced() {
        List<ForkPlan> plans = plans(48, 4);
        assertThat(counts(plans.stream().map(ForkPlan::stackShift).toList()))
                .hasSize(16)
                .allSatisfy((shift, count) -> {
                    assertThat(shift % 16).isZero();
                    assertThat(count).isEqualTo(3);
                });
        assertThat(counts(plans.stream().map(ForkPlan::longSliceMillis).toList()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(2, 16L, 8, 16L, 32, 16L));
    }

    @Test
    void planDependsOnItsArgumentsOnly() {
        assertThat(plan(5, 4, 1)).isEqualTo(plan(5, 4, 1));
        assertThat(plan(5, 4, 1)).isNotEqualTo(plan(5, 4, 2));
        assertThat(plans(60, 4).stream().map(ForkPlan::dataSeed)).doesNotHaveDuplicates();
        assertThat(plans(60, 4).stream().map(ForkPlan::blockSeed)).doesNotHaveDuplicates();
    }

    @Test
    void anotherVariantOrNumberOfCellsChangesNoOtherDraw() {
        ForkPlan plan = plan(3, 4, 1);
        ForkPlan fewer =
                ForkPlan.draw("kernels/checksum/crc32", Size.SMALL, VARIANTS.subList(0, 2), 1, 3, any -> LAYOUTS, 4);
        assertThat(fewer.placement()).isEqualTo(plan.placement());
        assertThat(fewer.dataSeed()).isEqualTo(plan.dataSeed());
        for (int cell = 0; cell < 4; cell++) {
            assertThat(fewer.cells().get(cell).layouts())
                    .isEqualTo(plan.cells().get(cell).layouts().subList(0, 2));
        }
        assertThat(plan(3, 2, 1).placement()).isEqualTo(plan.placement());
    }

    @Test
    void truthsAreAllThatACalibratingForkChanges() {
        ForkPlan plan = plan(0, 4, 1);
        assertThat(plan.isCalibrating()).isFalse();
        for (List<Contrast> truths : List.of(Contrast.KNOWN, List.of(Contrast.SCALED))) {
            ForkPlan known = plan.withTruths(truths);
            assertThat(known.isCalibrating()).isTrue();
            assertThat(known.pattern()).isEqualTo(truths);
            assertThat(known)
                    .usingRecursiveComparison()
                    .ignoringFields("pattern")
                    .isEqualTo(plan);
        }
    }
}
