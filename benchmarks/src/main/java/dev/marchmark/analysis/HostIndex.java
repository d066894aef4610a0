// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.analysis.PublishedRun.Compared;
import dev.marchmark.analysis.PublishedRun.Identity;
import dev.marchmark.analysis.PublishedRun.Row;
import dev.marchmark.analysis.PublishedRun.Table;
import dev.marchmark.model.Summary;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Interval;
import dev.marchmark.stats.RandomEffects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All published runs side by side (METHODOLOGY.md, "Many hosts"). Everything in it is sorted by name. */
public final class HostIndex {
    private static final double CONFIDENCE = 0.95;
    private static final String ALL = "";
    // All forks of a row may agree to the last bit; no clock tells so much.
    private static final double SMALLEST_ERROR = 1e-9;

    private HostIndex() {}

    /**
     * What compares the same two variants at one size.
     *
     * @param groups that any host has a row of
     */
    public record Section(Compared compared, List<String> groups, List<Line> lines, List<Forest> forests) {}

    /**
     * One host and what it was built by.
     *
     * @param cells the first one over all, then one for each group of the section; empty where the host has no row of it
     */
    public record Line(String host, String compilers, List<Optional<Cell>> cells) {
        /** The cell over all groups. */
        public Optional<Cell> all() {
            return cells.get(0);
        }
    }

    /**
     * A group's geometric mean.
     *
     * @param run that is shown for it
     * @param mean in that run
     * @param merged over all runs of the same work on machines of its type; null where they are too few to be merged
     */
    public record Cell(PublishedRun run, Summary.Mean mean, @Nullable RandomEffects merged) {
        /** Above 1, the candidate is faster. */
        public double speedup() {
            return merged == null ? mean.speedup() : Math.exp(merged.mean());
        }

        /** Lower end of the 95 % interval: of what is merged, for the mean of machines of the type. */
        public double low() {
            return merged == null
                    ? mean.low()
                    : merged.interval(CONFIDENCE).toRatio().low();
        }

        /** Upper end. */
        public double high() {
            return merged == null
                    ? mean.high()
                    : merged.interval(CONFIDENCE).toRatio().high();
        }
    }

    /** One workload on all hosts. */
    public record Forest(String workload, String group, List<HostRows> hosts) {}

    /**
     * One workload on one host, built by the same compilers.
     *
     * @param rows a row a run, oldest first; of first looks only where there is nothing else
     * @param merged those of them that may be merged, if they are enough; several where libraries or methods differ
     */
    public record HostRows(String host, String compilers, List<Measured> rows, List<RandomEffects> merged) {}

    /** A run's row. */
    public record Measured(PublishedRun run, Row row) {}

