// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;

/** Rows of tables that could have been measured, against v2-O2. */
public final class TestRows {
    private static final String LONG =
            ", in a sentence that with the mark before it is longer than the hundred columns";

    private TestRows() {}

    /** A row whose interval is that far on both sides; work and time are the workload's. */
    public static Comparison row(
            String workload,
            String candidate,
            double speedup,
            double halfWidth,
            Verdict verdict,
            Warning.Kind... warnings) {
        return row(workload, Contrast.VARIANTS, candidate, speedup, halfWidth, verdict, 0.001, warnings);
    }

    /** Of a row whose speed-up is 1.05. */
    public static Summary.CrossCheck crossCheck(String workload, double alone, double pValue) {
        double difference = alone / 1.05 - 1;
        return new Summary.CrossCheck(
                workload,
                "v3-O2",
                11,
                alone,
                alone - 0.012,
                alone + 0.012,
                1.05,
                difference,
                difference - 0.013,
                difference + 0.0125,
                pValue / 3,
                pValue,
                0.0187);
    }

    public static Comparison control(String workload, Contrast contrast, double speedup, double halfWidth) {
        return row(workload, contrast, "v2-O2", speedup, halfWidth, Verdict.EQUIVALENT, 0.8);
    }

    public static Comparison row(
            String workload,
            Contrast contrast,
            String candidate,
            double speedup,
            double halfWidth,
            Verdict verdict,
            double pValue,
            Warning.Kind... kinds) {
        double holm = Math.min(1, 7 * pValue);
        double fdr = Math.min(1, 3 * pValue);
        return row(workload, contrast, candidate, speedup, halfWidth, verdict, pValue, holm, fdr, kinds);
    }

    /** A row that gains, with these adjusted p values. */
    static Comparison adjusted(double holm, double fdr) {
        return row(TestRuns.CRC32, Contrast.VARIANTS, "v3-O2", 1.05, 0.01, Verdict.FASTER, 0.001, holm, fdr);
    }

    private static Comparison row(
            String workload,
            Contrast contrast,
            String candidate,
            double speedup,
            double halfWidth,
            Verdict verdict,
            double pValue,
            double holm,
            double fdr,
            Warning.Kind... kinds) {
        List<Warning> warnings = new ArrayList<>();
        for (Warning.Kind kind : kinds) {
            warnings.add(new Warning(kind, "what " + kind + " means for " + candidate + LONG));
        }
        double nanos =
                workload.equals(TestRuns.EMPTY) ? 1.234 : workload.equals(TestRuns.DECOMPRESS) ? 1_234_567 : 16_384;
        return new Comparison(
                workload,
                workload.substring(0, workload.lastIndexOf('/')),
                "small",
                contrast,
                "v2-O2",
                candidate,
                12,
                speedup,
                speedup - halfWidth,
                speedup + halfWidth,
                speedup - 2 * halfWidth,
                speedup + 2 * halfWidth,
                pValue,
                holm,
                fdr,
                speedup - halfWidth > 1 || speedup + halfWidth < 1,
                verdict,
                0.0123,
                1.0045,
                nanos,
                nanos / speedup,
                0.015,
                workload.equals(TestRuns.EMPTY) ? 1 : 16_384,
                TestRuns.unit(workload),
                1840,
                12,
                0.0125,
                -0.003,
                workload.equals(TestRuns.EMPTY) ? null : new Comparison.Order(0.0004, -0.0002, 0.001, 0, 0.0003),
                new Comparison.Unfiltered(speedup + 0.0001, speedup - 1.5 * halfWidth, speedup + 1.5 * halfWidth),
                workload.equals(TestRuns.EMPTY)
                        ? null
                        : new Comparison.Spread(
                                0.4,
                                0.25,
                                0.05,
                                0.1,
                                0.2,
                                0.0033,
                                new Comparison.Resampled(speedup - 1.2 * halfWidth, speedup + 1.2 * halfWidth)),
                null,
                null,
                warnings);
    }
}
