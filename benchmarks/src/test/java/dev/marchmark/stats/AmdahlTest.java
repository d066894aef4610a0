// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmdahlTest {
    private static Amdahl.Part part(double share, Integer... rows) {
        return new Amdahl.Part(share, List.of(rows));
    }

    private static Estimate row(double speedup, double standardError) {
        return new Estimate(Math.log(speedup), standardError, 11, 12);
    }

    /** Amdahl's law as textbooks print it: 1 / (1 - f + f/s). */
    @ParameterizedTest
    @CsvSource({
        "0.5, 2, 1.3333333333",
        "0.95, 20, 10.2564102564",
        "0.1, 1000000, 1.1111109877",
        "0.4, 0.5, 0.7142857143"
    })
    void wholeIsAsFastAsAmdahlsLawSays(double share, double speedup, double whole) {
        Estimate estimate = Amdahl.of(List.of(part(share, 0)), List.of(row(speedup, 0.01)));
        assertThat(Math.exp(estimate.mean())).isCloseTo(whole, within(1e-9));
    }

    @Test
    void wholeThatIsOnePartIsItsGeometricMean() {
        Samples.property(random -> {
            List<Estimate> rows = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                rows.add(new Estimate(
                        Samples.number(random, -1, 1), Samples.number(random, 1e-6, 0.1), 1 + random.nextInt(60), 12));
            }
            Estimate whole = Amdahl.of(List.of(part(1, 0, 1, 2, 3)), rows);
            Estimate mean = GeometricMean.of(rows);
            assertThat(whole.mean()).isCloseTo(mean.mean(), within(1e-12));
            assertThat(whole.standardError()).isCloseTo(mean.standardError(), within(1e-12));
            assertThat(whole.degreesOfFreedom()).isCloseTo(mean.degreesOfFreedom(), within(1e-6));
            assertThat(whole.count()).isEqualTo(mean.count());
        });
    }

    @Test
    void rowThatStandsForTwoPartsCountsAsOne() {
        List<Estimate> rows = List.of(row(1.5, 0.02), row(0.9, 0.01));
        Estimate apart = Amdahl.of(List.of(part(0.2, 0), part(0.3, 0), part(0.1, 1)), rows);
        Estimate together = Amdahl.of(List.of(part(0.5, 0), part(0.1, 1)), rows);
        assertThat(apart.mean()).isCloseTo(together.mean(), within(1e-14));
        assertThat(apart.standardError()).isCloseTo(together.standardError(), within(1e-14));
        assertThat(apart.degreesOfFreedom()).isCloseTo(together.degreesOfFreedom(), within(1e-9));
        assertThat(apart.count()).isEqualTo(24);
    }

    /** The derivative by each row's mean, from differences. */
    @Test
    void errorIsThatOfTheDeltaMethod() {
        List<Amdahl.Part> parts = List.of(part(0.3, 0, 1), part(0.25, 2), part(0.05, 1));
        List<Estimate> rows = List.of(row(1.3, 0.02), row(0.8, 0.03), row(2.5, 0.01));
        double variance = 0;
        for (int i = 0; i < rows.size(); i++) {
            double[] means = new double[2];
            for (int sign = 0; sign < 2; sign++) {
                List<Estimate> moved = new ArrayList<>(rows);
                double mean = rows.get(i).mean() + (sign == 0 ? -1e-5 : 1e-5);
                moved.set(i, new Estimate(mean, 0.1, 11, 12));
                means[sign] = Amdahl.of(parts, moved).mean();
            }
            double error = (means[1] - means[0]) / 2e-5 * rows.get(i).standardError();
            variance += error * error;
        }
        assertThat(Amdahl.of(parts, rows).standardError()).isCloseTo(Math.sqrt(variance), within(1e-9));
    }

    @Test
    void intervalHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(20_261_125);
        List<Amdahl.Part> parts = List.of(part(0.2, 0), part(0.1, 1, 2), part(0.05, 3));
        double[] truths = {0.3, -0.1, 0.05, 0.7};
        double[] spreads = {0.05, 0.02, 0.1, 0.03};
        List<Estimate> exact = new ArrayList<>();
        for (double truth : truths) {
            exact.add(new Estimate(truth, 0, 11, 12));
        }
        double whole = Amdahl.of(parts, exact).mean();
        int held = 0;
        for (int i = 0; i < 4000; i++) {
            List<Estimate> rows = new ArrayList<>();
            for (int j = 0; j < truths.length; j++) {
                double[] forks = new double[12];
                for (int k = 0; k < forks.length; k++) {
                    forks[k] = truths[j] + spreads[j] * random.nextGaussian();
                }
                rows.add(Estimates.tOverForks(forks));
            }
            held += Amdahl.of(parts, rows).interval(0.95).contains(whole) ? 1 : 0;
        }
        // Three standard errors of a share of 0.95 among 4000.
        assertThat(held / 4000.0).isBetween(0.94, 0.961);
    }

    @Test
    void rowOfUnknownSpreadMattersWhereItIsUsed() {
        Estimate oneFork = new Estimate(0.3, Double.POSITIVE_INFINITY, 0, 1);
        List<Estimate> rows = List.of(row(1.1, 0.01), oneFork);
        assertThat(Amdahl.of(List.of(part(0.5, 0)), rows).standardError()).isFinite();
        assertThat(Amdahl.of(List.of(part(0.5, 0), part(0.1, 1)), rows).standardError())
                .isInfinite();
    }

    @Test
    void rowsWithoutSpreadAddNoError() {
        Estimate whole = Amdahl.of(List.of(part(0.5, 0)), List.of(new Estimate(Math.log(2), 0, 4, 5)));
        assertThat(whole).isEqualTo(new Estimate(whole.mean(), 0, 4, 5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shareThatIsNoneIsRefused(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> part(share, 0)).withMessageContaining("share");
    }

    @Test
    void partsThatAreMoreThanTheWholeAreRefused() {
        List<Estimate> rows = List.of(row(1.1, 0.01), new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Amdahl.of(List.of(part(0.6, 0), part(0.5, 0)), rows));
        assertThatIllegalArgumentException().isThrownBy(() -> Amdahl.of(List.of(), rows));
        assertThatIllegalArgumentException().isThrownBy(() -> Amdahl.of(List.of(part(0.5, 1)), rows));
        assertThatIllegalArgumentException().isThrownBy(() -> part(0.5));
    }
}