    /** A host, and what its code was compiled by. */
    private record Place(String host, String compilers) {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::host).thenComparing(Place::compilers);
    }

    /** A row where it was measured. */
    private record Placed(Place place, Measured measured) {}

    /** One candidate of one run. */
    private record Entry(PublishedRun run, Table table) {
        Place place() {
            return new Place(run.host(), table.compilers());
        }

        private List<Row> rows(String group) {
            return table.rows().stream()
                    .filter(row -> group.equals(ALL) || row.group().equals(group))
                    .toList();
        }

        /** What a group's rows are, where all of them may be merged with others of the same; else empty. */
        Set<Identity> work(String group) {
            List<Row> rows = rows(group);
            Set<Identity> work = rows.stream()
                    .flatMap(row -> Optional.ofNullable(row.identity()).stream())
                    .collect(Collectors.toSet());
            return work.size() == rows.size() ? work : Set.of();
        }

        Estimate mean(String group) {
            return GeometricMean.of(
                    rows(group).stream().map(HostIndex::estimate).toList());
        }
    }

    /** The index of these runs. */
    public static List<Section> of(List<PublishedRun> runs) {
        Map<Compared, List<Entry>> byComparison = new TreeMap<>();
        for (PublishedRun run : runs) {
            for (Table table : run.tables()) {
                byComparison
                        .computeIfAbsent(table.compared(), any -> new ArrayList<>())
                        .add(new Entry(run, table));
            }
        }
        List<Section> sections = new ArrayList<>();
        byComparison.forEach((compared, entries) -> sections.add(section(compared, entries)));
        return sections;
    }

    private static Section section(Compared compared, List<Entry> entries) {
        TreeSet<String> groups = entries.stream()
                .flatMap(entry -> entry.table().rows().stream().map(Row::group))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> columns = new ArrayList<>(List.of(ALL));
        columns.addAll(groups);
        List<Line> lines = new ArrayList<>();
        byPlace(entries, Entry::place)
                .forEach((place, of) -> lines.add(new Line(
                        place.host(),
                        place.compilers(),
                        columns.stream().map(group -> shown(of, group)).toList())));
        return new Section(compared, List.copyOf(groups), lines, forests(entries));
    }

    private static <T> Map<Place, List<T>> byPlace(List<T> all, Function<T, Place> place) {
        return all.stream()
                .collect(Collectors.groupingBy(place, () -> new TreeMap<>(Place.ORDER), Collectors.toList()));
    }

    /** Of the runs on one host: no first look where there is another one, then the newest method, most workloads, newest run. */
    private static Optional<Cell> shown(List<Entry> entries, String group) {
        return entries.stream()
                .flatMap(entry -> entry.table().mean(group).map(mean -> new Cell(entry.run(), mean, null)).stream())
                .max(Comparator.comparing((Cell cell) -> !cell.run().firstLook())
                        .thenComparing(cell -> cell.run().method().orElse(0))
                        .thenComparing(cell -> cell.mean().rows())
                        .thenComparing(cell -> cell.run().id()))
                .map(cell -> new Cell(cell.run(), cell.mean(), merged(cell.run(), entries, group)));
    }

    /** A run's mean over a group, with those of the same work on machines of the same type. */
    private static @Nullable RandomEffects merged(PublishedRun run, List<Entry> entries, String group) {
        if (entries.size() < RandomEffects.FEWEST) {
            return null;
        }
        Set<Identity> work = entries.stream()
                .filter(entry -> entry.run().folder().equals(run.folder()))
                .findFirst()
                .map(entry -> entry.work(group))
                .orElse(Set.of());
        List<Estimate> means = entries.stream()
                .filter(entry -> !work.isEmpty() && entry.work(group).equals(work))
                .sorted(Comparator.comparing(entry -> entry.run().id()))
                .map(entry -> entry.mean(group))
                .toList();
        return means.size() < RandomEffects.FEWEST ? null : merged(means);
    }

    private static List<Forest> forests(List<Entry> entries) {
        Map<String, List<Placed>> byWorkload = new TreeMap<>();
        for (Entry entry : entries) {
            for (Row row : entry.table().rows()) {
                byWorkload
                        .computeIfAbsent(row.workload(), any -> new ArrayList<>())
                        .add(new Placed(entry.place(), new Measured(entry.run(), row)));
            }
        }
        List<Forest> forests = new ArrayList<>();
        byWorkload.forEach((workload, placed) -> {
            List<HostRows> hosts = new ArrayList<>();
            byPlace(placed, Placed::place)
                    .forEach((place, of) -> hosts.add(
                            hostRows(place, of.stream().map(Placed::measured).toList())));
            forests.add(new Forest(workload, placed.get(0).measured().row().group(), hosts));
        });
        return forests;
    }

    private static HostRows hostRows(Place place, List<Measured> all) {
        boolean published = all.stream().anyMatch(each -> !each.run().firstLook());
        List<Measured> rows = all.stream()
                .filter(each -> !(published && each.run().firstLook()))
                .sorted(Comparator.comparing(each -> each.run().id()))
                .toList();
        Map<Identity, List<Row>> alike = new LinkedHashMap<>();
        for (Measured each : rows) {
            Identity identity = each.row().identity();
            if (identity != null) {
                alike.computeIfAbsent(identity, any -> new ArrayList<>()).add(each.row());
            }
        }
        List<RandomEffects> merged = alike.values().stream()
                .filter(of -> of.size() >= RandomEffects.FEWEST)
                .map(of -> merged(of.stream().map(HostIndex::estimate).toList()))
                .toList();
        return new HostRows(place.host(), place.compilers(), rows, merged);
    }

    private static Estimate estimate(Row row) {
        Estimate width = Estimates.withInterval(
                new Interval(Math.log(row.low()), Math.log(row.high()), CONFIDENCE), row.forks());
        return new Estimate(Math.log(row.speedup()), width.standardError(), width.degreesOfFreedom(), row.forks());
    }

    private static RandomEffects merged(List<Estimate> estimates) {
        return RandomEffects.of(
                estimates.stream().mapToDouble(Estimate::mean).toArray(),
                estimates.stream()
                        .mapToDouble(estimate -> Math.max(SMALLEST_ERROR, estimate.standardError()))
                        .toArray());
    }
}
