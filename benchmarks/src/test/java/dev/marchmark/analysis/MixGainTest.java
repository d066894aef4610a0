// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Mix;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixGainTest {
    private static final List<String> VARIANTS = List.of("v2-O2", "v3-O2", "v4-O2");
    private static final List<String> WORKLOADS = List.of(TestRuns.CRC32, TestRuns.DGEMM, TestRuns.HALF_TO_FLOAT);
    private static final Settings SETTINGS = TestRuns.settings(WORKLOADS, VARIANTS, 12);

    private final Random random = new Random(7);
    private final List<ForkResult> forks = new ArrayList<>();

    private List<ForkResult> measured(String workload, double gain) {
        for (int number = 0; number < 12; number++) {
            ForkResult of = TestBlocks.fork(workload, number);
            forks.add(new ForkResult(
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
                    List.of(ratio(1, gain + 0.01 * random.nextGaussian()), ratio(2, 2 * gain)),
                    of.times(),
                    of.levelShifts(),
                    of.noise()));
        }
        return forks;
    }

    private static ForkResult.Ratio ratio(int side, double value) {
        return new ForkResult.Ratio(Contrast.VARIANTS, side, 80, 0, 0.001, List.of(0), List.of(value), value, null);
    }

    private static Mix mix(double share, String... like) {
        return new Mix(
                Mix.SCHEMA, "a whole", "somebody, 2026", List.of(new Mix.Part("a part", share, List.of(like), null)));
    }

    private MixGain of(Mix mix) {
        return MixGain.of(mix, SETTINGS, forks).get(0);
    }

    @Test
    void wholeThatIsLikeAGroupGainsWhatItsMeanSays() {
        measured(TestRuns.DGEMM, 0.3);
        measured(TestRuns.HALF_TO_FLOAT, 0.1);
        List<Run.WorkloadFacts> facts =
                WORKLOADS.stream().map(TestRuns::workload).toList();
        Summary summary = Analysis.summarise(SETTINGS, facts, List.of(), forks, List.of());
        for (MixGain gain : MixGain.of(mix(1, "kernels/float"), SETTINGS, forks)) {
            Summary.Mean mean = summary.means().stream()
                    .filter(of ->
                            of.group().equals("kernels/float") && of.candidate().equals(gain.candidate()))
                    .findFirst()
                    .orElseThrow();
            MixGain.Gain whole = requireNonNull(gain.whole());
            assertThat(whole.speedup()).isCloseTo(mean.speedup(), within(1e-12));
            assertThat(whole.low()).isCloseTo(mean.low(), within(1e-9));
            assertThat(whole.high()).isCloseTo(mean.high(), within(1e-9));
            assertThat(gain.measuredShare()).isEqualTo(1);
        }
    }

    @Test
    void everyCandidateHasItsOwnGain() {
        measured(TestRuns.CRC32, 0.2);
        List<MixGain> gains = MixGain.of(mix(0.5, TestRuns.CRC32), SETTINGS, forks);
        assertThat(gains).extracting(MixGain::candidate).containsExactly("v3-O2", "v4-O2");
        MixGain.Gain exact = requireNonNull(gains.get(1).whole());
        assertThat(exact.speedup()).isCloseTo(1 / (0.5 + 0.5 * Math.exp(-0.4)), within(1e-12));
        assertThat(exact.low()).isCloseTo(exact.speedup(), within(1e-9));
    }

    @Test
    void whatIsNotMeasuredHasNoGain() {
        measured(TestRuns.CRC32, 0.2);
        MixGain half = of(mix(0.4, TestRuns.CRC32, "packages/zlib"));
        MixGain all = of(mix(0.2, TestRuns.CRC32));
        assertThat(half.whole()).isEqualTo(all.whole());
        assertThat(half.parts().get(0).unmeasured()).containsExactly("packages/zlib");
        assertThat(half.parts().get(0).workloads()).isEqualTo(1);
        assertThat(half.measuredShare()).isCloseTo(0.2, within(1e-15));
        // The part alone is the workload in one half and without gain in the other.
        assertThat(requireNonNull(half.parts().get(0).gain()).speedup()).isBetween(1.08, 1.12);
    }

    @Test
    void wholeOfWhichNothingIsMeasuredHasNoNumber() {
        measured(TestRuns.CRC32, 0.2);
        assertThat(of(mix(0.4, "packages/zlib")).whole()).isNull();
        assertThat(of(mix(0.4)).parts().get(0).gain()).isNull();
        assertThat(of(mix(0.4)).measuredShare()).isZero();
    }
}
