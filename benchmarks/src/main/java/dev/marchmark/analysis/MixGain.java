// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Mix;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Workload;
import dev.marchmark.stats.Amdahl;
import dev.marchmark.stats.Estimate;
import dev.marchmark.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a whole would gain whose time is made up as a mix says, by what a run measured (METHODOLOGY.md, "What a whole
 * gains").
 *
 * @param mix of the whole
 * @param candidate that it would be built as, instead of the run's baseline
 * @param whole null where no part of it was measured
 * @param parts in the mix's order
 */
public record MixGain(Mix mix, String candidate, @Nullable Gain whole, List<Part> parts) {
    private static final double CONFIDENCE = 0.95;
    private static final int FEWEST_FORKS = 2;

    /** Copies the list. */
    public MixGain {
        parts = List.copyOf(parts);
    }

    /**
     * A speed-up.
     *
     * @param low lower end of its 95 % interval, in which only the errors of the rows enter
     * @param high upper end
     */
    public record Gain(double speedup, double low, double high) {}

    /**
     * A part of the mix.
     *
     * @param gain null where nothing that it is like was measured
     * @param workloads that were measured
     * @param unmeasured what it is like that was not measured and so counts as no gain
     */
    public record Part(Mix.Part of, @Nullable Gain gain, int workloads, List<String> unmeasured) {
        /** Copies the list. */
        public Part {
            unmeasured = List.copyOf(unmeasured);
        }
    }

    /** The share of the whole's time that measured workloads stand for. */
    public double measuredShare() {
        return parts.stream()
                .filter(part -> !part.of().like().isEmpty())
                .mapToDouble(part -> part.of().share()
                        * (1
                                - (double) part.unmeasured().size()
                                        / part.of().like().size()))
                .sum();
    }

    /** One for each candidate of a run. */
    public static List<MixGain> of(Mix mix, Settings settings, List<ForkResult> forks) {
        List<MixGain> gains = new ArrayList<>();
        Map<String, List<ForkResult>> byWorkload = ForkResult.byWorkload(forks, false);
        for (int side = 1; side < settings.variants().size(); side++) {
            gains.add(of(mix, settings, byWorkload, side));
        }
        return gains;
    }

    private static MixGain of(Mix mix, Settings settings, Map<String, List<ForkResult>> forks, int side) {
        List<String> workloads = new ArrayList<>();
        List<Estimate> rows = new ArrayList<>();
        Precision precision = new Precision(settings);
        TableOrder order = TableOrder.of(settings, forks);
        for (String workload : settings.workloads()) {
            Row row = Row.of(Contrast.VARIANTS, side, forks.getOrDefault(workload, List.of()));
            if (row.forks().size() >= FEWEST_FORKS) {
                workloads.add(workload);
                rows.add(Allowed.of(row, precision, order).estimate());
            }
        }
        List<Amdahl.Part> whole = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Mix.Part part : mix.parts()) {
            List<Amdahl.Part> alone = new ArrayList<>();
            List<String> unmeasured = new ArrayList<>();
            for (String name : part.like()) {
                List<Integer> like = indices(workloads, name);
                if (like.isEmpty()) {
                    unmeasured.add(name);
                } else {
                    alone.add(new Amdahl.Part(1.0 / part.like().size(), like));
                    whole.add(new Amdahl.Part(part.share() / part.like().size(), like));
                }
            }
            int measured = (int) alone.stream()
                    .flatMap(each -> each.rows().stream())
                    .distinct()
                    .count();
            parts.add(new Part(part, gain(alone, rows), measured, unmeasured));
        }
        return new MixGain(mix, settings.variants().get(side), gain(whole, rows), parts);
    }

    /** Of the workload of that id, or of those of the group of that name. */
    private static List<Integer> indices(List<String> workloads, String name) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            String id = workloads.get(i);
            if (id.equals(name) || Workload.group(id).equals(name)) {
                indices.add(i);
            }
        }
        return indices;
    }

    private static @Nullable Gain gain(List<Amdahl.Part> parts, List<Estimate> rows) {
        if (parts.isEmpty()) {
            return null;
        }
        Estimate estimate = Amdahl.of(parts, rows);
        Interval ratio = estimate.interval(CONFIDENCE).toRatio();
        return new Gain(Math.exp(estimate.mean()), ratio.low(), ratio.high());
    }
}
