// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestRuns;
import dev.marchmark.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableOrderTest {
    private static List<Estimate> effects(int rows, double mean) {
        // By turns of either sign; error 0.001, 11 degrees of freedom.
        return new ArrayList<>(IntStream.range(0, rows)
                .mapToObj(row -> new Estimate(row % 2 == 0 ? mean : -mean, 0.001, 11, 12))
                .toList());
    }

    @Test
    void excessIsWhatSquaresHaveBeyondThoseOfNoise() {
        // 1.6^2 errors^2, all alike, so without an error of their own; of noise their mean is 11/9.
        assertThat(TableOrder.of(effects(20, 0.0016)).excess()).isCloseTo(2.56 * 9 / 11 - 1, within(1e-12));
        assertThat(TableOrder.of(effects(20, 0.0005)).excess())
                .as("less than noise")
                .isZero();
    }

    @Test
    void fewRowsTellNothing() {
        assertThat(TableOrder.of(effects(19, 0.0005))).isEqualTo(TableOrder.UNKNOWN);
        List<Estimate> withOthers = effects(19, 0.0005);
        withOthers.add(new Estimate(0.0005, 0.001, 4, 5));
        withOthers.add(new Estimate(0, 0, 11, 12));
        withOthers.add(new Estimate(0.0005, Double.POSITIVE_INFINITY, 0, 1));
        withOthers.add(new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0, 0));
        assertThat(TableOrder.of(withOthers)).as("rows that tell nothing").isEqualTo(TableOrder.UNKNOWN);
    }

    @Test
    void effectThatShowsSaysNothingOfOthers() {
        List<Estimate> effects = effects(20, 0.0016);
        effects.add(new Estimate(0.03, 0.001, 11, 12));
        TableOrder table = TableOrder.of(effects);
        assertThat(table.excess()).isEqualTo(TableOrder.of(effects(20, 0.0016)).excess());
        assertThat(table.standsOut(effects.get(20))).isTrue();
        assertThat(table.standsOut(effects.get(0)))
                .as("no more than all others")
                .isFalse();
        effects.add(effects.get(20));
        assertThat(TableOrder.of(effects).tells()).as("2 of 22").isTrue();
        effects.add(effects.get(20));
        assertThat(TableOrder.of(effects)).as("3 of 23").isEqualTo(TableOrder.UNKNOWN);
    }

    @Test
    void tableOfOneSignTellsNothing() {
        List<Estimate> effects = effects(20, 0.0016);
        for (int row = 1; row < 7; row += 2) {
            effects.set(row, effects.get(0));
        }
        assertThat(TableOrder.of(effects).tells()).as("13 of 20: 1.9").isTrue();
        effects.set(7, effects.get(0));
        assertThat(TableOrder.of(effects)).as("14 of 20: 2.6").isEqualTo(TableOrder.UNKNOWN);
    }

    /** 2000 rows of 12 forks: the standard error of the excess, which it has on top, is 0.04 to 0.07. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5})
    void simulatedTablesHaveTheExcessThatWasPlanted(double excess) {
        SplittableRandom random = new SplittableRandom(20261126);
        List<Estimate> effects = new ArrayList<>();
        for (int row = 0; row < 2000; row++) {
            // Rows differ in their errors a hundredfold.
            double error = Math.pow(10, -4 + 2 * random.nextDouble());
            double effect = Math.sqrt(excess) * error * random.nextGaussian();
            double[] forks = new double[12];
            for (int fork = 0; fork < forks.length; fork++) {
                forks[fork] = effect + error * Math.sqrt(12) * random.nextGaussian();
            }
            effects.add(new Estimate(StatUtils.mean(forks), Math.sqrt(StatUtils.variance(forks) / 12), 11, 12));
        }
        assertThat(TableOrder.of(effects).excess()).isCloseTo(excess + 0.05, within(0.12));
    }

    @Test
    void tableOfARunIsThatOfItsRowsOfVariants() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, List<ForkResult>> forks = new LinkedHashMap<>();
        List<Estimate> effects = new ArrayList<>();
        for (int workload = 0; workload < 40; workload++) {
            double by = workload % 2 == 0 ? 0.002 : -0.002;
            double[] values = random.doubles(12, by - 0.01, by + 0.01).toArray();
            List<ForkResult> of =
                    TestForks.of(TestRuns.CRC32, values).ordered(values).list();
            forks.put("kernels/" + workload, of);
            effects.add(new Estimate(
                    StatUtils.mean(values), Math.sqrt(StatUtils.variance(values) / values.length), 11, 12));
        }
        TableOrder table = TableOrder.of(TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 12), forks);
        assertThat(table).isEqualTo(TableOrder.of(effects));
        assertThat(table.excess()).isBetween(0.5, 10.0);
    }
}
