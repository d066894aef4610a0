// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class NoiseWatchTest {
    private static List<ForkResult> forks(int count, IntToDoubleFunction steal, IntToDoubleFunction fixedWork) {
        List<ForkResult> forks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ForkResult base = TestBlocks.fork(TestRuns.CRC32, i);
            forks.add(new ForkResult(
                    base.workload(),
                    base.size(),
                    i,
                    String.format("2026-11-23T08:%02d:00Z", i),
                    base.seconds(),
                    base.layouts(),
                    base.offsets(),
                    base.stackShift(),
                    base.dataSeed(),
                    base.blockSeed(),
                    base.ratios(),
                    base.times(),
                    base.levelShifts(),
                    new ForkResult.Noise(
                            90, 0, 0, 0, 0, 0, fixedWork.applyAsDouble(i), 0.01, steal.applyAsDouble(i), null, null)));
        }
        return forks;
    }

    @Test
    void steadyHostGivesNoWarning() {
        assertThat(NoiseWatch.warnings(forks(30, i -> 0.2, i -> 5000 + i % 3))).isEmpty();
        assertThat(NoiseWatch.warnings(List.of())).isEmpty();
    }

    /** As on a virtual machine whose burst credits run out. */
    @Test
    void stealThatRisesIsNamed() {
        List<Warning> warnings = NoiseWatch.warnings(forks(30, i -> i < 20 ? 0.01 : 0.4, i -> 5000));
        assertThat(warnings).extracting(Warning::kind).containsExactly(Warning.Kind.STEAL);
        assertThat(warnings.get(0).text()).contains("1 %").contains("40 %");
        assertThat(NoiseWatch.warnings(forks(30, i -> i < 20 ? 0.4 : 0.01, i -> 5000)))
                .isEmpty();
    }

    @Test
    void frequencyThatDiffersBetweenForksIsNamed() {
        List<Warning> warnings = NoiseWatch.warnings(forks(30, i -> 0, i -> i % 4 == 0 ? 6000 : 5000));
        assertThat(warnings).extracting(Warning::kind).containsExactly(Warning.Kind.FREQUENCY);
        assertThat(warnings.get(0).text()).contains("20 %");
    }
}
