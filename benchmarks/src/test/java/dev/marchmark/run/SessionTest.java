// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.analysis.Precision;
import dev.marchmark.build.PlantedNative;
import dev.marchmark.host.CpuIdentity;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoredBlocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course of a run: what fails, what is stored when, where it ends and goes on. */
@Tag("slow")
class SessionTest extends RealForks {
    private static final String EMPTY = "kernels/control/empty";

    SessionTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void crashInTheFirstForkOfAllDoesNotEndTheRun() {
        RunFolder folder = folder(List.of(CRASHES), 2, 50, 1);
        Run run = session(new Watcher(0), CRASHES).measure(folder, List.of());
        assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
        assertThat(run.failures()).extracting(Run.Failure::workload).containsExactly(CRASHES);
        assertThat(folder.forks()).isEmpty();
    }

    @Test
    void stoppedRunIsInterruptedAndGoesOnWithExactlyTheMissingForks() {
        RunFolder folder = folder(List.of(CRC32, EMPTY), 4, 50, 9);
        Watcher stopsInTheFourthFork = new Watcher(4);
        Warning load = new Warning(Warning.Kind.HOST, "load: 9 over the last minute, on 2 CPUs");
        Warning unlike = new Warning(Warning.Kind.PACKAGE, "package zlib 1:1.2.13 is not reproduced");
        Run stopped = session(stopsInTheFourthFork, CRC32, EMPTY).measure(folder, List.of(load, unlike));
        assertThat(stopped.status()).isEqualTo(Run.Status.INTERRUPTED);
        assertThat(stopped.failures()).isEmpty();
        assertThat(stopsInTheFourthFork.announced).isEqualTo(8);
        List<ForkResult> done = folder.forks();
        assertThat(done).hasSize(3);
        assertThat(done.subList(0, 2))
                .as("round over the rows")
                .extracting(ForkResult::fork)
                .containsOnly(0);

        Watcher watcher = new Watcher(0);
        Run finished = session(watcher, CRC32, EMPTY).measure(folder, List.of());
        assertThat(finished.status()).isEqualTo(Run.Status.COMPLETE);
        assertThat(Objects.requireNonNull(finished.summary()).warnings()).contains(load, unlike);
        assertThat(watcher.announced).isEqualTo(5);
        List<ForkResult> all = folder.forks();
        assertThat(all.subList(0, 3)).isEqualTo(done);
        for (String workload : List.of(CRC32, EMPTY)) {
            assertThat(all)
                    .filteredOn(fork -> fork.workload().equals(workload))
                    .extracting(ForkResult::fork)
                    .containsExactlyElementsOf(IntStream.range(0, 4).boxed().toList());
        }
        assertThat(finished.blocksSha256()).isEqualTo(folder.blocksSha256()).isNotEqualTo(stopped.blocksSha256());
        assertThat(Session.analysed(folder).summary()).isEqualTo(finished.summary());

        Run nothingLeft = session(new Watcher(0), CRC32, EMPTY).measure(folder, List.of());
        assertThat(nothingLeft.status()).isEqualTo(Run.Status.COMPLETE);
        assertThat(folder.forks()).isEqualTo(all);
    }

    /** crc32 differs between forks by far less than 40 %; no row's interval is below a millionth. */
    @Test
    void targetGivesForksToTheRowsThatNeedThem() {
        for (boolean reachable : new boolean[] {true, false}) {
            Settings.Target target = Precision.plan(reachable ? 40 : 1e-4, 4, 6);
            RunFolder folder =
                    folder(settings(List.of(CRC32), 4, 50, 9).with(target, true), reachable ? "easy" : "hard");
            Run run = session(new Watcher(0), CRC32).measure(folder, List.of());
            assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
            Comparison row = Objects.requireNonNull(run.summary()).comparisons().get(0);
            int forks = reachable ? 4 : 6;
            assertThat(row.forks()).isEqualTo(forks);
            assertThat(Objects.requireNonNull(row.looks()).get(0).decision())
                    .isEqualTo(reachable ? Comparison.Decision.REACHED : Comparison.Decision.OUT_OF_REACH);
            assertThat(Objects.requireNonNull(row.aligned()).forks()).isEqualTo(forks);
            assertThat(folder.forks())
                    .filteredOn(ForkResult::hasAlignedBuffers)
                    .hasSize(forks)
                    .flatExtracting(ForkResult::offsets)
                    .allSatisfy(offset -> assertThat(offset % 64).isZero());
            assertThat(StoredBlocks.of(folder, CRC32, "0-aligned")).isNotEmpty();
            assertThat(row.warnings().stream().anyMatch(each -> each.kind() == Warning.Kind.TARGET_MISSED))
                    .isEqualTo(!reachable);
        }
    }

