// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Workload;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packages of a run, that which gains most first: the run's last variant against its first, and against the one
 * before, both from the same blocks (METHODOLOGY.md, "The shortlist").
 */
public final class Shortlist {
    private static final double ALPHA = 0.05;
    private static final double EQUIVALENCE_CONFIDENCE = 0.90;
    private static final String FOLDER = Workload.PACKAGES + "/";

    private Shortlist() {}

    /** What to do with a package. */
    public enum Recommendation {
        /** It gains, by more than the margin, judged together with all packages. */
        REBUILD,
        /** It loses, likewise. */
        LOSES,
        /** The 90 % interval lies within the margin around 1. */
        NO_GAIN,
        /** None of these: more forks could tell. */
        OPEN
    }

    /**
     * A speed-up over the workloads of a package.
     *
     * @param speedup geometric mean
     * @param low lower end of the interval that holds for all packages of the list at once, at 95 % (Bonferroni)
     * @param high upper end
     */
    public record Gain(double speedup, double low, double high) {
        private static Gain of(Estimate estimate, int family) {
            Interval ratio = estimate.interval(1 - ALPHA / family).toRatio();
            return new Gain(Math.exp(estimate.mean()), ratio.low(), ratio.high());
        }
    }

    /**
     * A package.
     *
     * @param workloads of it that were measured
     * @param gain of the last variant over the first
     * @param added of the last variant over the one before, or null where the run has two only
     * @param cumulative geometric mean over all packages of the list if this one and those above it are rebuilt
     * @param cumulativeAdded the same of what the last variant adds to the one before; null where one of them has no such
     */
    public record Entry(
            SourcePackage of,
            List<String> workloads,
            Gain gain,
            @Nullable Gain added,
            Recommendation recommendation,
            Gain cumulative,
            @Nullable Gain cumulativeAdded) {}

    private record Measured(SourcePackage of, List<String> workloads, Estimate gain, @Nullable Estimate added) {
        double low(int family) {
            return gain.interval(1 - ALPHA / family).low();
        }
    }

    /** What a variant adds to another one, by the forks that have both: judged as a row whose values are their differences. */
    private record Added(Row to, Row from) {
        Allowed allowed(Precision precision, TableOrder table) {
            double share = to.precededByOthers();
            double[] plain = from.forks().stream().mapToDouble(this::logRatio).toArray();
            List<ForkResult> known =
                    from.forks().stream().filter(this::knowsOrder).toList();
            double[] effects = known.stream().mapToDouble(this::order).toArray();
            double[] own = known.stream()
                    .mapToDouble(fork -> logRatio(fork) - share * order(fork))
                    .toArray();
            return Allowed.of(
                    precision.allowing(Estimates.tOverForks(plain)),
                    Estimates.tOverForks(effects),
                    share,
                    () -> precision.allowing(Estimates.tOverForks(own)),
                    table);
        }

        private double logRatio(ForkResult fork) {
            return to.ratio(fork).logRatio() - from.ratio(fork).logRatio();
        }

        private boolean knowsOrder(ForkResult fork) {
            return to.ratio(fork).order() != null && from.ratio(fork).order() != null;
        }

        private double order(ForkResult fork) {
            return Objects.requireNonNull(to.ratio(fork).order())
                    - Objects.requireNonNull(from.ratio(fork).order());
        }
    }

    /** Those packages of a run that have a row, sorted by the lower end of what they gain. */
    public static List<Entry> of(Settings settings, List<SourcePackage> packages, List<ForkResult> forks) {
        Map<String, List<ForkResult>> byWorkload = ForkResult.byWorkload(forks, false);
        Map<String, List<String>> operations = settings.workloads().stream()
                .filter(workload -> workload.startsWith(FOLDER))
                .collect(Collectors.groupingBy(Shortlist::packageOf));
        List<Measured> measured = new ArrayList<>();
        for (SourcePackage each : packages) {
            measured(settings, each, operations.getOrDefault(each.name(), List.of()), byWorkload)
                    .ifPresent(measured::add);
        }
        int family = Math.max(1, measured.size());
        measured.sort(
                Comparator.comparingDouble((Measured each) -> each.low(family)).reversed());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Measured each = measured.get(i);
            List<Measured> rebuilt = measured.subList(0, i + 1);
            List<Estimate> added = rebuilt.stream()
                    .flatMap(of -> Stream.ofNullable(of.added()))
                    .toList();
            entries.add(new Entry(
                    each.of(),
                    each.workloads(),
                    Gain.of(each.gain(), family),
                    each.added() == null ? null : Gain.of(each.added(), family),
                    recommendation(each.gain(), family, Math.log1p(settings.marginPercent() / 100)),
                    cumulative(rebuilt.stream().map(Measured::gain).toList(), family),
                    added.size() < rebuilt.size() ? null : cumulative(added, family)));
        }
        return entries;
    }

    private static Gain cumulative(List<Estimate> rebuilt, int family) {
        return Gain.of(shared(GeometricMean.of(rebuilt), (double) rebuilt.size() / family), 1);
    }

    /** A mean over a share of the packages as one over all of them, the others' being 0 and known. */
    private static Estimate shared(Estimate mean, double share) {
        return new Estimate(share * mean.mean(), share * mean.standardError(), mean.degreesOfFreedom(), mean.count());
    }

    /** The name of a workload's package; empty where the id has none. */
    private static String packageOf(String workload) {
        int end = workload.indexOf('/', FOLDER.length());
        return end < 0 ? "" : workload.substring(FOLDER.length(), end);
    }

    private static Optional<Measured> measured(
            Settings settings, SourcePackage each, List<String> operations, Map<String, List<ForkResult>> forks) {
        int last = settings.variants().size() - 1;
        Precision precision = new Precision(settings);
        TableOrder order = TableOrder.of(settings, forks);
        List<String> workloads = new ArrayList<>();
        List<Estimate> gains = new ArrayList<>();
        List<Estimate> added = new ArrayList<>();
        for (String workload : operations) {
            Row row = Row.of(Contrast.VARIANTS, last, forks.getOrDefault(workload, List.of()));
            if (row.forks().size() < 2) {
                continue;
            }
            workloads.add(workload);
            gains.add(Allowed.of(row, precision, order).estimate());
            Row before = Row.of(Contrast.VARIANTS, last - 1, row.forks());
            if (last > 1 && before.forks().size() >= 2) {
                added.add(new Added(row, before).allowed(precision, order).estimate());
            }
        }
        return workloads.isEmpty()
                ? Optional.empty()
                : Optional.of(new Measured(
                        each, workloads, GeometricMean.of(gains), added.isEmpty() ? null : GeometricMean.of(added)));
    }

    private static Recommendation recommendation(Estimate gain, int family, double margin) {
        Interval together = gain.interval(1 - ALPHA / family);
        if (gain.interval(EQUIVALENCE_CONFIDENCE).insideOf(margin)) {
            return Recommendation.NO_GAIN;
        }
        if (together.low() > 0 && gain.mean() > margin) {
            return Recommendation.REBUILD;
        }
        return together.high() < 0 && gain.mean() < -margin ? Recommendation.LOSES : Recommendation.OPEN;
    }
}
