// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fork of the paired benchmark returns.
 *
 * @param blocks that count, in their order
 * @param hugePageShare of the memory that all sides work on, the share in huge pages when it was filled, 0 to 1; null
 *     where the system does not tell
 */
public record PairedFork(List<Block> blocks, @Nullable Double hugePageShare) {
    /** Copies the list. */
    public PairedFork {
        blocks = List.copyOf(blocks);
    }
}
