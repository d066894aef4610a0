// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.analysis.PublishedRun.Code;
import dev.marchmark.analysis.PublishedRun.Identity;
import dev.marchmark.analysis.PublishedRun.Row;
import dev.marchmark.model.Price;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Estimates;
import dev.marchmark.stats.GeometricMean;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the same work costs on hosts whose price is known: time times price, relative to the first of them (METHODOLOGY.md,
 * "What the same work costs").
 */
public final class WorkCosts {
    private static final double CONFIDENCE = 0.95;

    private WorkCosts() {}

    /**
     * One host's.
     *
     * @param workloads that it and the first host ran as the same libraries on the same inputs
     * @param relative below 1, cheaper than the first host; null for that one
     */
    public record Cost(String host, String compilers, Price price, int workloads, @Nullable Relative relative) {}

    /** A ratio of costs with its 95 % interval. */
    public record Relative(double cost, double low, double high) {}

    /** A priced line of a section, with the rows of the run that stands for it. */
    private record Priced(HostIndex.Line line, Price price, Map<Code, Row> rows) {}

    /** Of a section's candidate; empty where less than two of its hosts have a price and work in common. */
    public static List<Cost> of(HostIndex.Section section, List<Price> prices) {
        List<Priced> priced = section.lines().stream()
                .flatMap(line -> priced(section, line, prices).stream())
                .filter(each -> !each.rows().isEmpty())
                .toList();
        List<Cost> costs = new ArrayList<>();
        for (Priced each : priced.subList(Math.min(1, priced.size()), priced.size())) {
            relative(each, priced.get(0)).ifPresent(costs::add);
        }
        if (!costs.isEmpty()) {
            Priced first = priced.get(0);
            costs.add(
                    0,
                    new Cost(
                            first.line().host(),
                            first.line().compilers(),
                            first.price(),
                            first.rows().size(),
                            null));
        }
        return costs;
    }

    private static Optional<Priced> priced(HostIndex.Section section, HostIndex.Line line, List<Price> prices) {
        return line.all().flatMap(cell -> prices.stream()
                .filter(price -> price.host().equals(line.host()))
                .findFirst()
                .map(price -> new Priced(line, price, rows(section, cell.run()))));
    }

    private static Map<Code, Row> rows(HostIndex.Section section, PublishedRun run) {
        Map<Code, Row> rows = new LinkedHashMap<>();
        run.tables().stream()
                .filter(table -> table.compared().equals(section.compared()))
                .flatMap(table -> table.rows().stream())
                .filter(row -> row.baselineRelativeError() >= 0)
                .forEach(row -> {
                    Identity identity = row.identity();
                    if (identity != null) {
                        rows.put(identity.code(), row);
                    }
                });
        return rows;
    }

    private static Optional<Cost> relative(Priced of, Priced first) {
        List<Estimate> differences = of.rows().entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(first.rows().get(entry.getKey())).stream()
                        .map(row -> Estimates.difference(time(entry.getValue()), time(row))))
                .toList();
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        Estimate mean = GeometricMean.of(differences);
        Interval interval = mean.interval(CONFIDENCE).toRatio();
        double price = of.price().amount() / first.price().amount();
        return Optional.of(new Cost(
                of.line().host(),
                of.line().compilers(),
                of.price(),
                differences.size(),
                new Relative(price * Math.exp(mean.mean()), price * interval.low(), price * interval.high())));
    }

    /**
     * The logarithm of the candidate's time. A result has the errors of the baseline's time and of the speed-up, not what they
     * have in common: their sum is the most that the candidate's can be.
     */
    private static Estimate time(Row row) {
        double mean = Math.log(row.candidateNanos());
        double halfWidth = Math.log1p(row.baselineRelativeError()) + Math.log(row.high() / row.low()) / 2;
        return Estimates.withInterval(new Interval(mean - halfWidth, mean + halfWidth, CONFIDENCE), row.forks());
    }
}
