// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution on one host: all that {@code run.json} holds. It says nothing about who ran it, where in a file system or
 * on which network.
 *
 * @param schema version of this format
 * @param marchmark version of the program
 * @param id the folder's name: UTC time and a random number
 * @param startedUtc ISO 8601
 * @param finishedUtc the same, or null while it is going on
 * @param status what has become of it
 * @param host that it ran on
 * @param settings that it was asked for
 * @param variants that it compares, the baseline first
 * @param workloads that it measures
 * @param libraries that it loads
 * @param failures what could not be measured, and why
 * @param summary null while it is going on
 * @param blocksSha256 of {@code blocks.tsv.gz}, which holds every block, or null while it is going on
 * @param calibration what known truths came to on its host before it started, or null where none were measured
 */
public record Run(
        int schema,
        String marchmark,
        String id,
        String startedUtc,
        @Nullable String finishedUtc,
        Status status,
        Host host,
        Settings settings,
        List<Variant> variants,
        List<WorkloadFacts> workloads,
        List<LibraryFacts> libraries,
        List<Failure> failures,
        @Nullable Summary summary,
        @Nullable String blocksSha256,
        @Nullable Calibration calibration) {
    /** Of this format. */
    public static final int SCHEMA = 2;

    /** Copies the lists. */
    public Run {
        variants = List.copyOf(variants);
        workloads = List.copyOf(workloads);
        libraries = List.copyOf(libraries);
        failures = List.copyOf(failures);
    }

    /** The same run at its end. */
    public Run ended(String when, Status became, List<Failure> failed, String archiveSha256) {
        return new Run(
                schema,
                marchmark,
                id,
                startedUtc,
                when,
                became,
                host,
                settings,
                variants,
                workloads,
                libraries,
                failed,
                summary,
                archiveSha256,
                calibration);
    }

    /** The same run with these failures. */
    public Run withFailures(List<Failure> failed) {
        return new Run(
                schema,
                marchmark,
                id,
                startedUtc,
                finishedUtc,
                status,
                host,
                settings,
                variants,
                workloads,
                libraries,
                failed,
                summary,
                blocksSha256,
                calibration);
    }

    /** The same run with that summary. */
    public Run withSummary(Summary computed) {
        return new Run(
                schema,
                marchmark,
                id,
                startedUtc,
                finishedUtc,
                status,
                host,
                settings,
                variants,
                workloads,
                libraries,
                failures,
                computed,
                blocksSha256,
                calibration);
    }

    /** What has become of a run. */
    public enum Status {
        /** Going on, or ended without a word. */
        STARTED,
        /** Ended before all its forks were done; {@code --resume} goes on. */
        INTERRUPTED,
        /** All forks done, but for the failures. */
        COMPLETE
    }

    /**
     * A workload at the run's size.
     *
     * @param referenceSha256 of its reference library, which also generates its inputs
     * @param summary one line
     * @param unit of its work, singular
     * @param n its own size: elements, keys, rows
     * @param work units that one run processes
     * @param instances distinct inputs
     * @param bytesPerRun that one run works through
     */
    public record WorkloadFacts(
            String id,
            String referenceSha256,
            String summary,
            String unit,
            long n,
            long work,
            long instances,
            long bytesPerRun) {}

    /**
     * A library that was measured.
     *
     * @param codeBytes of its code
     * @param libgcc functions that the compiler's own library contributed
     */
    public record LibraryFacts(
            String workload, String variant, String layout, String sha256, long codeBytes, List<String> libgcc) {}

    /**
     * What could not be measured.
     *
     * @param variant where it is about one only, else null
     */
    public record Failure(String workload, @Nullable String variant, String reason) {}
}
