// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestAxisTest {
    private static ForestAxis axis(double... speedups) {
        List<Comparison> rows = DoubleStream.of(speedups)
                .mapToObj(speedup -> TestRows.control(TestRuns.CRC32, Contrast.COPY, speedup, 0.001))
                .toList();
        return ForestAxis.of(rows);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.001, 1.02, 1.3, 7, 1e9})
    void gainAndLossOfTheSameFactorAreEquallyFarFromOne(double ratio) {
        ForestAxis axis = axis(0.8, 1.5);
        assertThat(axis.x(ratio) + axis.x(1 / ratio)).isEqualTo(2 * axis.x(1));
    }

    @Test
    void oneRowFarAwayDoesNotSqueezeTheOthers() {
        double[] speedups = DoubleStream.concat(
                        DoubleStream.generate(() -> 1.04).limit(19), DoubleStream.of(10))
                .toArray();
        ForestAxis axis = axis(speedups);
        assertThat(axis.isBeyond(1.04)).isFalse();
        assertThat(axis.isBeyond(10)).isTrue();
        assertThat(axis.x(1.04) - axis.x(1)).isGreaterThan(ForestAxis.WIDTH / 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE})
    void whatIsNoRatioStaysInsideTheDrawing(double ratio) {
        ForestAxis axis = axis(1.1);
        assertThat(axis.x(ratio)).isBetween(0, ForestAxis.WIDTH);
        assertThat(axis.isBeyond(ratio)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0001, 1.02, 1.05, 1.2, 1.9, 3.9, 100})
    void ticksAreSymmetricInOrderAndHaveRoom(double speedup) {
        List<ForestAxis.Tick> ticks = axis(speedup).ticks();
        assertThat(ticks).hasSizeBetween(3, 9);
        assertThat(ticks.get(ticks.size() / 2).label()).isEqualTo("1");
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i).x() - ticks.get(i - 1).x()).isGreaterThanOrEqualTo(39);
        }
    }

    @Test
    void noRowsHaveAnAxisToo() {
        assertThat(axis().ticks()).isNotEmpty();
    }
}
