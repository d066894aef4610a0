// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
    private static final Offset<Double> EXACT = within(1e-15);

    /** R: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")}; the third would fall below the second if not monotone. */
    @Test
    void fourRowsGiveTheValuesOfR() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, EXACT);
    }

    /** The thrombolysis trial of Benjamini and Hochberg 1995 (J. R. Statist. Soc. B 57:289), 15 rows. */
    @Test
    void thrombolysisTrialKeepsThreeRowsOfFifteen() {
        double[] pValues = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        double[] adjusted = Holm.adjust(pValues);
        assertThat(Arrays.copyOf(adjusted, 9))
                .containsExactly(
                        new double[] {0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213}, EXACT);
        assertThat(Arrays.copyOfRange(adjusted, 9, 15)).containsOnly(1.0);
        assertThat(Arrays.stream(adjusted).filter(p -> p < 0.05).count()).isEqualTo(3);
    }

    @Test
    void oneRowStaysAndNoRowsStayNone() {
        assertThat(Holm.adjust(new double[] {0.04})).containsExactly(0.04);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void valueThatIsNoProbabilityIsRefused() {
        for (double bad : new double[] {Double.NaN, -0.001, 1.001}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjust(new double[] {0.5, bad}));
        }
    }

    @Test
    void adjustedValuesAreNeverBelowTheRawOnesAndKeepTheirOrder() {
        Samples.property(random -> {
            double[] pValues = Samples.numbers(random, 1, 20, 0, 1);
            double[] raw = pValues.clone();
            double[] adjusted = Holm.adjust(pValues);
            assertThat(pValues).containsExactly(raw);
            for (int i = 0; i < raw.length; i++) {
                assertThat(adjusted[i]).isBetween(raw[i], 1.0);
                for (int j = 0; j < raw.length; j++) {
                    if (raw[i] <= raw[j]) {
                        assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                    }
                }
            }
        });
    }

    @Test
    void orderOfTheRowsDoesNotMatter() {
        Samples.property(random -> {
            double[] pValues = Samples.numbers(random, 2, 20, 0, 0.2);
            int[] order = shuffled(pValues.length, random);
            double[] adjusted = Holm.adjust(pValues);
            double[] adjustedInOtherOrder = Holm.adjust(
                    Arrays.stream(order).mapToDouble(row -> pValues[row]).toArray());
            for (int i = 0; i < order.length; i++) {
                assertThat(adjustedInOtherOrder[i]).isEqualTo(adjusted[order[i]]);
            }
        });
    }

    private static int[] shuffled(int length, SplittableRandom random) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
