// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Run;
import dev.marchmark.stats.RandomEffects;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HostIndexTest {
    private static final String HOST = "amd-epyc-vm";

    private static HostIndex.Section only(PublishedRun... runs) {
        List<HostIndex.Section> sections = HostIndex.of(List.of(runs));
        assertThat(sections).hasSize(1);
        return sections.get(0);
    }

    private static List<RandomEffects> merged(PublishedRun... runs) {
        return only(runs).forests().get(0).hosts().stream()
                .flatMap(host -> host.merged().stream())
                .toList();
    }

    private static PublishedRun[] three(HostRuns third) {
        return new PublishedRun[] {
            new HostRuns(HOST, 1).effect(0.04).published(),
            new HostRuns(HOST, 2).effect(0.06).published(),
            third.published()
        };
    }

    @Test
    void threeMachinesWithTheSameCodeAreMerged() {
        PublishedRun[] runs = three(new HostRuns(HOST, 3).effect(0.08));
        List<RandomEffects> merged = merged(runs);
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).machines()).isEqualTo(3);
        double[] logs = Arrays.stream(runs)
                .mapToDouble(run -> Math.log(run.tables().get(0).rows().get(0).speedup()))
                .toArray();
        assertThat(merged.get(0).mean()).isCloseTo(Arrays.stream(logs).average().orElseThrow(), within(1e-3));
        assertThat(merged.get(0).tau()).isCloseTo(0.02, within(0.004));
        assertThat(only(runs).forests()).hasSize(HostRuns.WORKLOADS.size());
    }

    /** y_i of a cell: the mean over its rows in one run; three machines, as t has 2 degrees of freedom. */
    @Test
    void cellsMergeTheMeansOfMachinesOfOneType() {
        PublishedRun[] runs = three(new HostRuns(HOST, 3).effect(0.08));
        HostIndex.Line line = only(runs).lines().get(0);
        for (int column = 0; column < line.cells().size(); column++) {
            String group = List.of("", "kernels/bits", "kernels/checksum").get(column);
            HostIndex.Cell cell = line.cells().get(column).orElseThrow();
            RandomEffects merged = Objects.requireNonNull(cell.merged());
            double[] logs = Arrays.stream(runs)
                    .mapToDouble(run -> Math.log(
                            run.tables().get(0).mean(group).orElseThrow().speedup()))
                    .toArray();
            assertThat(merged.machines()).isEqualTo(3);
            assertThat(Math.log(cell.speedup()))
                    .isCloseTo(Arrays.stream(logs).average().orElseThrow(), within(1e-3));
            assertThat(merged.tau()).isCloseTo(0.02, within(0.004));
            assertThat(Math.log(cell.high() / cell.low()) / 2).isCloseTo(4.303 * 0.02 / Math.sqrt(3), within(0.01));
            assertThat(cell.run().id()).startsWith("20261201T000003Z");
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void cellsOfOtherWorkAreThoseOfOneRun(HostRuns third) {
        assertThat(only(three(third)).lines())
                .flatExtracting(HostIndex.Line::cells)
                .allSatisfy(cell -> assertThat(cell.orElseThrow().merged()).isNull());
    }

    @Test
    void twoMachinesAreShownSinglyAndNeverMerged() {
        PublishedRun[] two = Arrays.copyOf(three(new HostRuns(HOST, 3)), 2);
        assertThat(merged(two)).isEmpty();
        assertThat(only(two).forests().get(0).hosts().get(0).rows()).hasSize(2);
    }

    static Stream<HostRuns> others() {
        return Stream.of(
                new HostRuns(HOST, 3).libraries("b"),
                new HostRuns(HOST, 3).memoryGib(16),
                new HostRuns(HOST, 3).compiler("gcc 15"),
                new HostRuns(HOST, 3).profile("quick"),
                new HostRuns("amd-epyc-7763-vm", 3));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anotherLibraryMachineCompilerOrAFirstLookIsNotMerged(HostRuns third) {
        assertThat(merged(three(third))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"method\": 1}", "{\"method\": null}"})
    void runsOfAnotherOrAnUnknownMethodAreNotMerged(String change) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode run = mapper.valueToTree(new HostRuns(HOST, 3).run());
        run.setAll((ObjectNode) mapper.readTree(change));
        PublishedRun[] runs = three(new HostRuns(HOST, 3));
        runs[2] = HostRuns.published(mapper.treeToValue(run, Run.class));
        assertThat(runs[2].method()).isNotEqualTo(runs[1].method());
        assertThat(merged(runs)).isEmpty();
    }

    @Test
    void cellShowsNewestOfTheRunsWithMostWorkloadsAndNoFirstLook() {
        HostIndex.Section section = only(
                new HostRuns(HOST, 1).published(),
                new HostRuns(HOST, 2).published(),
                new HostRuns(HOST, 3).of(List.of("kernels/checksum/crc32")).published(),
                new HostRuns(HOST, 4).profile("quick").published());
        assertThat(section.groups()).containsExactly("kernels/bits", "kernels/checksum");
        assertThat(section.lines()).hasSize(1);
        assertThat(section.lines().get(0).cells())
                .hasSize(3)
                .allSatisfy(cell -> assertThat(cell.orElseThrow().run().id()).startsWith("20261201T000002Z"));
    }

    @Test
    void firstLookIsShownWhereThereIsNothingElse() {
        HostIndex.Section section = only(
                new HostRuns(HOST, 1).of(List.of("kernels/checksum/crc32")).published(),
                new HostRuns(HOST, 2).profile("quick").published());
        assertThat(section.lines().get(0).cells().stream()
                        .map(cell -> cell.orElseThrow().run().firstLook()))
                .containsExactly(false, true, false);
    }

    @Test
    void orderOfTheRunsChangesNothing() {
        List<PublishedRun> runs = IntStream.range(0, 8)
                .mapToObj(i -> new HostRuns("host-" + i % 3, i).effect(0.01 * i).published())
                .toList();
        List<PublishedRun> reversed =
                IntStream.range(0, 8).mapToObj(i -> runs.get(7 - i)).toList();
        assertThat(HostIndex.of(reversed)).isEqualTo(HostIndex.of(runs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"low\": 1.2, \"high\": 1.3}", "{\"high\": 0.5}", "{\"speedup\": 1e300}"})
    void rowWhoseSpeedupLiesOutsideItsIntervalIsRefused(String change) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode run = mapper.valueToTree(new HostRuns(HOST, 3).run());
        ((ObjectNode) run.get("summary").get("comparisons").get(1)).setAll((ObjectNode) mapper.readTree(change));
        Run changed = mapper.treeToValue(run, Run.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostRuns.published(changed))
                .withMessage("the row of kernels/checksum/crc32 has a speed-up outside its interval");
    }
}
