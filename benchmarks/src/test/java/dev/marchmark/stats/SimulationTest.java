// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
    private static final List<Simulation.Method> ALL = Simulation.Method.all();

    @Test
    void resultDependsOnTheSeedAndNotOnTheNumberOfThreads() throws Exception {
        Simulation simulation = new Simulation(ALL, 20, 5);
        Simulation.Outcome outcome = simulation.of(NoiseClass.STEP, 12);
        ForkJoinPool single = new ForkJoinPool(1);
        ForkJoinPool many = new ForkJoinPool(7);
        try {
            assertThat(single.submit(() -> simulation.of(NoiseClass.STEP, 12)).get())
                    .isEqualTo(outcome);
            assertThat(many.submit(() -> simulation.of(NoiseClass.STEP, 12)).get())
                    .isEqualTo(outcome);
        } finally {
            single.shutdown();
            many.shutdown();
        }
        assertThat(new Simulation(ALL, 20, 6).of(NoiseClass.STEP, 12)).isNotEqualTo(outcome);
    }

    @Test
    void figuresOfAMethodDoNotDependOnTheOthers() {
        List<Simulation.Score> scores =
                new Simulation(ALL, 20, 5).of(NoiseClass.BURST, 12).scores();
        for (int m = 0; m < ALL.size(); m++) {
            assertThat(new Simulation(List.of(ALL.get(m)), 20, 5)
                            .of(NoiseClass.BURST, 12)
                            .scores())
                    .containsExactly(scores.get(m));
        }
    }

    /** 95 % +- 4 binomial SDs of 300 rows: 5 %; the hierarchical bootstrap covers more often than it says. */
    @ParameterizedTest
    @CsvSource({"QUIET, 12", "MODES_HALF, 20"})
    void symmetricNoiseIsCoveredAsOftenAsTheIntervalSays(NoiseClass noise, int forks) {
        for (Simulation.Score score :
                new Simulation(ALL, 300, 9).of(noise, forks).scores()) {
            boolean hierarchical = score.method().name().startsWith("hierarchical");
            assertThat(score.covered().value()).as(score.method().name()).isBetween(0.9, hierarchical ? 1 : 0.9967);
            assertThat(score.falsePositives().value())
                    .as(score.method().name())
                    .isBetween(hierarchical ? 0 : 0.0033, 0.1);
        }
    }

    /** Of 12 forks, 28 % of rows have none in a mode of 10 %: nothing can tell them from rows without the mode. */
    @Test
    void noEstimatorCoversAModeThatWasNotSampled() {
        assertThat(new Simulation(ALL, 200, 9).of(NoiseClass.MODES_10, 12).scores())
                .allMatch(score -> score.covered().value() < 0.87);
    }

    @Test
    void medianHalfWidthOfTIsThatOfItsStandardError() {
        // Fork, pairs of layouts, and medians of ten blocks (1.18 times as wide as means): SD 0.258 %.
        double sd = Math.sqrt(4e-6 + 4e-6 / 8 + 1.39 * 1e-4 / 80);
        Simulation.Score score = new Simulation(ALL.subList(0, 1), 300, 9)
                .of(NoiseClass.QUIET, 12)
                .scores()
                .get(0);
        double expected = 2.201 * sd / Math.sqrt(12);
        assertThat(score.medianHalfWidth()).isBetween(0.9 * expected, 1.1 * expected);
    }

    @Test
    void methodsThatCoverComeFirstAndThenTheNarrowOnes() {
        Simulation.Outcome sound =
                outcome(NoiseClass.QUIET, 20, score(0, 950, 0.003), score(1, 960, 0.002), score(2, 945, 0.001));
        Simulation.Outcome weak =
                outcome(NoiseClass.BURST, 30, score(0, 940, 0.012), score(1, 930, 0.008), score(2, 929, 0.001));
        // Neither too few forks nor skewed noise count against a method.
        Simulation.Outcome few =
                outcome(NoiseClass.STEP, 12, score(0, 945, 0.006), score(1, 931, 0.004), score(2, 999, 0.001));
        Simulation.Outcome rare = outcome(NoiseClass.MODES_5, 30, score(0, 500, 1), score(1, 500, 1), score(2, 500, 1));
        List<Standing> ranking = Standing.rank(List.of(sound, weak, few, rare));
        assertThat(ranking).extracting(Standing::method).containsExactly(ALL.get(1), ALL.get(0), ALL.get(2));
        assertThat(ranking).extracting(Standing::isSound).containsExactly(true, true, false);
        Standing second = ranking.get(1);
        assertThat(second.coverage()).isEqualTo((0.95 + 0.94 + 0.945) / 3);
        assertThat(second.leastCoverage()).isEqualTo(0.94);
        assertThat(second.falsePositives()).isEqualTo((0.05 + 0.06 + 0.055) / 3);
        assertThat(second.mostFalsePositives()).isEqualTo(0.06);
        assertThat(second.halfWidth()).isCloseTo(0.006, within(1e-12));
    }

    /** Of 399 flips the smallest p value is 2/400: Holm's first step in a table of 20 asks for less than 1/400. */
    @Test
    void methodThatCouldConfirmNoRowIsRefusedHoweverWellItCovers() {
        Simulation.Method signFlip = ALL.get(6);
        assertThat(signFlip.name()).isEqualTo("sign-flip-median");
        List<Standing> ranking =
                Standing.rank(List.of(outcome(NoiseClass.QUIET, 20, score(6, 950, 0.001), score(0, 940, 0.003))));
        assertThat(ranking).extracting(Standing::method).containsExactly(ALL.get(0), signFlip);
        assertThat(ranking).extracting(Standing::isRefused).containsExactly(false, true);
        assertThat(ranking).extracting(Standing::isSound).containsExactly(true, false);
    }

    private record Given(int method, int covered, double halfWidth) {}

    private static Given score(int method, int covered, double halfWidth) {
        return new Given(method, covered, halfWidth);
    }

    private static Simulation.Outcome outcome(NoiseClass noise, int forks, Given... scores) {
        return new Simulation.Outcome(
                noise,
                forks,
                new Proportion(0, 1000),
                Arrays.stream(scores)
                        .map(given -> new Simulation.Score(
                                ALL.get(given.method),
                                noise,
                                forks,
                                new Proportion(given.covered, 1000),
                                new Proportion(1000 - given.covered, 1000),
                                given.halfWidth))
                        .toList());
    }

    @Test
    void nothingToDoIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Simulation(List.of(), 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Simulation(ALL, 0, 1));
    }
}
