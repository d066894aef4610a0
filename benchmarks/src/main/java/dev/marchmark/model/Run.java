// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param packages that its workloads call; empty in results before marchmark measured packages
 * @param failures what could not be measured, and why
 * @param numerics how the results of the candidates compare with the baseline's; empty in results before marchmark
 *     stored it
 * @param code what each candidate's machine code is to the baseline's; empty in results before marchmark stored it, and
 *     where the host could not tell
 * @param instructions what its variants execute; null where {@code count} has not counted it
 * @param summary null while it is going on
 * @param blocksSha256 of {@code blocks.tsv.gz}, which holds every block, or null while it is going on
 * @param calibration what known truths came to on its host before it started, or null where none were measured
 * @param method by which its blocks were made ({@link CalibrationStart.Method#number}); null in results before runs said it
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
        List<SourcePackage> packages,
        List<Failure> failures,
        List<Numerics> numerics,
        List<Code> code,
        @Nullable InstructionCounts instructions,
        @Nullable Summary summary,
        @Nullable String blocksSha256,
        @Nullable Calibration calibration,
        @Nullable Integer method) {
    /** Of this format. */
    public static final int SCHEMA = 2;

    /** Copies the lists, and refuses what no run can be: other variants than its settings name, or a workload twice. */
    public Run {
        variants = List.copyOf(variants);
        workloads = List.copyOf(workloads);
        libraries = ByRow.of(libraries, LibraryFacts::workload, LibraryFacts::variant);
        packages = packages == null ? List.of() : List.copyOf(packages);
        failures = List.copyOf(failures);
        numerics = ByRow.of(numerics == null ? List.of() : numerics, Numerics::workload, Numerics::variant);
        code = ByRow.of(code == null ? List.of() : code, Code::workload, Code::variant);
        if (!settings.variants().equals(variants.stream().map(Variant::name).toList())) {
            throw new IllegalArgumentException("its variants are not those of its settings");
        }
        requireDistinct("variant", settings.variants());
        requireDistinct("workload", workloads.stream().map(WorkloadFacts::id).toList());
    }

    /** A run by the method of this version, whose instructions were not counted yet. */
    public Run(
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
            List<SourcePackage> packages,
            List<Failure> failures,
            List<Numerics> numerics,
            List<Code> code,
            @Nullable Summary summary,
            @Nullable String blocksSha256,
            @Nullable Calibration calibration) {
        this(
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
                packages,
                failures,
                numerics,
                code,
                null,
                summary,
                blocksSha256,
                calibration,
                CalibrationStart.Method.NUMBER);
    }

    /**
     * By which method its blocks were made: its own word, or that of the calibrations that it quotes, which are of the same
     * method; empty where a result has neither.
     */
    public Optional<Integer> methodNumber() {
        return method == null
                ? Optional.ofNullable(calibration).map(quoted -> quoted.method().number())
                : Optional.of(method);
    }

    /** The same run at its end. */
    public Run ended(String when, Status became, List<Failure> failed, String archiveSha256) {
        return with(when, became, failed, instructions, summary, archiveSha256);
    }

    /** The same run with these failures. */
    public Run withFailures(List<Failure> failed) {
        return with(finishedUtc, status, failed, instructions, summary, blocksSha256);
    }

    /** The same run with that summary. */
    public Run withSummary(Summary computed) {
        return with(finishedUtc, status, failures, instructions, computed, blocksSha256);
    }

    /** The same run with what its variants execute. */
    public Run withInstructions(InstructionCounts counted) {
        return with(finishedUtc, status, failures, counted, summary, blocksSha256);
    }

    /** With another of what changes while it goes on, and after. */
    private Run with(
            @Nullable String when,
            Status became,
            List<Failure> failed,
            @Nullable InstructionCounts counted,
            @Nullable Summary computed,
            @Nullable String archiveSha256) {
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
                packages,
                failed,
                numerics,
                code,
                counted,
                computed,
                archiveSha256,
                calibration,
                method);
    }

    /** How the results of that row compare with the baseline's, where that is known. */
    public Optional<Numerics> numerics(String workload, String variant) {
        return ByRow.of(numerics, workload, variant).stream().findFirst();
    }

    /** What that row's machine code is to the baseline's, where that is known. */
    public Optional<Code> code(String workload, String variant) {
        return ByRow.of(code, workload, variant).stream().findFirst();
    }

    /** The libraries of a workload and variant, one a layout. */
    public List<LibraryFacts> libraries(String workload, String variant) {
        return ByRow.of(libraries, workload, variant);
    }

    private static void requireDistinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("it names the " + what + " " + name + " twice");
            }
        }
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
     * @param files that it takes its inputs from; empty where all are generated, and in results of earlier versions
     */
    public record WorkloadFacts(
            String id,
            String referenceSha256,
            String summary,
            String unit,
            long n,
            long work,
            long instances,
            long bytesPerRun,
            List<InputFile> files) {
        /** Copies the list. */
        public WorkloadFacts {
            files = files == null ? List.of() : List.copyOf(files);
        }
    }

    /**
     * A library that was measured.
     *
     * @param codeBytes of its code
     * @param libgcc functions that the compiler's own library contributed
     */
    public record LibraryFacts(
            String workload, String variant, String layout, String sha256, long codeBytes, List<String> libgcc) {}

    /**
     * How the results of a variant compare with the baseline's, over all inputs that were verified.
     *
     * @param largestUlps the largest distance of two floats, in representable values from one to the other (units in the
     *     last place); large where results cancel to almost nothing
     * @param largestDifference the largest difference of two floats, relative to the largest magnitude of their buffer
     */
    public record Numerics(
            String workload, String variant, NumericClass numericClass, double largestUlps, double largestDifference) {}

    /**
     * What the machine code of a variant is to the baseline's.
     *
     * @param codeClass the largest change of a function
     * @param features that its code needs and the baseline's does not
     * @param baselineBytes of the baseline's code
     * @param candidateBytes of its code
     */
    public record Code(
            String workload,
            String variant,
            CodeChange codeClass,
            List<String> features,
            long baselineBytes,
            long candidateBytes) {
        /** Copies the list. */
        public Code {
            features = List.copyOf(features);
        }

        /** Whether both variants execute the same instructions. */
        public boolean changesNothing() {
            return codeClass == CodeChange.IDENTICAL;
        }
    }

    /**
     * What could not be measured.
     *
     * @param variant where it is about one only, else null
     */
    public record Failure(String workload, @Nullable String variant, String reason) {}
}
