// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/** How the results of a variant compare with the baseline's. */
public enum NumericClass {
    /** Every bit of every result. */
    IDENTICAL("identical"),
    /** Floats differ, each by no more than the workload's tolerance from the reference. */
    WITHIN_TOLERANCE("within tolerance");

    private final String label;

    NumericClass(String label) {
        this.label = label;
    }

    /** As tables show it. */
    public String label() {
        return label;
    }
}
