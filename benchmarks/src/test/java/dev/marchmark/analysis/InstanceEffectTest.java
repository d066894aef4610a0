// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceEffectTest {
    /** Forks whose sides take these multiples of side 0's time, give or take a hundredth. */
    private static InstanceEffect effect(double fourfold, double one) {
        return InstanceEffect.of(
                "kernels/x/y",
                "small",
                64,
                List.of(fork(fourfold * 0.99, one * 1.01), fork(fourfold, one), fork(fourfold / 0.99, one / 1.01)));
    }

    private static List<ForkResult.Ratio> fork(double fourfold, double one) {
        return List.of(ratio(1, fourfold), ratio(2, one));
    }

    private static ForkResult.Ratio ratio(int side, double time) {
        return new ForkResult.Ratio(
                Contrast.VARIANTS, side, 40, 0, 0.01, List.of(0), List.of(-Math.log(time)), -Math.log(time), null);
    }

    @Test
    void timesAreShownAgainstThoseWithTheWorkloadsOwnInstances() {
        InstanceEffect effect = effect(1.05, 0.4);
        assertThat(effect.fourfold()).isCloseTo(1.05, within(1e-12));
        assertThat(effect.one()).isCloseTo(0.4, within(1e-12));
        // Student's t with 2 degrees of freedom, 4.3027, times 0.01005 / sqrt 3.
        assertThat(effect.fourfoldInterval().low()).isCloseTo(1.05 * Math.exp(-0.024967), within(1e-5));
        assertThat(effect.oneInterval().high()).isCloseTo(0.4 * Math.exp(0.024719), within(1e-5));
        assertThat(effect.forks()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1.09, true", "1.11, false", "0.91, true", "0.89, false"})
    void changeOfMoreThanATenthIsTooMuchEitherWay(double fourfold, boolean enough) {
        assertThat(effect(fourfold, 0.1).enough()).isEqualTo(enough);
    }
}
