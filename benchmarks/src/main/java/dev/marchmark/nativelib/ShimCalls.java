// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of {@code native/shim/shim.h}, called directly: no reflection between Java and a block. */
@SuppressWarnings({"MethodName", "checkstyle"}) // the names of the C functions
final class ShimCalls {
    private ShimCalls() {}

    static native int mm_cpu_level();

    static native void mm_cpuid(int leaf, int subleaf, int[] registers);

    static native @Nullable String mm_missing_feature(int level);

    static native long mm_block(
            Pointer sides,
            Pointer restore,
            int slices,
            byte[] order,
            long[] steps,
            long[] calls,
            long callsPerRestore,
            long stackShift,
            long[] elapsed,
            long[] usage);

    static native double mm_call_nanos();

    static native double mm_dirty_upper_ratio();

    static native @Nullable Pointer mm_map(long bytes);

    static native void mm_unmap(Pointer memory, long bytes);

    static native @Nullable String mm_file_of(Pointer address);

    static native @Nullable String mm_called_elsewhere(Pointer address);

    static native int mm_shape_of(Pointer workload, long bytes, long[] flat);

    static native long mm_data_bytes();

    static native void mm_data_init(Pointer data, long n, long instances, long[] bases, long[] strides);

    static native int mm_abi_of(Pointer codeOrWorkload);

    static native int mm_isa_level_of(Pointer code);

    static native Pointer mm_run_of(Pointer code);

    static native int mm_has_state(Pointer code);

    static native int mm_open(Pointer code, Pointer data);

    static native void mm_close(Pointer code, Pointer data);

    static native String mm_summary_of(Pointer workload);

    static native String mm_unit_of(Pointer workload);

    static native double mm_tolerance_of(Pointer workload);

    static native void mm_fill(Pointer workload, Pointer data, long seed);

    static native void mm_reference(Pointer workload, Pointer data, long step);

    static native void mm_interpret(Pointer workload, Pointer data, long step);

    static native void mm_run(Pointer code, Pointer data, long step);

    static native long mm_known_answer(Pointer workload, int index, Pointer data, byte[] expected, long capacity);
}
