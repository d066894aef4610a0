// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class StoppedSimulationTest {
    private static final int MOST = StoppedSimulation.LOOKS.most();

    @Test
    void resultDependsOnTheSeedAndNotOnTheNumberOfThreads() throws Exception {
        StoppedSimulation simulation = new StoppedSimulation(10, 5);
        List<StoppedSimulation.Outcome> outcomes = simulation.of(NoiseClass.STEP);
        ForkJoinPool single = new ForkJoinPool(1);
        try {
            assertThat(single.submit(() -> simulation.of(NoiseClass.STEP)).get())
                    .isEqualTo(outcomes);
        } finally {
            single.shutdown();
        }
        assertThat(new StoppedSimulation(10, 6).of(NoiseClass.STEP)).isNotEqualTo(outcomes);
    }

    /** 95 % +- 4 binomial SDs of 300 rows: 5 %. The half width at 12 forks is 0.67 SDs with the factor, at 60 it is 0.27. */
    @Test
    void rowsThatStopAreCoveredAsOftenAsTheIntervalSays() {
        List<StoppedSimulation.Outcome> outcomes = new StoppedSimulation(300, 9).of(NoiseClass.QUIET);
        assertThat(outcomes).extracting(StoppedSimulation.Outcome::spread).isEqualTo(StoppedSimulation.SPREADS);
        for (StoppedSimulation.Outcome outcome : outcomes) {
            assertThat(outcome.covered().value()).as("%s", outcome).isBetween(0.9, 0.9967);
            assertThat(outcome.falsePositives().value()).as("%s", outcome).isBetween(0.0033, 0.1);
        }
        assertThat(outcomes.get(0).meanForks()).as("at the first look").isBetween(12.0, 14.0);
        assertThat(outcomes.get(1).meanForks()).as("in between").isBetween(20.0, 35.0);
        assertThat(outcomes.get(2).meanForks()).as("at the last").isBetween(0.9 * MOST, 1.0 * MOST);
    }

    /** No look helps where a mode was not sampled. */
    @Test
    void rareModesAreMissedWithStoppingToo() {
        assertThat(new StoppedSimulation(200, 9)
                        .of(NoiseClass.MODES_10)
                        .get(0)
                        .covered()
                        .value())
                .isLessThan(0.87);
    }

    @Test
    void nothingToDoIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoppedSimulation(0, 1));
    }
}
