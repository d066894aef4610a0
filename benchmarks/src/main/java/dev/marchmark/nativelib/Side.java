// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** One variant's code on a memory. Sides share the memory; a private state, if any, is a side's own. */
public final class Side implements AutoCloseable {
    private final Pointer code;
    private final Pointer run;
    private final WorkloadMemory memory;
    private final long instances;
    private final @Nullable Memory ownData;

    Side(Pointer code, Pointer run, WorkloadMemory memory, long instances) {
        this.code = code;
        this.run = run;
        this.memory = memory;
        this.instances = instances;
        boolean hasState = ShimCalls.mm_has_state(code) != 0;
        Memory own = null;
        if (instances != memory.shape().instances()) {
            own = memory.view(instances);
        } else if (hasState) {
            // A copy, not a view: a known answer may have lowered n.
            own = memory.copyOfData();
        }
        ownData = own;
        if (hasState && own != null && ShimCalls.mm_open(code, own) == 0) {
            throw new NativeException("its open() failed");
        }
    }

    Pointer run() {
        return run;
    }

    /** Distinct inputs that its steps rotate over. */
    long instances() {
        return instances;
    }

    Pointer data() {
        return ownData == null ? memory.data() : ownData;
    }

    /** One run, not timed. */
    public void run(long step) {
        ShimCalls.mm_run(code, data(), step);
    }

    /** Closes the private state. */
    @Override
    public void close() {
        if (ownData != null) {
            ShimCalls.mm_close(code, ownData);
            ownData.close();
        }
    }
}
