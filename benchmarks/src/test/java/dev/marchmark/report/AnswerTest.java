// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.Verdict;
import dev.marchmark.model.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headline of a run in which copies of the baseline were planted that differ from it. */
class AnswerTest {
    private static final String CANDIDATE = "v3-O2";
    private static final double HALF_WIDTH = 0.001;

    /** One row with that speed-up, and two copies of either kind. */
    private static Summary summary(double speedup, double[] copies, double[] relinked, Warning... warnings) {
        Comparison row = TestRows.row(TestRuns.CRC32, CANDIDATE, speedup, HALF_WIDTH, Verdict.FASTER);
        List<Comparison> controls = new ArrayList<>();
        List<Summary.Control> outcomes = new ArrayList<>();
        for (Contrast contrast : List.of(Contrast.COPY, Contrast.RELINKED)) {
            DoubleStream.of(contrast == Contrast.COPY ? copies : relinked)
                    .forEach(ratio -> controls.add(TestRows.control(TestRuns.CRC32, contrast, ratio, HALF_WIDTH)));
            outcomes.add(new Summary.Control(contrast, null, 20, 1, 0.0008, 0.0031, 0.0042));
        }
        return new Summary(
                List.of(row),
                List.of(new Summary.Mean("", CANDIDATE, 1, row.speedup(), row.low(), row.high())),
                outcomes,
                controls,
                List.of(warnings),
                List.of());
    }

    private static Answer answer(Summary summary) {
        Run run = TestRuns.run(List.of(TestRuns.CRC32), TestRuns.V2_V3, summary);
        return Answer.of(run, summary, CANDIDATE, 3);
    }

    /** A gain or loss counts for as much as the farther one of the two kinds of copies leaves of it. */
    @ParameterizedTest
    @CsvSource({
        "1.02, 1.000, 1.000, 'Yes: '",
        "1.02, 1.010, 0.990, 'Yes: '",
        "1.02, 0.979, 1.000, 'No more than the same code differs from itself here: '",
        "1.02, 1.000, 1.021, 'No more than the same code differs from itself here: '",
        "0.98, 1.000, 1.021, 'No more than the same code differs from itself here: '",
        "0.98, 1.000, 1.019, 'No, it is slower: '",
        "1.0005, 1.03, 1.000, 'No difference to speak of: '",
        "1.0011, 1.03, 1.000, 'No difference to speak of: '"
    })
    void gainThatCopiesHaveAsWellIsNone(double speedup, double copies, double relinked, String lead) {
        Answer answer = answer(summary(speedup, new double[] {copies, copies}, new double[] {relinked, relinked}));
        assertThat(answer.faster()).startsWith(lead).contains(CANDIDATE + " is ");
    }

    @Test
    void oneRowIsToldInTheSingular() {
        Answer answer = answer(summary(1.02, new double[] {1}, new double[] {1}));
        assertThat(answer.faster()).endsWith(", by the one workload that was measured.");
        assertThat(answer.counts())
                .isEqualTo(
                        "Of 1 workload 1 gains, 0 lose, 0 do neither (within 0.5 %), 0 are open: more processes could"
                                + " tell.");
    }

    /** Their geometric mean counts: copies that err to both sides cancel in a mean over many rows, as rows do. */
    @Test
    void copiesThatErrToBothSidesDoNotCount() {
        assertThat(answer(summary(1.02, new double[] {1.05, 1 / 1.05}, new double[] {1, 1}))
                        .faster())
                .startsWith("Yes: ");
        assertThat(answer(summary(1.02, new double[0], new double[0])).faster()).startsWith("Yes: ");
    }

    @Test
    void copiesThatDifferMoreThanChanceExplainsAreSaidFirst() {
        Warning warning = new Warning(Warning.Kind.CONTROL, "4 of 20 rows of the byte copy differ");
        assertThat(answer(summary(1.02, new double[] {1}, new double[] {1}, warning))
                        .trust())
                .startsWith("With care: 4 of 20 rows of the byte copy differ.")
                .contains("1 of 20 rows (a byte copy), 1 of 20 rows (linked anew)", "below 0.42 %, 0.42 %");
        assertThat(answer(summary(1.02, new double[] {1}, new double[] {1})).trust())
                .startsWith("Rows that differ by more than the controls could see, yes.");
    }
}
