// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.store.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs on made-up hosts, small and whole: their summaries follow from their forks, which are drawn. */
public final class HostRuns {
    public static final List<String> WORKLOADS =
            List.of("kernels/bits/popcount", "kernels/checksum/crc32", "kernels/checksum/adler32");
    private static final List<String> VARIANTS = List.of("v2-O2", "v3-O2");
    private static final int FORKS = 5;
    private static final double NOISE = 0.002;

    private final String host;
    private final String id;
    private List<String> workloads = WORKLOADS;
    private String profile = "standard";
    private String compiler = "gcc (Debian 12.2.0-14+deb12u1) 12.2.0";
    private String libraries = "a";
    private double effect = 0.05;
    private double copies;
    private int memoryGib = 8;
    private boolean emulated;

    /** A standard run; the number makes its id and its draws. */
    public HostRuns(String host, int number) {
        this.host = host;
        this.id = String.format(java.util.Locale.ROOT, "20261201T%06dZ-c0ffee", number);
    }

    public HostRuns of(List<String> measured) {
        workloads = measured;
        return this;
    }

    public HostRuns profile(String label) {
        profile = label;
        return this;
    }

    public HostRuns compiler(String version) {
        compiler = version;
        return this;
    }

    /** Libraries of another name have other hashes. */
    public HostRuns libraries(String name) {
        libraries = name;
        return this;
    }

    /** The true log ratio of every row. */
    public HostRuns effect(double logRatio) {
        effect = logRatio;
        return this;
    }

    /** The log ratio that copies of one library seem to have. */
    public HostRuns copies(double logRatio) {
        copies = logRatio;
        return this;
    }

    public HostRuns memoryGib(int gib) {
        memoryGib = gib;
        return this;
    }

    public HostRuns emulated() {
        emulated = true;
        return this;
    }

    /** The run, complete. */
    public Run run() {
        return run(forks(), "0".repeat(64));
    }

    /** As the index takes it. */
    public PublishedRun published() {
        return published(run());
    }

    public static PublishedRun published(Run run) {
        Summary summary = run.summary();
        if (summary == null) {
            throw new IllegalArgumentException("no summary");
        }
        return PublishedRun.of(run, summary);
    }

    /** Writes it with its forks below a folder of results; returns its own. */
    public Path write(Path results) {
        RunFolder folder = RunFolder.create(results.resolve(host).resolve(id));
        List<ForkResult> forks = forks();
        forks.forEach(fork -> folder.append(fork, List.of()));
        folder.write(run(forks, folder.blocksSha256()));
        return folder.path();
    }

    private Run run(List<ForkResult> forks, String archiveSha256) {
        Settings settings =
                new Settings(workloads, VARIANTS, "small", profile, FORKS, 50, 200, 2, 0.5, id.hashCode(), 0);
        List<Run.WorkloadFacts> facts = workloads.stream()
                .map(workload -> new Run.WorkloadFacts(
                        workload,
                        sha256("reference of " + workload),
                        "what it does",
                        "byte",
                        4096,
                        16_384,
                        64,
                        16_384,
                        List.of()))
                .toList();
        Run started = new Run(
                Run.SCHEMA,
                "0.1.0",
                id,
                "2026-12-01T08:01:00Z",
                null,
                Run.Status.STARTED,
                host(),
                settings,
                VARIANTS.stream().map(this::variant).toList(),
                facts,
                libraries(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
        return started.ended("2026-12-01T08:04:00Z", Run.Status.COMPLETE, List.of(), archiveSha256)
                .withSummary(Analysis.summarise(settings, facts, List.of(), forks, List.of()));
    }

    private Host host() {
        return new Host(
                host,
                new Host.Processor(
                        "AuthenticAMD",
                        "AMD EPYC",
                        "0x19",
                        "0x1",
                        "0x1",
                        3,
                        false,
                        2,
                        2,
                        null,
                        1,
                        32_768L,
                        524_288L,
                        null,
                        null),
                new Host.Platform("KVMKVMKVM", null, emulated, memoryGib, null, null),
                new Host.Settings(null, null, null, "tsc", "madvise", "full", 2, false),
                new Host.Software(
                        "Debian GNU/Linux 12 (bookworm)", "6.1.0", "2.36", "OpenJDK 64-Bit Server VM", "17.0.15"));
    }

    private Variant variant(String name) {
        return new Variant(
                name, name.charAt(1) - '0', "gcc", compiler, "-march=x86-64-" + name.substring(0, 2), null, null);
    }

    private List<Run.LibraryFacts> libraries() {
        List<Run.LibraryFacts> facts = new ArrayList<>();
        for (String workload : workloads) {
            for (String variant : VARIANTS) {
                for (int layout = 0; layout < 8; layout++) {
                    String name = libraries + workload + variant + layout;
                    facts.add(new Run.LibraryFacts(
                            workload, variant, Integer.toString(layout), sha256(name), 512, List.of()));
                }
            }
        }
        return facts;
    }

    /** As good as one, for who only asks whether two are equal. */
    private static String sha256(String of) {
        return String.format(java.util.Locale.ROOT, "%016x", of.hashCode() * 2_654_435_761L)
                .repeat(4);
    }

    private List<ForkResult> forks() {
        Random random = new Random(id.hashCode());
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            for (String workload : workloads) {
                forks.add(fork(workload, fork, random));
            }
        }
        return forks;
    }

    private ForkResult fork(String workload, int number, Random random) {
        return new ForkResult(
                workload,
                "small",
                number,
                "2026-12-01T08:02:00Z",
                0.875,
                List.of(List.of(0, 5), List.of(3, 1), List.of(7, 2)),
                List.of(16 * (number % 4), 1040),
                16,
                random.nextLong(),
                random.nextLong(),
                List.of(
                        ratio(Contrast.VARIANTS, effect, random),
                        ratio(Contrast.COPY, copies, random),
                        ratio(Contrast.RELINKED, 0, random)),
                List.of(new ForkResult.Time(0, 16_384.5), new ForkResult.Time(1, 16_384.5 * Math.exp(-effect))),
                List.of(new ForkResult.LevelShift(0, 2, 3, 0.00095), new ForkResult.LevelShift(1, 2, 3, 0.00095)),
                new ForkResult.Noise(96, 2, 3, 1, 250, 0, 5120.5, 0.002, 0.01, null, null));
    }

    private static ForkResult.Ratio ratio(Contrast contrast, double logRatio, Random random) {
        List<Double> cells =
                List.of(logRatio + NOISE * random.nextGaussian(), logRatio + NOISE * random.nextGaussian());
        return new ForkResult.Ratio(contrast, 1, 40, 2, 0.0015, List.of(0, 1), cells, cells.get(0), null);
    }
}
