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

class ForkModesTest {
    private static final long SEED = 20_261_124;

    private static ForkModes calibrated(int forks) {
        return ForkModes.calibrated(forks, new SplittableRandom(SEED));
    }

    private static double[] normal(int forks, SplittableRandom random) {
        double[] values = new double[forks];
        Arrays.setAll(values, any -> random.nextGaussian());
        return values;
    }

    /** 4000 rows: the level +- 4 binomial SDs, and what the calibration adds to them. */
    @ParameterizedTest
    @CsvSource({"5", "12", "20", "30"})
    void normalForksAreSuspectedInAtMostOneOfAHundredRows(int forks) {
        SplittableRandom random = new SplittableRandom(1);
        ForkModes modes = calibrated(forks);
        int suspected = 0;
        for (int row = 0; row < 4000; row++) {
            suspected += modes.find(normal(forks, random)).isSuspicious() ? 1 : 0;
        }
        assertThat(suspected / 4000.0).isBetween(0.002, 0.015);
    }

    /** In per cent, as the class says, +- 4 binomial SDs of 400 rows: at most 10. */
    @ParameterizedTest
    @CsvSource({
        "30, 0.50, 4, 58",
        "30, 0.10, 4, 45",
        "30, 0.05, 6, 69",
        "20, 0.50, 5, 74",
        "20, 0.10, 6, 71",
        "12, 0.50, 6, 62",
        "12, 0.05, 10, 46",
    })
    void modesAreFound(int forks, double share, double distance, int percent) {
        SplittableRandom random = new SplittableRandom(2);
        ForkModes modes = calibrated(forks);
        int suspected = 0;
        for (int row = 0; row < 400; row++) {
            double[] values = normal(forks, random);
            for (int i = 0; i < forks; i++) {
                values[i] += random.nextDouble() < share ? distance : 0;
            }
            suspected += modes.find(values).isSuspicious() ? 1 : 0;
        }
        assertThat(suspected / 4.0).isBetween(percent - 10.0, percent + 10.0);
    }

    /** With three forks it is Grubbs' two-sided test: P(G > g) = 6 P(T > t), one degree of freedom (Grubbs 1950). */
    @Test
    void threeForksGiveThePValueOfGrubbsTest() {
        double g = 1.1541;
        double t = Math.sqrt(3 * g * g / (4 - 3 * g * g));
        double exact = 6 * (0.5 - Math.atan(t) / Math.PI);
        assertThat(exact).isBetween(0.03, 0.1);
        // 0, x and 1 have G = g for this x
        double x = bisect(g);
        assertThat(calibrated(3).find(new double[] {1, 0, x}).pValue()).isCloseTo(exact, within(0.01));
    }

    private static double bisect(double g) {
        double low = 1e-9;
        double high = 0.5;
        while (high - low > 1e-12) {
            double x = (low + high) / 2;
            double[] values = {0, x, 1};
            double mean = (1 + x) / 3;
            if ((1 - mean) / Descriptive.standardDeviation(values) > g) {
                low = x;
            } else {
                high = x;
            }
        }
        return low;
    }

    @Test
    void smallerGroupAndItsDistanceAreNamed() {
        double[] values = normal(30, new SplittableRandom(3));
        values[4] -= 20;
        values[17] -= 20;
        ForkModes.Finding finding = calibrated(30).find(values);
        assertThat(finding.isSuspicious()).isTrue();
        assertThat(finding.minority()).isEqualTo(2);
        assertThat(finding.distance()).isCloseTo(20, within(2.5));
        double[] halves = normal(30, new SplittableRandom(4));
        for (int i = 0; i < 14; i++) {
            halves[i] += 10;
        }
        finding = calibrated(30).find(halves);
        assertThat(finding.minority()).isEqualTo(14);
        assertThat(finding.distance()).isCloseTo(10, within(1.5));
    }

    @Test
    void neitherOrderNorUnitsNorSignMatter() {
        ForkModes modes = calibrated(14);
        Samples.property(random -> {
            double[] values = normal(14, random);
            values[0] += 3;
            double[] other = new double[14];
            Arrays.setAll(other, i -> -4 * values[13 - i]);
            ForkModes.Finding finding = modes.find(values);
            ForkModes.Finding mirrored = modes.find(other);
            assertThat(mirrored.pValue()).isCloseTo(finding.pValue(), within(3e-4));
            assertThat(mirrored.minority()).isEqualTo(finding.minority());
            assertThat(mirrored.distance()).isCloseTo(4 * finding.distance(), within(1e-9));
        });
    }

    @Test
    void tooFewOrEqualForksAreNotSuspected() {
        ForkModes.Finding nothing = new ForkModes.Finding(1, 0, 0);
        assertThat(calibrated(0).find(new double[0])).isEqualTo(nothing);
        assertThat(calibrated(2).find(new double[] {1, 2})).isEqualTo(nothing);
        double[] equal = new double[12];
        Arrays.fill(equal, 0.1);
        assertThat(calibrated(12).find(equal)).isEqualTo(nothing);
    }

    @Test
    void otherNumberOfForksAndNaNAreRefused() {
        ForkModes modes = calibrated(4);
        assertThatIllegalArgumentException().isThrownBy(() -> modes.find(new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> modes.find(new double[] {1, 2, 3, Double.NaN}));
    }
}
