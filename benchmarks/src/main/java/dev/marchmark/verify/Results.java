// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import dev.marchmark.nativelib.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** Compares result buffers. */
final class Results {
    private Results() {}

    /**
     * The largest difference of two buffers, relative to the largest finite magnitude of {@code expected}; 0 for equal
     * bytes. A NaN matches a NaN, an infinity itself.
     *
     * @throws WrongResultException where bytes differ, or floats by more than {@code tolerance}
     */
    static double difference(Shape.Type type, byte[] expected, byte[] actual, double tolerance) {
        int at = Arrays.mismatch(expected, actual);
        if (at < 0) {
            return 0;
        }
        if (type == Shape.Type.BYTES) {
            int end = Math.min(expected.length, at + 8);
            throw new WrongResultException("wrong result at byte " + at + ": "
                    + HexFormat.of().formatHex(actual, at, end) + " instead of "
                    + HexFormat.of().formatHex(expected, at, end));
        }
        double[] want = decode(type, expected);
        double[] got = decode(type, actual);
        double magnitude = 0;
        for (double value : want) {
            if (Double.isFinite(value)) {
                magnitude = Math.max(magnitude, Math.abs(value));
            }
        }
        double largest = 0;
        for (int i = 0; i < want.length; i++) {
            if (Double.compare(want[i], got[i]) == 0 || want[i] == got[i]) {
                continue;
            }
            double difference = Math.abs(want[i] - got[i]) / magnitude;
            if (!(difference <= tolerance)) {
                throw new WrongResultException("wrong result at element " + i + ": " + got[i] + " instead of " + want[i]
                        + ", beyond the tolerance of " + tolerance);
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /**
     * How two results compare that both passed: by their bits, and where those differ by their values. Zeros of either
     * sign are 0 apart, and so are NaNs of any payload.
     *
     * @throws WrongResultException where they are no floats and differ
     */
    static Agreement agreement(Shape.Type type, byte[] baseline, byte[] candidate) {
        if (Arrays.equals(baseline, candidate)) {
            return Agreement.IDENTICAL;
        }
        double difference = difference(type, baseline, candidate, Double.MAX_VALUE);
        ByteBuffer one = ByteBuffer.wrap(baseline).order(ByteOrder.nativeOrder());
        ByteBuffer other = ByteBuffer.wrap(candidate).order(ByteOrder.nativeOrder());
        double ulps = 0;
        while (one.hasRemaining()) {
            ulps = Math.max(
                    ulps,
                    type == Shape.Type.DOUBLE
                            ? ulps(one.getDouble(), other.getDouble())
                            : ulps(one.getFloat(), other.getFloat()));
        }
        return new Agreement(false, ulps, difference);
    }

    private static double ulps(double one, double other) {
        // Exact for neighbours; the distance of two longs of either sign may need 64 bits without one.
        long distance = Math.abs(ordered(one) - ordered(other));
        boolean apart = (one < 0) != (other < 0);
        return Double.isNaN(one) ? 0 : apart ? Math.abs((double) ordered(one) - ordered(other)) : distance;
    }

    private static double ulps(float one, float other) {
        return Float.isNaN(one) ? 0 : Math.abs((double) ordered(one) - ordered(other));
    }

    /** Numbers the values in their order: sign and magnitude become one whole number, 0 for both zeros. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    private static double[] decode(Shape.Type type, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        boolean wide = type == Shape.Type.DOUBLE;
        double[] values = new double[bytes.length / (wide ? Double.BYTES : Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = wide ? buffer.getDouble() : buffer.getFloat();
        }
        return values;
    }
}
