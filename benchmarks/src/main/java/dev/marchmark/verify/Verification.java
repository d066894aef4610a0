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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Compares one variant of a workload with the reference. */
public final class Verification {
    // From a few elements through odd sizes to more than a vectorised loop's whole prologue and epilogue.
    private static final long[] SIZES = {64, 100, 333, 1000, 4099, 16 << 10, (256 << 10) + 48};
    private static final int SEEDS = 2;
    private static final int STEPS = 3;
    private static final int PLACED_BUFFERS = Placement.ofMalloc().offsets().size();

    private Verification() {}

    /**
     * Checks a variant over sizes, placements and seeds, and against the known answers.
     *
     * @return the largest difference of a float result, relative to the largest magnitude in the reference's buffer
     * @throws WrongResultException saying what is wrong
     */
    public static double check(Path reference, Path library, int level, Cpu cpu) {
        double[] largest = {0};
        try (ReferenceLibrary workload = ReferenceLibrary.open(reference);
                VariantLibrary variant = VariantLibrary.open(library, level, cpu)) {
            overInputs(
                    workload,
                    memory -> largest[0] =
                            Math.max(largest[0], check(workload, expected(workload, memory), variant, memory)));
            knownAnswers(workload, variant);
        }
        return largest[0];
    }

    /**
     * How a variant that passed compares with another that did, over the same sizes, placements and seeds.
     *
     * @throws WrongResultException where results differ that must not
     */
    public static Agreement compare(Path reference, Path baseline, int level, Path candidate, int its, Cpu cpu) {
        Agreement[] all = {Agreement.IDENTICAL};
        try (ReferenceLibrary workload = ReferenceLibrary.open(reference);
                VariantLibrary first = VariantLibrary.open(baseline, level, cpu);
                VariantLibrary second = VariantLibrary.open(candidate, its, cpu)) {
            overInputs(workload, memory -> {
                for (long step = 0; step < STEPS; step++) {
                    List<byte[]> expected = results(workload, first, memory, step);
                    List<byte[]> actual = results(workload, second, memory, step);
                    for (int i = 0; i < expected.size(); i++) {
                        Shape.Type type = memory.resultTypes().get(i);
                        all[0] = all[0].and(Results.agreement(type, expected.get(i), actual.get(i)));
                    }
                }
            });
        }
        return all[0];
    }

    private static List<byte[]> results(
            ReferenceLibrary workload, VariantLibrary variant, WorkloadMemory memory, long step) {
        try (Side side = variant.on(memory)) {
            memory.restore(step);
            memory.spoilOutputs(step);
            side.run(step);
            workload.interpret(memory, step);
            return memory.results(step);
        }
    }

    private static void overInputs(ReferenceLibrary workload, Consumer<WorkloadMemory> check) {
        for (long bytes : SIZES) {
            Optional<Shape> shape = workload.shape(bytes);
            for (int seed = 0; shape.isPresent() && seed < SEEDS; seed++) {
                Shape few = shape.get().withInstances(Math.min(4, shape.get().instances()));
                try (WorkloadMemory memory = new WorkloadMemory(few, placement(bytes + seed))) {
                    workload.fill(memory, seed);
                    long inputs = memory.inputChecksum();
                    try {
                        check.accept(memory);
                    } catch (WrongResultException e) {
                        requireIntact(memory, inputs); // says more, as it is the reason
                        throw e;
                    }
                    requireIntact(memory, inputs);
                } catch (WrongResultException e) {
                    throw new WrongResultException("at " + bytes + " bytes, seed " + seed + ": " + e.getMessage());
                }
            }
        }
    }

    private static Placement placement(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < PLACED_BUFFERS; i++) {
            offsets.add(16 * random.nextInt(256));
        }
        return new Placement(offsets);
    }

    /** What the reference leaves in a filled memory: the results of each of a few steps, from restored buffers. */
    public static List<List<byte[]>> expected(ReferenceLibrary workload, WorkloadMemory memory) {
        List<List<byte[]>> expected = new ArrayList<>();
        for (long step = 0; step < STEPS; step++) {
            memory.restore(step);
            memory.spoilOutputs(step);
            workload.run(memory, step);
            expected.add(memory.results(step));
        }
        return expected;
    }

    /**
     * Runs a variant over the same steps.
     *
     * @param expected of the workload's reference, in this memory
     * @return the largest difference, as above
     * @throws WrongResultException saying what is wrong
     */
    public static double check(
            ReferenceLibrary workload, List<List<byte[]>> expected, VariantLibrary variant, WorkloadMemory memory) {
        double largest = 0;
        List<Shape.Type> types = memory.resultTypes();
        for (int step = 0; step < expected.size(); step++) {
            List<byte[]> actual = results(workload, variant, memory, step);
            for (int i = 0; i < types.size(); i++) {
                double difference = Results.difference(
                        types.get(i), expected.get(step).get(i), actual.get(i), workload.tolerance());
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    /**
     * After runs: nothing was written outside the buffers, nor to the inputs.
     *
     * @param inputs the checksum of the inputs before
     * @throws WrongResultException where something was
     */
    public static void requireIntact(WorkloadMemory memory, long inputs) {
        memory.overrun().ifPresent(overrun -> {
            throw new WrongResultException(overrun);
        });
        if (memory.inputChecksum() != inputs) {
            throw new WrongResultException("it writes to its inputs");
        }
    }

    private static void knownAnswers(ReferenceLibrary workload, VariantLibrary variant) {
        Optional<Shape> shape = workload.shape(SIZES[SIZES.length - 2]);
        for (int index = 0; shape.isPresent(); index++) {
            try (WorkloadMemory memory = new WorkloadMemory(shape.get().withInstances(1), Placement.ofMalloc())) {
                workload.fill(memory, 0);
                Optional<byte[]> expected = workload.knownAnswer(memory, index);
                if (expected.isEmpty()) {
                    return;
                }
                try (Side side = variant.on(memory)) {
                    memory.spoilOutputs(0);
                    side.run(0);
                    workload.interpret(memory, 0);
                }
                byte[] actual = memory.results(0).get(0);
                Results.difference(
                        memory.resultTypes().get(0),
                        expected.get(),
                        Arrays.copyOf(actual, expected.get().length),
                        workload.tolerance());
            } catch (WrongResultException e) {
                throw new WrongResultException("known answer " + index + ": " + e.getMessage());
            }
        }
    }
}
