// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** The planted workload {@code reveals}, whose run writes what it was given to its output, on a memory. */
final class RevealingMemory implements AutoCloseable {
    static final String ID = "kernels/planted/reveals";
    static final int IN = 0;
    static final int SHARED = 1;
    static final int OUT = 2;
    static final int UPDATED = 3;
    static final int CONSUMED = 4;

    private static final int RUNS = 6;
    private static final int INSTANCES = 7;

    final ReferenceLibrary reference;
    final WorkloadMemory memory;
    private final VariantLibrary library;

    RevealingMemory(long bytes, Placement placement, long seed) {
        Manifest manifest = PlantedNative.with(ID);
        Cpu cpu = Shim.load(PlantedNative.output());
        reference = ReferenceLibrary.open(
                PlantedNative.output().resolve(manifest.workload(ID).reference()));
        memory = new WorkloadMemory(reference.shape(bytes).orElseThrow(), placement);
        reference.fill(memory, seed);
        Library v1 = manifest.libraries(ID, "v1-O2").get(0);
        library = VariantLibrary.open(PlantedNative.output().resolve(v1.path()), v1.isaLevel(), cpu);
    }

    Side side() {
        return library.on(memory);
    }

    Side side(long instances) {
        return library.on(memory, instances);
    }

    /** Address of a buffer in the run that last worked on the instance of {@code step}. */
    long address(int buffer, long step) {
        return output(step).get(buffer);
    }

    /** How often its side had run by then. */
    long runs(long step) {
        return output(step).get(RUNS);
    }

    /** As the run saw them. */
    long instances(long step) {
        return output(step).get(INSTANCES);
    }

    long updated(long step) {
        return result(1, step).get(0);
    }

    long consumed(long step) {
        return result(2, step).get(0);
    }

    private LongBuffer output(long step) {
        return result(0, step);
    }

    private LongBuffer result(int index, long step) {
        return ByteBuffer.wrap(memory.results(step).get(index))
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    @Override
    public void close() {
        library.close();
        memory.close();
        reference.close();
    }
}
