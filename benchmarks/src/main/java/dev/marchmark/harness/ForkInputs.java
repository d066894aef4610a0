// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Manifest;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shape;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.nativelib.VariantLibrary;
import dev.marchmark.nativelib.WorkloadMemory;
import dev.marchmark.verify.Verification;
import dev.marchmark.verify.WrongResultException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a fork's libraries work on: memory at the drawn placement, filled from the drawn seed. */
final class ForkInputs implements AutoCloseable {
    private final Cpu cpu;
    private final ReferenceLibrary reference;
    private final WorkloadMemory memory;
    private final long checksum;

    ForkInputs(Path build, Manifest manifest, ForkPlan plan) {
        this(build, manifest, plan, 1);
    }

    /** @param fold how many times the workload's own number of instances, a power of two */
    ForkInputs(Path build, Manifest manifest, ForkPlan plan, int fold) {
        cpu = Shim.load(build);
        reference = ReferenceLibrary.open(
                build.resolve(manifest.workload(plan.workload()).reference()));
        Shape shape = reference
                .shape(plan.size())
                .orElseThrow(() ->
                        new ForkFailure("does not offer size " + plan.size().label()));
        memory = new WorkloadMemory(shape.withInstances(fold * shape.instances()), plan.placement());
        if (shape.branchesOnData()) {
            reference.fill(memory, plan.dataSeed());
        } else {
            reference.fillAlike(memory, plan.dataSeed());
        }
        checksum = memory.inputChecksum();
    }

    Cpu cpu() {
        return cpu;
    }

    WorkloadMemory memory() {
        return memory;
    }

    /** After the timing: every library that was timed still leaves what the reference leaves. */
    void verify(Map<Path, VariantLibrary> libraries) {
        try {
            Verification.requireIntact(memory, checksum);
        } catch (WrongResultException e) {
            throw new ForkFailure("while it was timed, " + e.getMessage(), e);
        }
        List<List<byte[]>> expected = Verification.expected(reference, memory);
        libraries.forEach((file, library) -> {
            try {
                Verification.check(reference, expected, library, memory);
            } catch (WrongResultException e) {
                throw new ForkFailure(file.getFileName() + ": " + e.getMessage(), e);
            }
        });
    }

    @Override
    public void close() {
        memory.close();
        reference.close();
    }
}
