// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.analysis.Shortlist.Recommendation;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Dispatch;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortlistTest {
    private static final List<String> VARIANTS = List.of("v1-package", "v2-package", "v3-package");
    private static final int FORKS = 30;

    private final Random random = new Random(7);
    private final List<String> workloads = new ArrayList<>();
    private final List<ForkResult> forks = new ArrayList<>();
    private final List<SourcePackage> packages = new ArrayList<>();

    private void measured(String name, double... gains) {
        packages.add(new SourcePackage(name, name, "1.0-1", "Zlib", Dispatch.NONE, true, List.of()));
        for (int i = 0; i < gains.length; i++) {
            String workload = "packages/" + name + "/operation-" + i;
            workloads.add(workload);
            for (int fork = 0; fork < FORKS; fork++) {
                // What forks have in common for both variants cancels between them.
                double common = 0.01 * random.nextGaussian();
                double v2 = 0.004 + common + 0.0005 * random.nextGaussian();
                forks.add(fork(workload, fork, v2, gains[i] + common + 0.0005 * random.nextGaussian()));
            }
        }
    }

    private static ForkResult fork(String workload, int number, double v2, double v3) {
        ForkResult of = TestBlocks.fork(workload, number);
        return new ForkResult(
                workload,
                of.size(),
                number,
                of.startedUtc(),
                of.seconds(),
                of.layouts(),
                of.offsets(),
                of.stackShift(),
                of.dataSeed(),
                of.blockSeed(),
                List.of(ratio(1, v2), ratio(2, v3)),
                of.times(),
                of.levelShifts(),
                of.noise(),
                of.aligned());
    }

    private static ForkResult.Ratio ratio(int side, double value) {
        return new ForkResult.Ratio(Contrast.VARIANTS, side, 80, 0, 0.001, List.of(0), List.of(value), value, null);
    }

    private List<Shortlist.Entry> list() {
        Settings settings = TestRuns.settings(workloads, VARIANTS, FORKS);
        return Shortlist.of(settings, packages, forks);
    }

    @Test
    void whatSurelyGainsMostComesFirst() {
        measured("nothing", 0.0, 0.0001);
        measured("loses", -0.05);
        measured("gains", 0.08, 0.06);
        measured("gains-little", 0.03);
        assertThat(list())
                .extracting(entry -> entry.of().name(), Shortlist.Entry::recommendation)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gains", Recommendation.REBUILD),
                        org.assertj.core.groups.Tuple.tuple("gains-little", Recommendation.REBUILD),
                        org.assertj.core.groups.Tuple.tuple("nothing", Recommendation.NO_GAIN),
                        org.assertj.core.groups.Tuple.tuple("loses", Recommendation.LOSES));
    }

    @Test
    void theLastVariantIsComparedWithTheOneBeforeInTheSameBlocks() {
        measured("gains", 0.08, 0.06);
        Shortlist.Entry entry = list().get(0);
        assertThat(Math.log(entry.gain().speedup())).isCloseTo(0.07, within(0.005));
        Shortlist.Gain added = entry.added();
        if (added == null) {
            throw new AssertionError("nothing added");
        }
        assertThat(Math.log(added.speedup())).isCloseTo(0.066, within(0.0005));
        assertThat(added.high() - added.low())
                .as("what forks have in common cancels")
                .isLessThan((entry.gain().high() - entry.gain().low()) / 5);
    }

    @Test
    void rebuildingAllGivesTheMeanOfAll() {
        measured("gains", 0.08);
        measured("nothing", 0.0);
        measured("gains-little", 0.04);
        List<Shortlist.Entry> list = list();
        double all = list.stream()
                .mapToDouble(entry -> Math.log(entry.gain().speedup()))
                .average()
                .orElseThrow();
        assertThat(Math.log(list.get(2).cumulative().speedup())).isCloseTo(all, within(1e-12));
        double added = list.stream()
                .mapToDouble(
                        entry -> Math.log(Objects.requireNonNull(entry.added()).speedup()))
                .average()
                .orElseThrow();
        assertThat(Math.log(
                        Objects.requireNonNull(list.get(2).cumulativeAdded()).speedup()))
                .isCloseTo(added, within(1e-12));
        assertThat(Math.log(list.get(0).cumulative().speedup()))
                .as("the others stay as they are")
                .isCloseTo(Math.log(list.get(0).gain().speedup()) / 3, within(1e-12));
    }

    @Test
    void aPackageWithoutRowsIsNotListed() {
        measured("gains", 0.08);
        packages.add(new SourcePackage("other", "other", "", "MIT", Dispatch.NONE, null, List.of()));
        assertThat(list()).hasSize(1);
    }
}
