// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory that a workload asks for at one size.
 *
 * @param n the workload's own size: elements, keys, rows
 * @param work units that one run processes
 * @param instances distinct inputs that the steps rotate over, a power of two
 * @param buffers in the contract's order; unused ones have no bytes
 */
public record Shape(long n, long work, long instances, List<Buffer> buffers) {
    /** What a run does with a buffer; the order is that of {@code enum mm_role}. */
    public enum Role {
        /** Nothing: the workload has no such buffer. */
        UNUSED,
        /** Only reads it. */
        INPUT,
        /** Writes it in full. */
        OUTPUT,
        /** Updates it, in a time that does not depend on its content. */
        UPDATED,
        /** Updates it, in a time that depends on its content. */
        CONSUMED,
        /** Uses it for intermediate values. */
        SCRATCH;

        /** Whether the reference's result is to be found here. */
        public boolean isResult() {
            return this == OUTPUT || this == UPDATED || this == CONSUMED;
        }

        /** Whether what a run leaves must be put back before it is timed again. */
        public boolean isRestored() {
            return this == UPDATED || this == CONSUMED;
        }
    }

    /** How a result is compared; the order is that of {@code enum mm_type}. */
    public enum Type {
        /** Bit for bit. */
        BYTES,
        /** As IEEE 754 binary32, within the workload's tolerance. */
        FLOAT,
        /** As IEEE 754 binary64, within the workload's tolerance. */
        DOUBLE
    }

    /**
     * One buffer.
     *
     * @param bytes of one instance
     * @param shared whether all instances use the same memory
     */
    public record Buffer(long bytes, Role role, Type type, boolean shared) {}

    /** Checks what the harness relies on. */
    public Shape {
        buffers = List.copyOf(buffers);
        if (instances < 1 || Long.bitCount(instances) != 1) {
            throw new NativeException("its shape asks for " + instances + " instances, which is no power of two");
        }
        if (work < 1) {
            throw new NativeException("its shape has no work in a run");
        }
    }

    static Shape of(long[] flat) {
        List<Buffer> buffers = new ArrayList<>();
        for (int i = 3; i < flat.length; i += 4) {
            buffers.add(new Buffer(
                    flat[i], Role.values()[(int) flat[i + 1]], Type.values()[(int) flat[i + 2]], flat[i + 3] != 0));
        }
        return new Shape(flat[0], flat[1], flat[2], buffers);
    }

    /** The same with another number of instances, a power of two. */
    public Shape withInstances(long number) {
        return new Shape(n, work, number, buffers);
    }

    /** Bytes that one run works through. */
    public long bytesPerRun() {
        return buffers.stream().mapToLong(Buffer::bytes).sum();
    }

    /** Whether the workload has inputs to rotate over, as it branches on them. */
    public boolean branchesOnData() {
        return instances > 1;
    }

    /** How often a workload may run before what it consumed must be put back. */
    long callsPerRestore() {
        return buffers.stream().anyMatch(buffer -> buffer.role() == Role.CONSUMED) ? instances : Long.MAX_VALUE;
    }
}
