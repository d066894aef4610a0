// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What variants of workloads execute.
 *
 * @param size label of the size that runs work through
 * @param counter what counted, a program with its version
 * @param variants those asked for, the baseline first
 * @param counts by workload, in the order of the variants
 * @param failures what could not be counted
 */
public record InstructionCounts(
        String size, String counter, List<String> variants, List<InstructionCount> counts, List<Run.Failure> failures) {
    /** Copies the lists. */
    public InstructionCounts {
        variants = List.copyOf(variants);
        counts = ByRow.of(counts, InstructionCount::workload, InstructionCount::variant);
        failures = List.copyOf(failures);
    }

    /** That of a variant of a workload; empty where it could not be counted. */
    public Optional<InstructionCount> of(String workload, String variant) {
        return ByRow.of(counts, workload, variant).stream().findFirst();
    }

    /** The same with what could not be built either. */
    public InstructionCounts withUnbuilt(List<Run.Failure> unbuilt) {
        List<Run.Failure> all = new ArrayList<>(unbuilt);
        all.addAll(failures);
        return new InstructionCounts(size, counter, variants, counts, all);
    }

    /** Whether an emulation counted, which knows no cycles. */
    public boolean emulated() {
        return counts.stream().allMatch(count -> count.cycles() == null);
    }

    /** Whether they know which features ran: counts of earlier versions, and of CPUs, do not. */
    public boolean knowFeatures() {
        return counts.stream().anyMatch(count -> count.features() != null);
    }

    /** The same of the libraries that a run measured; others become failures. */
    public InstructionCounts ofLibraries(List<Run.LibraryFacts> measured) {
        List<InstructionCount> kept = new ArrayList<>();
        List<Run.Failure> failed = new ArrayList<>(failures);
        for (InstructionCount count : counts) {
            if (measured.stream().anyMatch(library -> isOf(count, library))) {
                kept.add(count);
            } else {
                failed.add(new Run.Failure(
                        count.workload(), count.variant(), "its library here is another one than the run measured"));
            }
        }
        return new InstructionCounts(size, counter, variants, kept, failed);
    }

    private static boolean isOf(InstructionCount count, Run.LibraryFacts library) {
        return library.workload().equals(count.workload())
                && library.variant().equals(count.variant())
                && library.sha256().equals(count.librarySha256());
    }
}
