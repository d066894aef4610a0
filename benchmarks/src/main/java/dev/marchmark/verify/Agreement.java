// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import dev.marchmark.model.NumericClass;

/**
 * How results of two variants compare, over all that were compared.
 *
 * @param largestUlps the largest distance of two floats, in representable values from one to the other
 * @param largestDifference the largest difference of two floats, relative to the largest magnitude of their buffer
 */
public record Agreement(boolean identical, double largestUlps, double largestDifference) {
    static final Agreement IDENTICAL = new Agreement(true, 0, 0);

    Agreement and(Agreement other) {
        return new Agreement(
                identical && other.identical,
                Math.max(largestUlps, other.largestUlps),
                Math.max(largestDifference, other.largestDifference));
    }

    /** What a result says of it. */
    public NumericClass numericClass() {
        return identical ? NumericClass.IDENTICAL : NumericClass.WITHIN_TOLERANCE;
    }

    @Override
    public String toString() {
        return identical + "\t" + largestUlps + "\t" + largestDifference;
    }

    /** Reads what {@link #toString} writes. */
    static Agreement parse(String text) {
        String[] field = text.split("\t", -1);
        return new Agreement(
                Boolean.parseBoolean(field[0]), Double.parseDouble(field[1]), Double.parseDouble(field[2]));
    }
}
