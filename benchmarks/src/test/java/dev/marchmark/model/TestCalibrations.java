// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/** Calibrations that could have been measured. */
public final class TestCalibrations {
    private TestCalibrations() {}

    /** Of 2000 comparisons of each truth. */
    public static Calibration calibration(int starts) {
        return new Calibration(
                method(12),
                starts,
                List.of(
                        truth(Contrast.COPY, 1901, 99, 142, 6),
                        truth(Contrast.RELINKED, 1912, 88, 142, 5),
                        truth(Contrast.SAME, 1905, 95, 142, 7),
                        truth(Contrast.SCALED, 1898, 1844, 0, 0),
                        truth(Contrast.SCALED_TENTH, 1903, 2000, 0, 0)));
    }

    private static Calibration.Truth truth(Contrast contrast, int covered, int flagged, int tables, int flaggedTables) {
        double truth = contrast.truth();
        return new Calibration.Truth(
                contrast,
                2000,
                covered,
                flagged,
                tables,
                flaggedTables,
                truth + 0.000_01,
                truth - 0.000_02,
                truth + 0.000_04,
                0.000_4,
                0.002_1,
                0.001_3);
    }

    public static CalibrationStart.Method method(int forks) {
        Variant baseline = TestRuns.variant("v2-O2");
        return new CalibrationStart.Method(
                CalibrationStart.Method.NUMBER,
                baseline.name(),
                baseline.compilerVersion(),
                baseline.flags(),
                "1024",
                forks,
                8,
                50,
                100,
                Contrast.KNOWN);
    }

    /** A start of {@code marchmark calibrate} with comparisons of so many forks. */
    public static CalibrationStart calibrationStart(String id, int forks, String... workloads) {
        return new CalibrationStart(
                CalibrationStart.SCHEMA,
                "0.1.0",
                id,
                "2026-11-23T08:01:00Z",
                TestRuns.host().name(),
                TestRuns.host().cpu(),
                method(forks),
                List.of(workloads),
                4,
                -5,
                List.of());
    }
}