    /** What was stored before a stop is not measured again. */
    @Test
    void crossCheckMeasuresVariantsAloneAndGoesOnWhereItWasStopped() {
        RunFolder folder = folder(
                settings(List.of(CRC32, FASTER), 3, 50, 5).withCrossChecked(List.of(FASTER)), "results of a test");
        Run stopped = session(new Watcher(6 + 4), CRC32, FASTER).measure(folder, List.of());
        assertThat(stopped.status()).isEqualTo(Run.Status.INTERRUPTED);
        assertThat(folder.forks()).hasSize(6);
        List<IsolatedResult> first = folder.isolated();
        assertThat(first)
                .hasSize(3)
                .extracting(fork -> fork.workload() + " " + fork.fork() + " " + fork.variant())
                .containsExactly(FASTER + " 0 v2-O2", FASTER + " 0 v3-O2", FASTER + " 1 v3-O2");
        assertThat(first).allSatisfy(fork -> assertThat(fork.nanosPerCall()).hasSize(4));

        Watcher watcher = new Watcher(0);
        Run run = session(watcher, CRC32, FASTER).measure(folder, List.of());
        assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
        assertThat(folder.isolated()).hasSize(6).startsWith(first.toArray(IsolatedResult[]::new));
        Summary summary = Objects.requireNonNull(run.summary());
        assertThat(summary.crossChecks()).singleElement().satisfies(check -> {
            assertThat(check.workload()).isEqualTo(FASTER);
            assertThat(check.pairs()).isEqualTo(3);
            double[] logRatios = IntStream.range(0, 3)
                    .mapToDouble(fork -> alone(folder, fork, "v2-O2").logNanos()
                            - alone(folder, fork, "v3-O2").logNanos())
                    .toArray();
            assertThat(Math.log(check.speedup()))
                    .isCloseTo(Arrays.stream(logRatios).average().orElseThrow(), within(1e-12));
        });
        assertThat(Session.analysed(folder).summary()).isEqualTo(summary);
        assertThat(folder.read()).isEqualTo(run);
    }

    private static IsolatedResult alone(RunFolder folder, int fork, String variant) {
        return folder.isolated().stream()
                .filter(result -> result.fork() == fork && result.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    /** A run that is killed later must not try again what crashes. */
    @Test
    void failureIsStoredAtOnce() {
        RunFolder folder = folder(List.of(CRASHES, EMPTY), 2, 50, 1);
        List<List<Run.Failure>> stored = new ArrayList<>();
        Watcher watcher = new Watcher(0) {
            @Override
            public void step(String what) {
                super.step(what);
                stored.add(folder.read().failures());
            }
        };
        session(watcher, CRASHES, EMPTY).measure(folder, List.of());
        assertThat(stored.get(0)).isEmpty();
        assertThat(stored.get(stored.size() - 1))
                .containsExactly(new Run.Failure(CRASHES, null, "its fork crashed: SIGSEGV"));
    }

    @Test
    void runOnACpuThatChangesEndsWithWhatItHas() {
        RunFolder folder = folder(List.of(CRC32), 6, 50, 9);
        AtomicInteger asked = new AtomicInteger();
        Session session = new Session(
                PlantedNative.output(),
                PlantedNative.with(CRC32),
                Optional.empty(),
                new Watcher(0),
                () -> new CpuIdentity("some CPU", asked.incrementAndGet() <= 4 ? "0x1" : "0x2"));
        Run run = session.measure(folder, List.of());
        assertThat(run.status()).isEqualTo(Run.Status.INTERRUPTED);
        assertThat(folder.forks()).hasSize(3);
        for (Run each : List.of(run, Session.analysed(folder))) {
            assertThat(Objects.requireNonNull(each.summary()).warnings())
                    .extracting(Warning::kind)
                    .contains(Warning.Kind.CPU_CHANGED);
        }
    }
}
