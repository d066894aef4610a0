// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.marchmark.model.Usage;
import java.util.List;

/** Runs whole blocks of slices of several sides on the same memory, inside the shim. */
public final class BlockRunner implements AutoCloseable {
    private final WorkloadMemory memory;
    private final Memory table; // of struct mm_side
    private final long callsPerRestore;
    private final long stackShift;

    /**
     * @param sides on {@code memory}; block orders name them by their place in this list
     * @param stackShift bytes by which the stack is moved, so that its alignment is drawn as well
     */
    public BlockRunner(List<Side> sides, WorkloadMemory memory, long stackShift) {
        this.memory = memory;
        long fewest = sides.stream().mapToLong(Side::instances).min().orElseThrow();
        this.callsPerRestore = memory.shape().withInstances(fewest).callsPerRestore();
        this.stackShift = stackShift;
        this.table = new Memory(2L * Native.POINTER_SIZE * sides.size());
        for (int i = 0; i < sides.size(); i++) {
            Pointer entry = table.share(2L * Native.POINTER_SIZE * i);
            entry.setPointer(0, sides.get(i).run());
            entry.setPointer(Native.POINTER_SIZE, sides.get(i).data());
        }
    }

    /**
     * Runs one block.
     *
     * @param order the side of each slice
     * @param steps the first step of each slice
     * @param calls the runs of each slice
     * @param elapsedNanos receives the time of each slice, without what it takes to put back what runs destroyed
     */
    public Usage run(byte[] order, long[] steps, long[] calls, long[] elapsedNanos) {
        long[] usage = new long[Usage.FIELDS];
        ShimCalls.mm_block(
                table,
                memory.restoreList(),
                order.length,
                order,
                steps,
                calls,
                callsPerRestore,
                stackShift,
                elapsedNanos,
                usage);
        return Usage.of(usage);
    }

    @Override
    public void close() {
        table.close();
    }
}
