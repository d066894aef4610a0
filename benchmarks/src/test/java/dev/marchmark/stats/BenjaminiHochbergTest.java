// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
    /** The thrombolysis trial of the 1995 paper: it finds the first four; adjusted by {@code p.adjust(p, "BH")} of R. */
    @Test
    void thrombolysisTrialKeepsFourRowsOfFifteen() {
        double[] pValues = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        double[] expected = {
            0.0015,
            0.0030,
            0.0095,
            0.035625,
            0.0603,
            0.06385714,
            0.06385714,
            0.0645,
            0.0765,
            0.4860,
            0.58118182,
            0.714875,
            0.75323077,
            0.81321429,
            1.0
        };
        double[] adjusted = BenjaminiHochberg.adjust(pValues);
        assertThat(adjusted).containsExactly(expected, within(5e-9));
        assertThat(Arrays.stream(adjusted).filter(p -> p <= 0.05).count()).isEqualTo(4);
    }

    @Test
    void oneRowStaysAndNoRowsStayNone() {
        assertThat(BenjaminiHochberg.adjust(new double[] {0.04})).containsExactly(0.04);
        assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
    }

    @Test
    void valueThatIsNoProbabilityIsRefused() {
        for (double bad : new double[] {Double.NaN, -0.001, 1.001}) {
            assertThatIllegalArgumentException().isThrownBy(() -> BenjaminiHochberg.adjust(new double[] {0.5, bad}));
        }
    }

    @Test
    void adjustedValuesLieBetweenTheRawOnesAndHolms() {
        Samples.property(random -> {
            double[] pValues = Samples.numbers(random, 1, 20, 0, 1);
            double[] raw = pValues.clone();
            double[] holm = Holm.adjust(pValues);
            double[] adjusted = BenjaminiHochberg.adjust(pValues);
            assertThat(pValues).containsExactly(raw);
            for (int i = 0; i < raw.length; i++) {
                assertThat(adjusted[i]).isBetween(raw[i] * (1 - 1e-15), holm[i] * (1 + 1e-15));
                for (int j = 0; j < raw.length; j++) {
                    if (raw[i] <= raw[j]) {
                        assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                    }
                }
            }
        });
    }

    /** Half of 20 rows are null: the expected share of false flags is then half of alpha. */
    @Test
    void shareOfFalseFlagsIsAlphaTimesTheShareOfNullRows() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        double sum = 0;
        int runs = 5000;
        for (int run = 0; run < runs; run++) {
            double[] pValues = new double[20];
            Arrays.setAll(pValues, i -> i < 10 ? random.nextDouble() : 0.02 * Math.pow(random.nextDouble(), 2));
            double[] adjusted = BenjaminiHochberg.adjust(pValues);
            long flags = Arrays.stream(adjusted).filter(p -> p <= 0.1).count();
            long wrong = Arrays.stream(adjusted, 0, 10).filter(p -> p <= 0.1).count();
            sum += flags == 0 ? 0 : (double) wrong / flags;
        }
        // The standard deviation of one run's share is 0.067; 4 standard errors.
        assertThat(sum / runs).isCloseTo(0.05, within(0.004));
    }
}
