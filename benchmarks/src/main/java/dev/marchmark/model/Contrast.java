// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/** What the sides of a block are. The baseline variant is always the first. */
public enum Contrast {
    /** All variants of the run. */
    VARIANTS,
    /** The baseline against a byte copy of its library: the error of the instrument itself. */
    COPY,
    /** The baseline against its own code, linked in a layout drawn independently: what code placement alone does. */
    RELINKED,
    /** The baseline against itself, one handle on both sides: the true difference is exactly 0. */
    SAME,
    /** The same, with 1.01 times the calls on the baseline's side: the true log ratio is exactly log 1.01. */
    SCALED
}
