// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.nativelib.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
    private static byte[] doubles(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.nativeOrder());
        buffer.asDoubleBuffer().put(values);
        return buffer.array();
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    @Test
    void equalBytesDoNotDiffer() {
        assertThat(Results.difference(Shape.Type.BYTES, new byte[] {1, 2}, new byte[] {1, 2}, 0))
                .isZero();
        assertThat(Results.difference(Shape.Type.DOUBLE, doubles(1, Double.NaN), doubles(1, Double.NaN), 0))
                .isZero();
        assertThat(Results.difference(Shape.Type.BYTES, new byte[0], new byte[0], 0))
                .isZero();
    }

    @Test
    void bytesThatDifferAreShownFromTheFirstOn() {
        byte[] expected = {0, 1, 2, 3};
        byte[] actual = {0, 1, 9, 3};
        assertThatThrownBy(() -> Results.difference(Shape.Type.BYTES, expected, actual, 1))
                .isInstanceOf(WrongResultException.class)
                .hasMessage("wrong result at byte 2: 0903 instead of 0203");
    }

    @Test
    void differenceIsRelativeToTheLargestMagnitudeOfTheReference() {
        double difference = Results.difference(Shape.Type.DOUBLE, doubles(-8, 1), doubles(-8, 1.004), 0.001);
        assertThat(difference).isCloseTo(0.0005, within(1e-12));
        assertThatThrownBy(() -> Results.difference(Shape.Type.DOUBLE, doubles(-8, 1), doubles(-8, 1.004), 0.0004))
                .isInstanceOf(WrongResultException.class)
                .hasMessage("wrong result at element 1: 1.004 instead of 1.0, beyond the tolerance of 4.0E-4");
    }

    @Test
    void floatsAreReadAsFloats() {
        assertThat(Results.difference(Shape.Type.FLOAT, floats(1, 4), floats(1, 3), 0.25))
                .isEqualTo(0.25);
    }

    @Test
    void zeroOfEitherSignAndNanOfAnyPayloadAreTheSame() {
        byte[] payload = doubles(1, 0);
        ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()).putLong(8, 0x7ff8000000000123L);
        assertThat(Results.difference(Shape.Type.DOUBLE, doubles(1, Double.NaN), payload, 0))
                .isZero();
        assertThat(Results.difference(Shape.Type.DOUBLE, doubles(1, -0.0), doubles(1, 0.0), 0))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1",
        "1, NaN",
        "Infinity, 1",
        "1, Infinity",
        "Infinity, -Infinity",
        "Infinity, NaN",
        "0, 1e-300",
    })
    void specialValueNeverPassesForAnother(double expected, double actual) {
        assertThatThrownBy(() -> Results.difference(Shape.Type.DOUBLE, doubles(expected), doubles(actual), 0.5))
                .isInstanceOf(WrongResultException.class)
                .hasMessageStartingWith("wrong result at element 0: " + actual);
    }

    @Test
    void agreementCountsTheRepresentableValuesBetweenTwoResults() {
        double next = Math.nextUp(1.0);
        assertThat(Results.agreement(Shape.Type.DOUBLE, doubles(2, 1), doubles(2, Math.nextUp(next))))
                .isEqualTo(new Agreement(false, 2, (Math.nextUp(next) - 1) / 2));
        assertThat(Results.agreement(Shape.Type.FLOAT, floats(-1, 4), floats(-Math.nextDown(1f), 4))
                        .largestUlps())
                .isEqualTo(1);
        // From the smallest value below zero to the smallest above: two steps, by way of zero.
        assertThat(Results.agreement(Shape.Type.DOUBLE, doubles(1, -Double.MIN_VALUE), doubles(1, Double.MIN_VALUE))
                        .largestUlps())
                .isEqualTo(2);
        // Further apart than a long holds: twice the bits of 1.
        assertThat(Results.agreement(Shape.Type.DOUBLE, doubles(-1), doubles(1)).largestUlps())
                .isEqualTo(2.0 * 0x3ff0000000000000L);
    }

    @Test
    void resultsAreIdenticalOnlyWhereEveryBitIs() {
        assertThat(Results.agreement(Shape.Type.DOUBLE, doubles(1, Double.NaN), doubles(1, Double.NaN)))
                .isEqualTo(Agreement.IDENTICAL);
        assertThat(Results.agreement(Shape.Type.DOUBLE, doubles(1, 0.0), doubles(1, -0.0)))
                .isEqualTo(new Agreement(false, 0, 0));
        assertThat(Agreement.IDENTICAL.and(new Agreement(false, 3, 0.5)).and(new Agreement(false, 1, 0.7)))
                .isEqualTo(new Agreement(false, 3, 0.7));
        assertThatThrownBy(() -> Results.agreement(Shape.Type.BYTES, new byte[] {1}, new byte[] {2}))
                .isInstanceOf(WrongResultException.class);
    }

    @Test
    void infinityInTheReferenceDoesNotLoosenTheTolerance() {
        assertThatThrownBy(() -> Results.difference(
                        Shape.Type.DOUBLE,
                        doubles(Double.POSITIVE_INFINITY, 1),
                        doubles(Double.POSITIVE_INFINITY, 1.1),
                        0.01))
                .isInstanceOf(WrongResultException.class);
    }
}
