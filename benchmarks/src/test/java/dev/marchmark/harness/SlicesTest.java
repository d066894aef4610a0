// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {
    private static final double NANOS = 250_000;

    private static Slices of(double nanosPerRun) {
        return new Slices(NANOS, NANOS / nanosPerRun);
    }

    @Test
    void codeThatBranchesOnDataGetsLongerSlices() {
        assertThat(Slices.nanos(true)).isEqualTo(250_000);
        assertThat(Slices.nanos(false)).isEqualTo(60_000);
    }

    @Test
    void callsAreJitteredByAFifthEitherWay() {
        Slices slices = of(250);
        assertThat(slices.calls(0, 1, 0)).isEqualTo(800);
        assertThat(slices.calls(0, 1, 0.5)).isEqualTo(1000);
        assertThat(slices.calls(0, 1, 1)).isEqualTo(1200);
    }

    @ParameterizedTest
    @CsvSource({"250, 2, 8000", "250, 32, 128000", "100000, 8, 80", "1500000, 8, 5", "1500000, 32, 21", "9e6, 2, 1"})
    void longerSlicesAreThatLongHoweverLongARunTakes(double nanosPerRun, int millis, long calls) {
        assertThat(of(nanosPerRun).calls(millis, 1, 0.5)).isEqualTo(calls);
    }

    @Test
    void runThatTakesLongerThanASliceIsOneCall() {
        assertThat(of(5e6).calls(0, 1, 0)).isEqualTo(1);
        assertThat(of(5e6).ofLeadIn(1)).isEqualTo(1);
        assertThat(of(5e6).ofLeadIn(6)).isEqualTo(1);
    }

    @Test
    void callsAreAMultipleOfTheUnit() {
        assertThat(of(1000).calls(0, 100, 0.5)).isEqualTo(300);
        assertThat(of(1e6).calls(0, 100, 0.5)).isEqualTo(100);
    }

    @Test
    void leadInOfALongBlockIsShort() {
        assertThat(of(250).ofLeadIn(8000)).isEqualTo(1000);
        assertThat(of(250).ofLeadIn(900)).isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource({"250, 2, 2", "900000, 2, 2", "1100000, 2, 0", "1100000, 8, 8", "5000000, 8, 0", "5000000, 32, 32"})
    void whereOrdinarySlicesAreHalfAsLongThereAreNoLongerOnes(double nanosPerRun, int drawn, int longer) {
        assertThat(of(nanosPerRun).longer(drawn)).isEqualTo(longer);
    }
}
