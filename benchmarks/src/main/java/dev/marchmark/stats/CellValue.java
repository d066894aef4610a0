// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

/** How the block log ratios of a cell become one. */
public enum CellValue {
    /** The median, which up to half of the blocks can't spoil; what the project's tables use. */
    MEDIAN {
        @Override
        public double of(double[] blocks) {
            return Descriptive.median(blocks);
        }
    },

    /** The mean without the smallest and the largest fifth. */
    TRIMMED_MEAN {
        @Override
        public double of(double[] blocks) {
            return Descriptive.trimmedMean(blocks, 0.2);
        }
    };

    /**
     * The cell's log ratio.
     *
     * @param blocks log ratios in any order, at least one; not modified
     * @throws IllegalArgumentException if there is none, or one is NaN or infinite
     */
    public abstract double of(double[] blocks);
}
