// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Placement;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shape;
import dev.marchmark.nativelib.Side;
import dev.marchmark.nativelib.VariantLibrary;
import dev.marchmark.nativelib.WorkloadMemory;
import java.nio.file.Path;

/** About how long a run takes: for an estimate of how long it takes to measure, and for nothing else. */
final class RunTime {
    private static final int RUNS = 3;

    private RunTime() {}

    /**
     * The shortest of a few runs on one input of a size that the workload offers.
     *
     * @return nanoseconds
     * @throws WrongResultException where it does not offer that size
     */
    static long nanos(Path reference, Path library, int level, long bytes, Cpu cpu) {
        try (ReferenceLibrary workload = ReferenceLibrary.open(reference);
                VariantLibrary variant = VariantLibrary.open(library, level, cpu)) {
            Shape shape = workload.shape(bytes)
                    .orElseThrow(() -> new WrongResultException("does not offer size " + bytes))
                    .withInstances(1);
            try (WorkloadMemory memory = new WorkloadMemory(shape, Placement.ofMalloc())) {
                workload.fill(memory, 0);
                try (Side side = variant.on(memory)) {
                    long shortest = Long.MAX_VALUE;
                    for (int step = 0; step < RUNS; step++) {
                        memory.restore(step);
                        long start = System.nanoTime();
                        side.run(step);
                        shortest = Math.min(shortest, System.nanoTime() - start);
                    }
                    return shortest;
                }
            }
        }
    }
}
