// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;

/** Results that could have been measured, small and complete. */
public final class TestRuns {
    public static final String CRC32 = "kernels/checksum/crc32";
    public static final String DGEMM = "kernels/float/dgemm";
    public static final String EMPTY = "kernels/control/empty";
    public static final String HALF_TO_FLOAT = "kernels/float/half_to_float";
    public static final String QUICKSORT = "kernels/control/quicksort";
    public static final String DECOMPRESS = "packages/zlib/decompress-6";
    public static final List<String> V2_V3 = List.of("v2-O2", "v3-O2");

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private static final InputFile LEXICON =
            new InputFile("lexicon", "wordnet-base", "1:3.0-37", SHA256, "LicenseRef-WordNet-3.0");

    private TestRuns() {}

    public static Host host() {
        return host("AMD EPYC 7763 64-Core Processor", "Debian GNU/Linux 12 (bookworm)");
    }

    public static Host host(String brand, String os) {
        return new Host(
                "amd-epyc-7763-vm",
                new Host.Processor(
                        "AuthenticAMD", brand, "19", "1", "1", 3, false, 2, 2, true, 2, 32768L, 524_288L, null, null),
                new Host.Platform("KVMKVMKVM", null, false, 8, 1.5, null),
                new Host.Settings(null, null, null, "kvm-clock", "madvise", "full", 2, false),
                new Host.Software(os, "6.1.0-18-cloud-amd64", "2.36", "OpenJDK 64-Bit Server VM", "17.0.15"));
    }

    public static Settings settings(List<String> workloads, List<String> variants, int forks) {
        return new Settings(workloads, variants, "small", "quick", forks, 50, 350, 4, 0.5, 81_985_529_216L, 0);
    }

    public static Variant variant(String name) {
        return new Variant(
                name,
                name.charAt(1) - '0',
                "gcc",
                "gcc (Debian 12.2.0-14+deb12u1) 12.2.0",
                "-march=x86-64-" + name.substring(0, 2) + " -mtune=generic -O2",
                null,
                null);
    }

    public static Run.WorkloadFacts workload(String id) {
        String unit = unit(id);
        List<InputFile> files = id.equals(DECOMPRESS) ? List.of(LEXICON) : List.of();
        return new Run.WorkloadFacts(id, SHA256, "what " + id + " does", unit, 4096, 16_384, 64, 16_384, files);
    }

    static String unit(String id) {
        return switch (id) {
            case DGEMM -> "multiply-add";
            case EMPTY -> "call";
            case HALF_TO_FLOAT -> "element";
            case QUICKSORT -> "key";
            default -> "byte";
        };
    }

    /** A finished run of these variants and workloads, with that summary. */
    public static Run run(List<String> workloads, List<String> variants, Summary summary) {
        return started(workloads, variants)
                .ended("2026-11-23T08:04:00Z", Run.Status.COMPLETE, List.of(), SHA256)
                .withSummary(summary);
    }

    /** Of the distribution, and not quite at its level. */
    private static final SourcePackage PACKAGE = new SourcePackage(
            "zlib",
            "zlib",
            "1:1.2.13.dfsg-1",
            "Zlib",
            Dispatch.NONE,
            false,
            List.of(new SourcePackage.Build("v3-O2", SHA256, 72_931, 15, 14, 7.6)));

    /** A run that has begun. */
    public static Run started(List<String> workloads, List<String> variants) {
        List<Run.LibraryFacts> libraries = new ArrayList<>();
        for (String workload : workloads) {
            for (String variant : variants) {
                libraries.add(new Run.LibraryFacts(workload, variant, "0", SHA256, 512, List.of("__udivti3")));
            }
        }
        return new Run(
                Run.SCHEMA,
                "0.1.0",
                "20261123T080100Z-c0ffee",
                "2026-11-23T08:01:00Z",
                null,
                Run.Status.STARTED,
                host(),
                settings(workloads, variants, 12),
                variants.stream().map(TestRuns::variant).toList(),
                workloads.stream().map(TestRuns::workload).toList(),
                libraries,
                List.of(PACKAGE),
                List.of(),
                numerics(workloads, variants.subList(1, variants.size())),
                code(workloads, variants.subList(1, variants.size())),
                null,
                null,
                null);
    }

    /** As of a processor with FMA: products of matrices differ, all else is the same. */
    private static List<Run.Numerics> numerics(List<String> workloads, List<String> candidates) {
        return workloads.stream()
                .flatMap(workload -> candidates.stream()
                        .map(candidate -> workload.equals(DGEMM)
                                ? new Run.Numerics(workload, candidate, NumericClass.WITHIN_TOLERANCE, 12_345, 2.2e-16)
                                : new Run.Numerics(workload, candidate, NumericClass.IDENTICAL, 0, 0)))
                .toList();
    }

    /** One call that does nothing is the same code at every level; the other rows are of two classes. */
    private static List<Run.Code> code(List<String> workloads, List<String> candidates) {
        return workloads.stream()
                .flatMap(workload -> candidates.stream().map(candidate -> switch (workload) {
                    case EMPTY -> new Run.Code(workload, candidate, CodeChange.IDENTICAL, List.of(), 6, 6);
                    case DGEMM ->
                        new Run.Code(workload, candidate, CodeChange.WIDER, List.of("AVX", "FMA"), 2_000, 1_900);
                    default -> new Run.Code(workload, candidate, CodeChange.SCALAR, List.of("BMI2"), 300, 309);
                }))
                .toList();
    }

    /** A finished run of one workload with everything in it that a file can hold. */
    public static Run complete() {
        Comparison row = TestRows.row(CRC32, "v3-O2", 1.052, 0.0021, Verdict.FASTER, Warning.Kind.LEVEL_SHIFT);
        Summary summary = new Summary(
                List.of(row),
                List.of(
                        new Summary.Mean("kernels/checksum", "v3-O2", 1, 1.052, 1.0499, 1.0541),
                        new Summary.Mean("", "v3-O2", 1, 1.052, 1.0499, 1.0541)),
                List.of(new Summary.Control(Contrast.COPY, null, 1, 0, 0.0001, 0.0003, 0.0007)),
                List.of(TestRows.control(CRC32, Contrast.COPY, 1.0001, 0.0004)),
                List.of(new Warning(Warning.Kind.HOST, "the host is a virtual machine")),
                List.of(TestRows.crossCheck(CRC32, 1.049, 0.9)));
        Run run = run(List.of(CRC32), V2_V3, summary);
        List<Run.Failure> failures = List.of(new Run.Failure(EMPTY, "v3-O2", "it crashed: SIGILL"));
        return withCalibration(
                run.ended("2026-11-23T08:04:00Z", Run.Status.COMPLETE, failures, SHA256),
                TestCalibrations.calibration(2));
    }

    /** The same run on a host with that calibration. */
    public static Run withCalibration(Run run, Calibration calibration) {
        return new Run(
                run.schema(),
                run.marchmark(),
                run.id(),
                run.startedUtc(),
                run.finishedUtc(),
                run.status(),
                run.host(),
                run.settings(),
                run.variants(),
                run.workloads(),
                run.libraries(),
                run.packages(),
                run.failures(),
                run.numerics(),
                run.code(),
                run.summary(),
                run.blocksSha256(),
                calibration);
    }
}
