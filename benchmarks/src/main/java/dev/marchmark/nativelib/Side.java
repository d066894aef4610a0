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
    private final @Nullable Memory ownData;

    Side(Pointer code, Pointer run, WorkloadMemory memory) {
        this.code = code;
        this.run = run;
        this.memory = memory;
        if (ShimCalls.mm_has_state(code) == 0) {
            ownData = null;
            return;
        }
        ownData = memory.copyOfData();
        if (ShimCalls.mm_open(code, ownData) == 0) {
            throw new NativeException("its open() failed");
        }
    }

    Pointer run() {
        return run;
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
