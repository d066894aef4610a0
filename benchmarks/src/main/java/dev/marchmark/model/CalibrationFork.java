// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a calibration keeps of a fork; what it drew follows from the seed of its start.
 *
 * @param fork its number among those of its workload and start, from 0
 * @param seconds that it took, its start included; null in results before it was kept
 * @param blocks all that were run
 * @param disturbed those with an involuntary switch
 * @param values of each contrast that the fork had a block of
 */
public record CalibrationFork(
        String workload, int fork, @Nullable Double seconds, int blocks, int disturbed, List<Value> values) {

    /** Copies the list. */
    public CalibrationFork {
        values = List.copyOf(values);
    }

    /**
     * What the blocks of one contrast come to.
     *
     * @param logRatio mean over the cells of their medians, as {@link ForkResult.Ratio#logRatio()}
     * @param order as {@link ForkResult.Ratio#order()}
     */
    public record Value(Contrast contrast, double logRatio, @Nullable Double order) {}
}
