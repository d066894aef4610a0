// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Locale;

/** What another build makes of a function; from little to much. */
public enum CodeChange {
    /** The same instructions, wherever they and what they refer to lie. */
    IDENTICAL,
    /** The same instructions in the same order, with other registers or stack slots. */
    REGISTERS,
    /** Other instructions for the same steps: VEX encodings, BMI, FMA on scalars. */
    SCALAR,
    /** What worked on vectors before works on wider ones. */
    WIDER,
    /** What worked on scalars before works on vectors. */
    VECTORISED,
    /** Another number of branches, and none of the above. */
    STRUCTURE;

    /** As tables print it. */
    public String label() {
        return switch (this) {
            case REGISTERS -> "registers only";
            case WIDER -> "wider vectors";
            case VECTORISED -> "vectorised anew";
            case STRUCTURE -> "different structure";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
