// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomEffectsTest {
    /** Trials of aspirin: deaths and patients, treated and control (Collins et al. 1995, in DerSimonian and Kacker 2007). */
    private static final int[][] CLASP = {
        {5, 156, 8, 74},
        {5, 303, 17, 303},
        {12, 565, 9, 477},
        {69, 1570, 94, 1565},
        {9, 103, 11, 105},
        {313, 4659, 352, 4650}
    };

    /** Trials of the BCG vaccine: ill and well, vaccinated and not (Colditz et al. 1994, JAMA 271:698). */
    private static final int[][] BCG = {
        {4, 119, 11, 128},
        {6, 300, 29, 274},
        {3, 228, 11, 209},
        {62, 13536, 248, 12619},
        {33, 5036, 47, 5761},
        {180, 1361, 372, 1079},
        {8, 2537, 10, 619},
        {505, 87886, 499, 87892},
        {29, 7470, 45, 7232},
        {17, 1699, 65, 1600},
        {186, 50448, 141, 27197},
        {5, 2493, 3, 2338},
        {27, 16886, 29, 17825}
    };

    /** DerSimonian and Kacker 2007, Contemp. Clin. Trials 28:105, tables 3 and 4: tau, mean, standard error by Paule and Mandel. */
    @Test
    void mergesLogOddsRatiosAsPublished() {
        double[] effects = Arrays.stream(CLASP)
                .mapToDouble(n -> Math.log((double) n[0] / (n[1] - n[0]) / ((double) n[2] / (n[3] - n[2]))))
                .toArray();
        double[] errors = Arrays.stream(CLASP)
                .mapToDouble(n -> Math.sqrt(1.0 / n[0] + 1.0 / (n[1] - n[0]) + 1.0 / n[2] + 1.0 / (n[3] - n[2])))
                .toArray();
        RandomEffects merged = RandomEffects.of(effects, errors);
        assertThat(merged.tau()).isCloseTo(0.3681, within(5e-5));
        assertThat(merged.mean()).isCloseTo(-0.3811, within(5e-5));
        assertThat(merged.standardError()).isCloseTo(0.2060, within(5e-5));
        // 2.570582 is Student's t at 0.975 with 5 degrees of freedom.
        assertThat(merged.interval(0.95).high()).isCloseTo(-0.3811 + 2.570582 * 0.2060, within(2e-4));
    }

    /** Berkey et al. 1995, Stat. Med. 14:395, page 408: empirical Bayes, which is Paule and Mandel's, with pooled variances. */
    @Test
    void mergesLogRiskRatiosAsPublished() {
        double treatedOdds =
                Arrays.stream(BCG).mapToDouble(n -> (double) n[1] / n[0]).sum() / BCG.length;
        double controlOdds =
                Arrays.stream(BCG).mapToDouble(n -> (double) n[3] / n[2]).sum() / BCG.length;
        double[] effects = Arrays.stream(BCG)
                .mapToDouble(n -> Math.log((double) n[0] / (n[0] + n[1]) / ((double) n[2] / (n[2] + n[3]))))
                .toArray();
        double[] errors = Arrays.stream(BCG)
                .mapToDouble(n -> Math.sqrt(treatedOdds / (n[0] + n[1]) + controlOdds / (n[2] + n[3])))
                .toArray();
        RandomEffects merged = RandomEffects.of(effects, errors);
        assertThat(merged.mean()).isCloseTo(-0.5429, within(5e-5));
        assertThat(merged.standardError()).isCloseTo(0.1842, within(5e-5));
        assertThat(merged.tau() * merged.tau()).isCloseTo(0.268, within(5e-4));
    }

    /** With equal errors tau^2 is the variance of the effects less that of measuring, and the prediction the textbook's. */
    @Test
    void equalErrorsGiveTheTextbookIntervals() {
        double[] effects = {0.01, 0.03, 0.08, 0.02};
        double variance = 0.0029 / 3;
        RandomEffects merged = RandomEffects.of(effects, new double[] {0.01, 0.01, 0.01, 0.01});
        assertThat(merged.mean()).isCloseTo(0.035, within(1e-12));
        assertThat(merged.tau() * merged.tau()).isCloseTo(variance - 1e-4, within(1e-12));
        // 3.182446 is Student's t at 0.975 with 3 degrees of freedom.
        assertThat(merged.interval(0.95).high()).isCloseTo(0.035 + 3.182446 * Math.sqrt(variance / 4), within(1e-7));
        assertThat(merged.prediction(0.95).low())
                .isCloseTo(0.035 - 3.182446 * Math.sqrt(1.25 * variance), within(1e-7));
    }

    @Test
    void instancesThatAgreeHaveNoSpreadAndNoNarrowerIntervalThanTheirErrorsGive() {
        RandomEffects merged = RandomEffects.of(new double[] {0.05, 0.05, 0.05}, new double[] {0.01, 0.01, 0.01});
        assertThat(merged.tau()).isZero();
        assertThat(merged.standardError()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
        assertThat(merged.interval(0.95).contains(0.05)).isTrue();
        assertThat(merged.prediction(0.95).high())
                .isGreaterThan(merged.interval(0.95).high());
    }

    @Test
    void shiftScaleAndOrderOfTheInstancesChangeNothingElse() {
        Samples.property(random -> {
            int machines = random.nextInt(3, 9);
            double[] effects = Samples.numbers(random, machines, machines, -0.5, 0.5);
            double[] errors = Samples.numbers(random, machines, machines, 1e-4, 0.1);
            RandomEffects merged = RandomEffects.of(effects, errors);
            double[] changed = new double[machines];
            double[] changedErrors = new double[machines];
            for (int i = 0; i < machines; i++) {
                changed[i] = 7 + 3 * effects[machines - 1 - i];
                changedErrors[i] = 3 * errors[machines - 1 - i];
            }
            RandomEffects other = RandomEffects.of(changed, changedErrors);
            assertThat(other.mean()).isCloseTo(7 + 3 * merged.mean(), within(1e-9));
            assertThat(other.tau()).isCloseTo(3 * merged.tau(), within(1e-6));
            assertThat(merged.prediction(0.95).low())
                    .isLessThan(merged.interval(0.95).low());
            assertThat(merged.mean())
                    .isBetween(
                            Arrays.stream(effects).min().orElseThrow() - 1e-12,
                            Arrays.stream(effects).max().orElseThrow() + 1e-12);
        });
    }

    /**
     * 4000 seeded types of machine a cell: their machines spread by tau, are measured with errors that differ threefold and
     * are themselves estimated with 29 degrees of freedom; one more machine is left out. The prediction holds what it
     * measures, and its true effect, in 90 % of cases or oftener; the interval of the mean holds the mean likewise.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 0", "3, 0.3", "3, 1", "3, 5", "4, 0.5", "5, 0", "5, 0.7", "5, 3", "8, 0.5", "8, 1", "12, 0", "12, 0.6",
        "12, 2", "30, 0.3", "30, 1"
    })
    void intervalsHoldTheMeanAndAMachineThatIsLeftOut(int machines, double tau) {
        SplittableRandom random = new SplittableRandom(20_261_126);
        int runs = 4000;
        int means = 0;
        int measured = 0;
        int trueEffects = 0;
        for (int run = 0; run < runs; run++) {
            double[] effects = new double[machines];
            double[] errors = new double[machines];
            for (int i = 0; i < machines; i++) {
                double error = Math.exp(Math.log(3) * (random.nextDouble() - 0.5));
                effects[i] = tau * random.nextGaussian() + error * random.nextGaussian();
                errors[i] = error * Math.sqrt(chiSquared(random, 29) / 29);
            }
            double further = tau * random.nextGaussian();
            double error = Math.exp(Math.log(3) * (random.nextDouble() - 0.5));
            RandomEffects merged = RandomEffects.of(effects, errors);
            means += merged.interval(0.95).contains(0) ? 1 : 0;
            trueEffects += merged.prediction(0.95).contains(further) ? 1 : 0;
            measured += merged.prediction(0.95).contains(further + error * random.nextGaussian()) ? 1 : 0;
        }
        assertThat((double) measured / runs).as("measured").isGreaterThan(0.925);
        assertThat((double) trueEffects / runs).as("true effects").isGreaterThan(0.925);
        assertThat((double) means / runs).as("means").isGreaterThan(0.92);
    }

    private static double chiSquared(SplittableRandom random, int degreesOfFreedom) {
        double sum = 0;
        for (int i = 0; i < degreesOfFreedom; i++) {
            double z = random.nextGaussian();
            sum += z * z;
        }
        return sum;
    }

    @Test
    void refusesWhatIsNoSetOfMachines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomEffects.of(new double[] {1, 2}, new double[] {1, 1}))
                .withMessageContaining("it takes 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomEffects.of(new double[] {1, 2, 3}, new double[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomEffects.of(new double[] {1, 2, Double.NaN}, new double[] {1, 1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomEffects.of(new double[] {1, 2, 3}, new double[] {1, 0, 1}));
    }
}
