// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Price;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkCostsTest {
    private static final List<Price> PRICES = List.of(price("a", 1), price("b", 2));

    private static Price price(String host, double amount) {
        return new Price(host, amount, "EUR", "a list", "2026-12-01");
    }

    private static List<WorkCosts.Cost> costs(List<Price> prices, HostRuns... runs) {
        List<PublishedRun> published = Stream.of(runs).map(HostRuns::published).toList();
        return WorkCosts.of(HostIndex.of(published).get(0), prices);
    }

    @Test
    void costIsTimeOfTheCandidateTimesPriceRelativeToTheFirstHost() {
        List<WorkCosts.Cost> costs = costs(
                PRICES, new HostRuns("a", 1).effect(0.04), new HostRuns("b", 2).effect(0.06), new HostRuns("c", 3));
        assertThat(costs).extracting(WorkCosts.Cost::host).containsExactly("a", "b");
        assertThat(costs).extracting(WorkCosts.Cost::workloads).containsExactly(3, 3);
        assertThat(costs.get(0).relative()).isNull();
        WorkCosts.Relative relative = Objects.requireNonNull(costs.get(1).relative());
        assertThat(relative.cost()).isCloseTo(2 * Math.exp(-0.02), within(1e-6));
        assertThat(relative.low()).isLessThan(relative.cost());
        assertThat(relative.high()).isGreaterThan(relative.cost());
    }

    /** Of two independent intervals by Student's t: between the wider one, for more degrees of freedom, and both together. */
    @Test
    void intervalHasTheErrorsOfBothHosts() {
        HostRuns[] runs = {
            new HostRuns("a", 1).of(List.of("kernels/checksum/crc32")),
            new HostRuns("b", 2).of(List.of("kernels/checksum/crc32"))
        };
        double[] halfWidths = Stream.of(runs)
                .map(run -> run.published().tables().get(0).rows().get(0))
                .mapToDouble(row -> Math.log(row.high() / row.low()) / 2)
                .toArray();
        WorkCosts.Relative relative =
                Objects.requireNonNull(costs(PRICES, runs).get(1).relative());
        assertThat(Math.log(relative.high() / relative.low()) / 2)
                .isBetween(0.83 * Math.max(halfWidths[0], halfWidths[1]), halfWidths[0] + halfWidths[1]);
    }

    static Stream<HostRuns> others() {
        return Stream.of(
                new HostRuns("b", 2).libraries("of another compiler"),
                new HostRuns("b", 2).profile("quick"),
                new HostRuns("b", 2).of(List.of("kernels/bits/clz")),
                new HostRuns("c", 2));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherCodeAFirstLookOtherWorkOrNoPriceIsNotHeldAgainst(HostRuns other) {
        assertThat(costs(PRICES, new HostRuns("a", 1), other)).isEmpty();
    }

    @Test
    void onlyWorkInCommonCounts() {
        List<WorkCosts.Cost> costs = costs(
                PRICES,
                new HostRuns("a", 1),
                new HostRuns("b", 2).of(List.of("kernels/checksum/crc32", "kernels/text/count")));
        assertThat(costs).extracting(WorkCosts.Cost::workloads).containsExactly(3, 1);
    }
}
