// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Forks of one workload whose numbers a test can choose: without a choice everything takes 1000 ns and is quiet. */
final class TestForks {
    private final String workload;
    private final int count;
    private final List<Series> series = new ArrayList<>();
    private final List<Times> times = new ArrayList<>();
    private int disturbed;
    private double[] orderEffects = {};

    private record Series(Contrast contrast, int side, List<Double> logRatios) {}

    private record Times(int side, int sliceMillis, List<Double> nanos) {}

    TestForks(String workload, int count) {
        this.workload = workload;
        this.count = count;
    }

    /** Forks of a workload with these log ratios of the only candidate. */
    static TestForks of(String workload, double... logRatios) {
        return new TestForks(workload, logRatios.length).with(Contrast.VARIANTS, 1, logRatios);
    }

    /** One log ratio for each fork. */
    TestForks with(Contrast contrast, int side, double... logRatios) {
        series.add(new Series(contrast, side, Arrays.stream(logRatios).boxed().toList()));
        return this;
    }

    /** One time for each fork. */
    TestForks taking(int side, int sliceMillis, double... nanos) {
        times.add(new Times(side, sliceMillis, Arrays.stream(nanos).boxed().toList()));
        return this;
    }

    /** What order does to the log ratios of all of them, by fork. */
    TestForks ordered(double... effects) {
        orderEffects = effects;
        return this;
    }

    /** Of 100 blocks of each fork. */
    TestForks disturbed(int blocks) {
        disturbed = blocks;
        return this;
    }

    List<ForkResult> list() {
        List<ForkResult> forks = new ArrayList<>();
        for (int fork = 0; fork < count; fork++) {
            List<ForkResult.Ratio> ratios = new ArrayList<>();
            for (Series of : series) {
                ForkResult.Ratio ratio =
                        ratio(of.contrast(), of.side(), 40, 2, of.logRatios().get(fork));
                ratios.add(orderEffects.length == 0 ? ratio : with(ratio, orderEffects[fork]));
            }
            for (Contrast control : List.of(Contrast.COPY, Contrast.RELINKED)) {
                if (series.stream().noneMatch(of -> of.contrast() == control)) {
                    ratios.add(ratio(control, 1, 10, 0, 0));
                }
            }
            List<ForkResult.Time> taken = new ArrayList<>();
            for (int side = 0; side < 3; side++) {
                int wanted = side;
                if (times.stream().noneMatch(time -> time.side() == wanted && time.sliceMillis() == 0)) {
                    taken.add(new ForkResult.Time(side, 1000));
                }
            }
            for (Times of : times) {
                if (of.sliceMillis() == 0) {
                    taken.add(new ForkResult.Time(of.side(), of.nanos().get(fork)));
                }
            }
            forks.add(fork(
                    workload,
                    fork,
                    ratios,
                    taken,
                    shifts(fork, taken),
                    new ForkResult.Noise(100, disturbed, disturbed, 0, 0, 0, 5000, 0.001, 0.0, 0.0, null)));
        }
        return forks;
    }

    private List<ForkResult.LevelShift> shifts(int fork, List<ForkResult.Time> ordinary) {
        List<ForkResult.LevelShift> shifts = new ArrayList<>();
        for (Times of : times) {
            if (of.sliceMillis() > 0) {
                double base = ordinary.stream()
                        .filter(time -> time.side() == of.side())
                        .mapToDouble(ForkResult.Time::nanosPerCall)
                        .findFirst()
                        .orElseThrow();
                shifts.add(new ForkResult.LevelShift(
                        of.side(), of.sliceMillis(), 3, Math.log(of.nanos().get(fork) / base)));
            }
        }
        return shifts;
    }

    private static ForkResult.Ratio with(ForkResult.Ratio ratio, double order) {
        return new ForkResult.Ratio(
                ratio.contrast(),
                ratio.side(),
                ratio.blocks(),
                ratio.dropped(),
                ratio.spread(),
                ratio.cells(),
                ratio.logRatios(),
                ratio.unfiltered(),
                order);
    }

    static ForkResult.Ratio ratio(Contrast contrast, int side, int blocks, int dropped, double logRatio) {
        return new ForkResult.Ratio(
                contrast, side, blocks, dropped, 0.001, List.of(0), List.of(logRatio), logRatio, null);
    }

    static ForkResult fork(
            String workload,
            int number,
            List<ForkResult.Ratio> ratios,
            List<ForkResult.Time> times,
            List<ForkResult.LevelShift> levelShifts,
            ForkResult.Noise noise) {
        ForkResult like = TestBlocks.fork(workload, number);
        return new ForkResult(
                workload,
                like.size(),
                number,
                like.startedUtc(),
                like.seconds(),
                layouts(like, ratios),
                like.offsets(),
                like.stackShift(),
                like.dataSeed(),
                like.blockSeed(),
                ratios,
                times,
                levelShifts,
                noise);
    }

    /** Those of {@code like}, again and again, for as many cells as the ratios have, if those are more. */
    private static List<List<Integer>> layouts(ForkResult like, List<ForkResult.Ratio> ratios) {
        int cells = ratios.stream()
                .flatMap(ratio -> ratio.cells().stream())
                .mapToInt(cell -> cell + 1)
                .max()
                .orElse(1);
        return like.layouts().stream()
                .map(drawn -> IntStream.range(0, Math.max(cells, drawn.size()))
                        .mapToObj(cell -> drawn.get(cell % drawn.size()))
                        .toList())
                .toList();
    }

    /** What a run of v2-O2 against v3-O2 that asked for three forks a row comes to. */
    static Summary summarise(TestForks... workloads) {
        return summarise(TestRuns.V2_V3, workloads);
    }

    static Summary summarise(List<String> variants, TestForks... workloads) {
        List<String> ids = Arrays.stream(workloads).map(of -> of.workload).toList();
        return summarise(TestRuns.settings(ids, variants, 3), workloads);
    }

    static Summary summarise(Settings settings, TestForks... workloads) {
        return summarise(settings, List.of(), workloads);
    }

    static Summary summarise(Settings settings, List<Run.Code> code, TestForks... workloads) {
        List<Run.WorkloadFacts> facts =
                settings.workloads().stream().map(TestRuns::workload).toList();
        List<ForkResult> forks =
                Arrays.stream(workloads).flatMap(of -> of.list().stream()).toList();
        return Analysis.summarise(settings, facts, code, forks, List.of());
    }
}
