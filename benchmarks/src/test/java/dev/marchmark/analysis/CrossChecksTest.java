// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossChecksTest {
    private static final List<String> ROWS = List.of(TestRuns.CRC32, TestRuns.DGEMM, TestRuns.QUICKSORT);

    private static Settings settings(List<String> variants, int forks) {
        Settings like = TestRuns.settings(ROWS, variants, forks);
        return new Settings(ROWS, variants, "small", "thorough", forks, 50, 350, 2, 0.5, like.seed(), 0)
                .withCrossChecked(ROWS);
    }

    /** Pairs of forks with these log ratios. */
    private static List<IsolatedResult> alone(String workload, String candidate, double... logRatios) {
        List<IsolatedResult> forks = new ArrayList<>();
        for (int fork = 0; fork < logRatios.length; fork++) {
            double common = 1000 * (1 + fork);
            forks.add(TestBlocks.isolated(workload, fork, "v2-O2", common));
            forks.add(TestBlocks.isolated(workload, fork, candidate, common * Math.exp(-logRatios[fork])));
        }
        return forks;
    }

    private static double[] normal(int count, double mean, double sd, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToDouble(i -> mean + sd * random.nextGaussian())
                .toArray();
    }

    /** The joint error of 0.01 / sqrt 3 of both with 4 degrees of freedom: half width 2.776445 * 0.00816497 = 0.0226696. */
    @Test
    void rowIsComparedWithItsPairedOne() {
        List<ForkResult> paired = TestForks.of(TestRuns.CRC32, 0.04, 0.05, 0.06).list();
        List<IsolatedResult> alone = alone(TestRuns.CRC32, "v3-O2", 0.07, 0.06, 0.08);
        Summary.CrossCheck row = new CrossChecks(settings(TestRuns.V2_V3, 3), paired, alone)
                .rows()
                .get(0);
        assertThat(row.workload()).isEqualTo(TestRuns.CRC32);
        assertThat(row.candidate()).isEqualTo("v3-O2");
        assertThat(row.pairs()).isEqualTo(3);
        assertThat(Math.log(row.speedup())).isCloseTo(0.07, within(1e-12));
        assertThat(Math.log(row.high())).isCloseTo(0.07 + 4.302653 * 0.01 / Math.sqrt(3), within(1e-7));
        assertThat(Math.log(row.paired())).isCloseTo(0.05, within(1e-12));
        assertThat(Math.log1p(row.difference())).isCloseTo(0.02, within(1e-12));
        assertThat(Math.log1p(row.differenceLow())).isCloseTo(0.02 - 0.0226696, within(1e-7));
        assertThat(Math.log1p(row.differenceHigh())).isCloseTo(0.02 + 0.0226696, within(1e-7));
        // (t(1 - 0.05/3/2) + t(0.8)) with 4 degrees of freedom: 3.960811 + 0.940965
        assertThat(Math.log1p(row.detectable())).isCloseTo(4.901776 * 0.00816497, within(1e-6));
        assertThat(row.holmPValue()).as("one row only has forks").isEqualTo(row.pValue());
    }

    @Test
    void rowsThatDisagreeAreMarkedWhenAllAreJudgedTogether() {
        double[] paired = {0.0499, 0.05, 0.0501, 0.05};
        List<ForkResult> forks = new ArrayList<>();
        ROWS.forEach(row -> forks.addAll(TestForks.of(row, paired).list()));
        List<IsolatedResult> alone = new ArrayList<>();
        alone.addAll(alone(TestRuns.CRC32, "v3-O2", 0.0802, 0.08, 0.0798, 0.08));
        alone.addAll(alone(TestRuns.DGEMM, "v3-O2", 0.04, 0.05, 0.06, 0.05));
        alone.addAll(alone(TestRuns.QUICKSORT, "v3-O2", 0.053, 0.055, 0.0515, 0.0545)); // p = 0.021, Holm 0.042
        Settings settings = settings(TestRuns.V2_V3, 4);
        Summary summary = Analysis.summarise(
                settings, ROWS.stream().map(TestRuns::workload).toList(), List.of(), forks, alone);
        assertThat(summary.crossChecks())
                .extracting(Summary.CrossCheck::workload)
                .isEqualTo(ROWS);
        assertThat(summary.crossChecks().get(2).pValue()).isBetween(0.0167, 0.025);
        assertThat(summary.crossChecks().get(2).holmPValue())
                .isCloseTo(2 * summary.crossChecks().get(2).pValue(), within(1e-12));
        for (int row = 0; row < 3; row++) {
            boolean disagrees = summary.crossChecks().get(row).disagrees();
            assertThat(disagrees).isEqualTo(row != 1);
            assertThat(summary.comparisons().get(row).warnings().stream().map(Warning::kind))
                    .isEqualTo(disagrees ? List.of(Warning.Kind.ORDER_DEPENDENT) : List.of());
        }
        assertThat(summary.controlRows()).extracting(Comparison::warnings).containsOnly(List.of());
    }

    @Test
    void eachCandidateIsCheckedAgainstTheBaseline() {
        List<String> variants = List.of("v2-O2", "v3-O2", "v4-O2");
        TestForks paired = new TestForks(TestRuns.DGEMM, 3)
                .with(dev.marchmark.model.Contrast.VARIANTS, 1, 0.1, 0.1, 0.1)
                .with(dev.marchmark.model.Contrast.VARIANTS, 2, 0.3, 0.31, 0.29);
        List<IsolatedResult> alone = new ArrayList<>(alone(TestRuns.DGEMM, "v4-O2", 0.3, 0.31, 0.29));
        CrossChecks checks = new CrossChecks(settings(variants, 3), paired.list(), alone);
        assertThat(checks.rows()).extracting(Summary.CrossCheck::candidate).containsExactly("v4-O2");
        alone.add(TestBlocks.isolated(TestRuns.DGEMM, 1, "v3-O2", 1800));
        alone.add(TestBlocks.isolated(TestRuns.DGEMM, 2, "v3-O2", 2700));
        CrossChecks more = new CrossChecks(settings(variants, 3), paired.list(), alone);
        assertThat(more.rows()).extracting(Summary.CrossCheck::candidate).containsExactly("v3-O2", "v4-O2");
        assertThat(more.rows().get(0).pairs()).isEqualTo(2);
        assertThat(more.rows().get(0).speedup()).isCloseTo(1 / 0.9, within(1e-12));
    }

    @Test
    void rowWithoutTwoPairsOrTwoPairedForksIsLeftOut() {
        Settings settings = settings(TestRuns.V2_V3, 3);
        List<IsolatedResult> alone = alone(TestRuns.CRC32, "v3-O2", 0.1, 0.1);
        assertThat(new CrossChecks(settings, List.of(), alone).rows()).isEmpty();
        assertThat(new CrossChecks(settings, TestForks.of(TestRuns.CRC32, 0.1).list(), alone).rows())
                .isEmpty();
        List<ForkResult> paired = TestForks.of(TestRuns.CRC32, 0.1, 0.1).list();
        assertThat(new CrossChecks(settings, paired, alone.subList(0, 3)).rows())
                .isEmpty();
        assertThat(new CrossChecks(settings, paired, alone).rows()).hasSize(1);
    }

    /** The paired error is 0 here. A family of three: (t(1 - 0.05/6) + t(0.8)) * sd / sqrt(n) must fall below log 1.02. */
    @ParameterizedTest
    @CsvSource({
        "0.001, 60, 8",
        "0.0147, 60, 9",
        "0.02, 60, 14",
        "0.03, 60, 27",
        "0.2, 60, 40",
        "0.2, 20, 20",
        "0.02, 4, 4"
    })
    void spreadOfTheFirstPairsPlansTheRest(double sd, int forks, int pairs) {
        double[] spread = new double[Math.min(8, forks)];
        for (int i = 0; i < spread.length; i++) {
            double scale = Math.sqrt((spread.length - 1.0) / spread.length);
            spread[i] = 0.1 + (i % 2 == 0 ? sd : -sd) * scale;
        }
        double[] paired = new double[forks];
        Arrays.fill(paired, 0.1);
        List<ForkResult> rows = TestForks.of(TestRuns.CRC32, paired).list();
        Settings settings = settings(TestRuns.V2_V3, forks);
        List<IsolatedResult> alone = new ArrayList<>(alone(TestRuns.CRC32, "v3-O2", spread));
        assertThat(new CrossChecks(settings, rows, alone).pairs(TestRuns.CRC32)).isEqualTo(pairs);
        alone.remove(0);
        assertThat(new CrossChecks(settings, rows, alone).pairs(TestRuns.CRC32))
                .as("before the first ones are complete")
                .isEqualTo(Math.min(8, forks));
    }

    @ParameterizedTest
    @CsvSource({"40, 0.019, 40", "40, 0.04, 160", "40, 0.119, 1300", "12, 0.03, 27"})
    void pairsThatTwoPerCentTakesGrowWithTheSquareOfWhatIsSeen(int pairs, double detectable, long needed) {
        Summary.CrossCheck check = new Summary.CrossCheck(
                TestRuns.CRC32, "v3-O2", pairs, 1, 0.9, 1.1, 1, 0, -0.1, 0.1, 0.5, 0.5, detectable);
        assertThat(CrossChecks.pairsNeeded(check)).isEqualTo(needed);
    }

    @Test
    void moreForksDoNotChangeThePlan() {
        SplittableRandom random = new SplittableRandom(4);
        double[] paired = normal(60, 0, 0.003, random);
        double[] logRatios = normal(40, 0, 0.025, random);
        Settings settings = settings(TestRuns.V2_V3, 60);
        List<ForkResult> rows = TestForks.of(TestRuns.CRC32, paired).list();
        List<Integer> plans = IntStream.rangeClosed(8, 40)
                .mapToObj(n -> new CrossChecks(
                                settings, rows, alone(TestRuns.CRC32, "v3-O2", Arrays.copyOf(logRatios, n)))
                        .pairs(TestRuns.CRC32))
                .distinct()
                .toList();
        assertThat(plans).hasSize(1);
        assertThat(plans.get(0)).isBetween(9, 39);
    }

    /** 2000 checks of three rows each, with the planned forks: of true equality any disagrees in 5 % of them at most. */
    @Test
    void falseAlarmsAreRareAndTwoPerCentAreSeen() {
        int alarms = 0;
        int seen = 0;
        int checks = 2000;
        for (int i = 0; i < checks; i++) {
            SplittableRandom random = new SplittableRandom(i);
            List<ForkResult> paired = new ArrayList<>();
            List<IsolatedResult> alone = new ArrayList<>();
            for (String row : ROWS) {
                paired.addAll(TestForks.of(row, normal(12, 0, 0.003, random)).list());
                alone.addAll(alone(row, "v3-O2", normal(12, row.equals(ROWS.get(0)) ? 0.02 : 0, 0.012, random)));
            }
            List<Summary.CrossCheck> rows = new CrossChecks(settings(TestRuns.V2_V3, 12), paired, alone).rows();
            seen += rows.get(0).disagrees() ? 1 : 0;
            alarms += rows.get(1).disagrees() || rows.get(2).disagrees() ? 1 : 0;
        }
        assertThat((double) alarms / checks).isBetween(0.02, 0.06);
        assertThat((double) seen / checks).isBetween(0.95, 1.0);
    }
}
