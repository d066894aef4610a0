// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.marchmark.model.Size;
import java.nio.file.Path;
import java.util.Optional;

/** What a workload is, its inputs and its reference. Compiled plainly, never timed. */
public final class ReferenceLibrary implements AutoCloseable {
    private final NativeLibrary library;
    private final Pointer workload;

    private ReferenceLibrary(NativeLibrary library, Pointer workload) {
        this.library = library;
        this.workload = workload;
    }

    /**
     * Opens a file.
     *
     * @throws NativeException where it is no reference library of this contract
     */
    public static ReferenceLibrary open(Path file) {
        NativeLibrary library = Shim.open(file);
        Pointer workload = Shim.address(library, "mm_workload", file);
        Shim.requireAbi(workload, file);
        return new ReferenceLibrary(library, workload);
    }

    /** One line: what the workload computes. */
    public String summary() {
        return ShimCalls.mm_summary_of(workload);
    }

    /** Of its work, singular. */
    public String unit() {
        return ShimCalls.mm_unit_of(workload);
    }

    /** Largest accepted difference of a float result, relative to the largest magnitude in the reference's buffer. */
    public double tolerance() {
        return ShimCalls.mm_tolerance_of(workload);
    }

    /** Its memory for runs over about {@code bytes} bytes, or empty where it does not offer that. */
    public Optional<Shape> shape(long bytes) {
        long[] flat = new long[3 + 4 * Shim.BUFFERS];
        return ShimCalls.mm_shape_of(workload, bytes, flat) == 0 ? Optional.empty() : Optional.of(Shape.of(flat));
    }

    /** Its memory at a size, or empty where it does not offer that. */
    public Optional<Shape> shape(Size size) {
        return shape(size.bytes());
    }

    /** Fills the inputs; the same seed gives the same bytes on every host. */
    public void fill(WorkloadMemory memory, long seed) {
        ShimCalls.mm_fill(workload, memory.data(), seed);
        memory.keepPristine();
    }

    /**
     * Fills the first instance, and all others like it: for workloads that ask for one, and may fill no other. They branch on
     * nothing in it, so that the same content elsewhere is as good as another.
     */
    public void fillAlike(WorkloadMemory memory, long seed) {
        try (Memory first = memory.view(1)) {
            ShimCalls.mm_fill(workload, first, seed);
        }
        memory.repeatFirstInstance();
        memory.keepPristine();
    }

    /** Leaves in {@code memory} what a run must leave. */
    public void run(WorkloadMemory memory, long step) {
        ShimCalls.mm_reference(workload, memory.data(), step);
    }

    /** After a run of a variant: turns what it left into what is compared, where the workload says that these differ. */
    public void interpret(WorkloadMemory memory, long step) {
        ShimCalls.mm_interpret(workload, memory.data(), step);
    }

    /**
     * Prepares a standard's known answer: lowers {@code n} and overwrites the inputs of instance 0.
     *
     * @return the bytes that the first result must start with after a run; empty where there is no such case
     */
    public Optional<byte[]> knownAnswer(WorkloadMemory memory, int index) {
        byte[] expected = new byte[4096];
        long bytes = ShimCalls.mm_known_answer(workload, index, memory.data(), expected, expected.length);
        if (bytes <= 0) {
            return Optional.empty();
        }
        return Optional.of(java.util.Arrays.copyOf(expected, Math.toIntExact(bytes)));
    }

    @Override
    public void close() {
        library.close();
    }
}
