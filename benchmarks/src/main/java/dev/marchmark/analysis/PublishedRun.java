// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Family;
import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import dev.marchmark.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the index over all hosts takes of a complete run.
 *
 * @param folder of the run, below that of all results
 * @param firstLook a quick run, which no table to publish is made of
 * @param controlsDiffer more of its copies than chance explains
 * @param method by which it measured, where that is known
 */
public record PublishedRun(
        String folder,
        String host,
        String id,
        String profile,
        boolean firstLook,
        boolean controlsDiffer,
        Optional<Integer> method,
        List<Table> tables) {
    private static final List<String> KINDS = List.of(Workload.KERNELS, Workload.PACKAGES);
    private static final int FEWEST_FORKS = 2;

    /** Copies the list. */
    public PublishedRun {
        tables = List.copyOf(tables);
    }

    /**
     * What is compared: a section of the index each. Packages come first, as they are what is rebuilt, and of candidates
     * that of the highest level (DECISIONS.md, D92).
     */
    public record Compared(String kind, String baseline, String candidate, String size)
            implements Comparable<Compared> {
        private static final Comparator<Compared> ORDER = Comparator.comparing(
                        (Compared of) -> of.kind().equals(Workload.KERNELS))
                .thenComparing(Compared::baseline)
                .thenComparing(Comparator.comparing(Compared::candidate).reversed())
                .thenComparing(Compared::size);

        @Override
        public int compareTo(Compared other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The rows of one candidate.
     *
     * @param compilers of both variants, once where they are the same
     * @param means over the groups that have a row, and over all rows
     */
    public record Table(Compared compared, String compilers, List<Summary.Mean> means, List<Row> rows) {
        /** Copies the lists. */
        public Table {
            means = List.copyOf(means);
            rows = List.copyOf(rows);
        }

        /** That over a group; of an empty name over all. */
        public Optional<Summary.Mean> mean(String group) {
            return means.stream().filter(mean -> mean.group().equals(group)).findFirst();
        }
    }

    /**
     * One workload.
     *
     * @param forks that it rests on
     * @param low lower end of the 95 % interval of the speed-up
     * @param high upper end
     * @param candidateNanos time of one run of the candidate
     * @param baselineRelativeError half width of the 95 % interval of the baseline's time, as a fraction
     * @param identity what rows that are merged have in common; null where the result does not tell its method, or
     *     where it must not be merged
     */
    public record Row(
            String workload,
            String group,
            int forks,
            double speedup,
            double low,
            double high,
            double candidateNanos,
            double baselineRelativeError,
            Verdict verdict,
            @Nullable Identity identity) {}

    /** The same machine type, and the same work on it. */
    record Identity(MachineType type, Code code) {}

    /**
     * The same code, inputs and method.
     *
     * @param reference SHA-256 of the library that generates the inputs, with their number and length
     * @param libraries SHA-256 of all layouts of both variants, sorted
     */
    record Code(Compared compared, int method, String workload, String reference, List<String> libraries) {}

    /** What two machines of one type have in common, as far as a result tells. */
    record MachineType(
            String host,
            @Nullable String brand,
            @Nullable String family,
            @Nullable String model,
            @Nullable String stepping,
            int level,
            @Nullable String hypervisor,
            @Nullable Integer cpus,
            @Nullable Integer memoryGib,
            @Nullable String provider,
            @Nullable String vmType) {
        static MachineType of(Host host) {
            Host.Cloud cloud = host.platform().cloud();
            return new MachineType(
                    host.name(),
                    host.cpu().brand(),
                    host.cpu().family(),
                    host.cpu().model(),
                    host.cpu().stepping(),
                    host.cpu().level(),
                    host.platform().hypervisor(),
                    host.cpu().cpusOnline(),
                    host.platform().memoryGib(),
                    cloud == null ? null : cloud.provider(),
                    cloud == null ? null : cloud.vmType());
        }
    }

    /**
     * Of a complete run.
     *
     * @throws IllegalArgumentException naming a row whose numbers can't be
     */
    public static PublishedRun of(Run run, Summary summary) {
        List<Table> tables = new ArrayList<>();
        Settings settings = run.settings();
        for (String candidate :
                settings.variants().subList(1, settings.variants().size())) {
            for (String kind : KINDS) {
                Compared compared = new Compared(kind, settings.variants().get(0), candidate, settings.size());
                List<Row> rows = rows(run, summary, compared);
                if (!rows.isEmpty()) {
                    tables.add(new Table(compared, compilers(run, compared), means(summary, candidate, rows), rows));
                }
            }
        }
        return new PublishedRun(
                run.host().name() + "/" + run.id(),
                run.host().name(),
                run.id(),
                settings.profile(),
                Family.of(settings) == Family.EXPLORATORY,
                summary.warnings().stream().anyMatch(warning -> warning.kind() == Warning.Kind.CONTROL),
                run.methodNumber(),
                tables);
    }

    private static List<Row> rows(Run run, Summary summary, Compared compared) {
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, Run.WorkloadFacts> facts =
                run.workloads().stream().collect(Collectors.toMap(Run.WorkloadFacts::id, Function.identity()));
        for (Comparison row : summary.comparisons()) {
            if (!row.candidate().equals(compared.candidate())
                    || !Workload.kind(row.workload()).equals(compared.kind())) {
                continue;
            }
            boolean ordered = 0 < row.low() && row.low() <= row.speedup() && row.speedup() <= row.high();
            if (!ordered || Double.isInfinite(row.high()) || !seen.add(row.workload())) {
                throw new IllegalArgumentException("the row of " + row.workload()
                        + (ordered ? " is there twice or reaches everywhere" : " has a speed-up outside its interval"));
            }
            rows.add(new Row(
                    row.workload(),
                    Workload.group(row.workload()),
                    row.forks(),
                    row.speedup(),
                    row.low(),
                    row.high(),
                    row.candidateNanos(),
                    row.baselineNanosRelativeError(),
                    row.verdict(),
                    row.forks() < FEWEST_FORKS
                            ? null
                            : identity(run, compared, row.workload(), facts.get(row.workload()))));
        }
        return rows;
    }

    private static @Nullable Identity identity(
            Run run, Compared compared, String workload, Run.@Nullable WorkloadFacts of) {
        List<String> libraries = Stream.of(compared.baseline(), compared.candidate())
                .flatMap(variant -> run.libraries(workload, variant).stream())
                .map(library -> library.variant() + " " + library.layout() + " " + library.sha256())
                .sorted()
                .toList();
        boolean firstLook = Family.of(run.settings()) == Family.EXPLORATORY;
        if (firstLook || of == null || libraries.isEmpty() || run.methodNumber().isEmpty()) {
            return null;
        }
        return new Identity(
                MachineType.of(run.host()),
                new Code(
                        compared,
                        run.methodNumber().get(),
                        workload,
                        of.referenceSha256() + " " + of.n() + " " + of.instances() + " " + of.bytesPerRun(),
                        libraries));
    }

    private static String compilers(Run run, Compared compared) {
        return run.variants().stream()
                .filter(variant ->
                        List.of(compared.baseline(), compared.candidate()).contains(variant.name()))
                .map(Variant::compilerVersion)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The stored ones; a group's name comes from a workload's id, not from what the result calls it. */
    private static List<Summary.Mean> means(Summary summary, String candidate, List<Row> rows) {
        Set<String> groups = rows.stream().map(Row::group).collect(Collectors.toCollection(HashSet::new));
        groups.add("");
        return summary.means().stream()
                .filter(mean -> mean.candidate().equals(candidate) && groups.contains(mean.group()))
                .filter(mean -> !mean.group().isEmpty() || mean.rows() == rows.size())
                .filter(mean -> 0 < mean.low() && mean.low() <= mean.speedup() && mean.speedup() <= mean.high())
                .toList();
    }
}
