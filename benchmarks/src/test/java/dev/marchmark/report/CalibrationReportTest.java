// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.TestCalibrations;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationReportTest {
    private static final Calibration SHORT = new Calibration(
            TestCalibrations.method(12),
            1,
            List.of(new Calibration.Truth(
                    Contrast.COPY, 28, 25, 3, 2, 1, 0.000_1, -0.000_2, 0.000_4, 0.000_4, 0.002_1, 0.001_3)));

    @Test
    void tableQuotesARateOfTablesWhereThereAreEnough() {
        assertThat(CalibrationReport.quoted(TestCalibrations.calibration(1)).get(0))
                .contains("of tables after Holm's adjustment 6 of 142 (4.2 %, 1.6 to 9.0 %); linked anew ");
        assertThat(CalibrationReport.quoted(TestCalibrations.calibration(1)).get(2))
                .contains("held the truth: byte copy 1901 of 2000 (", "; 1.10 n calls against n 1903 of 2000 (");
    }

    /** Where copies alone share a fork's time, that is part of how they were measured. */
    @Test
    void truthsThatWereChosenAreSaidAndOthersNotMissed() {
        CalibrationStart.Method all = TestCalibrations.method(12);
        CalibrationStart.Method copies = new CalibrationStart.Method(
                all.number(),
                all.variant(),
                all.compiler(),
                all.flags(),
                all.size(),
                all.forks(),
                all.cells(),
                all.warmUpMillis(),
                all.measuredMillis(),
                List.of(Contrast.COPY, Contrast.RELINKED));
        Calibration calibration = new Calibration(copies, 1, SHORT.truths());
        assertThat(CalibrationReport.quoted(calibration))
                .containsExactly(
                        CalibrationReport.quoted(SHORT).get(0),
                        "95 % intervals that held the truth: byte copy 25 of 28 (89.3 %, 71.8 to 97.7 %) ('marchmark"
                                + " calibrate': v2-O2, size 1024, 12 forks of 100 ms for byte copy, linked anew)");
        assertThat(CalibrationReport.of(calibration, calibration, List.of()).replaceAll("\\s+", " "))
                .contains("comparisons of 12 forks of 100 ms for byte copy, linked anew");
    }

    /** One of two reads as half of all tables, and may be anything from 1 to 99 %. */
    @Test
    void ofFewTablesNoRateIsSaid() {
        assertThat(CalibrationReport.quoted(SHORT).get(0))
                .isEqualTo("identical code called different on this host: byte copy 3 of 28 (10.7 %, 2.3 to 28.2 %),"
                        + " of tables after Holm's adjustment 1 of 2, too few for a rate");
        assertThat(CalibrationReport.of(SHORT, SHORT, List.of()).replaceAll("\\s+", " "))
                .contains("tables with a row that Holm's adjustment leaves significant: 1 of 2, too few for a rate");
    }
}
