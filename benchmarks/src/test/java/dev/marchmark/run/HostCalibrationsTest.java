// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Host;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import dev.marchmark.store.CalibrationFolder;
import dev.marchmark.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCalibrationsTest {
    private final Path ofHost;

    HostCalibrationsTest(@TempDir Path ofHost) {
        this.ofHost = ofHost;
    }

    private HostCalibrations read() {
        return new HostCalibrations(ofHost, TestRuns.host().cpu());
    }

    /** A start with that many comparisons of two forks. */
    private CalibrationStart store(int number, int comparisons, CalibrationStart.Method method, Host.Processor cpu) {
        CalibrationStart like =
                TestCalibrations.calibrationStart("20261123T080100Z-00000" + number, method.forks(), TestRuns.CRC32);
        CalibrationStart start = new CalibrationStart(
                like.schema(),
                like.marchmark(),
                like.id(),
                like.startedUtc(),
                like.host(),
                cpu,
                method,
                like.workloads(),
                like.rounds(),
                number,
                List.of());
        CalibrationFolder folder = CalibrationFolder.create(ofHost, start);
        for (int fork = 0; fork < 2 * comparisons; fork++) {
            folder.append(new CalibrationFork(
                    TestRuns.CRC32,
                    fork,
                    0.5,
                    10,
                    0,
                    List.of(new CalibrationFork.Value(Contrast.COPY, 0.001 * (fork % 2), null))));
        }
        return start;
    }

    private static CalibrationStart.Method method(int number, String variant, String size) {
        CalibrationStart.Method like = TestCalibrations.method(2);
        return new CalibrationStart.Method(
                number,
                variant,
                like.compiler(),
                like.flags(),
                size,
                2,
                like.cells(),
                50,
                like.measuredMillis(),
                like.truths());
    }

    private static CalibrationStart.Method ofCopiesAlone(CalibrationStart.Method like) {
        return new CalibrationStart.Method(
                like.number(),
                like.variant(),
                like.compiler(),
                like.flags(),
                like.size(),
                like.forks(),
                like.cells(),
                like.warmUpMillis(),
                like.measuredMillis(),
                List.of(Contrast.COPY));
    }

    private static Host.Processor cpu() {
        return TestRuns.host().cpu();
    }

    private static int comparisons(Calibration calibration) {
        return calibration.truths().get(0).comparisons();
    }

    @Test
    void startsOfOneMethodOnOneCpuAddUp() {
        CalibrationStart.Method method = method(CalibrationStart.Method.NUMBER, "v2-O2", "1024");
        store(1, 2, method, cpu());
        store(2, 3, method, cpu());
        store(3, 5, method(CalibrationStart.Method.NUMBER, "v2-O2", "small"), cpu());
        store(4, 7, method, TestRuns.host("another brand", "Debian").cpu());
        store(5, 9, ofCopiesAlone(method), cpu());
        Calibration total = read().of(method).orElseThrow();
        assertThat(total.starts()).isEqualTo(2);
        assertThat(comparisons(total)).isEqualTo(5);
        assertThat(comparisons(read().of(ofCopiesAlone(method)).orElseThrow())).isEqualTo(9);
        assertThat(read().of(method(CalibrationStart.Method.NUMBER + 1, "v2-O2", "1024")))
                .isEmpty();
    }

    @Test
    void tableQuotesItsBaselineAndElseTheMostComparisons() {
        assertThat(read().under(TestRuns.variant("v2-O2"))).isEmpty();
        store(1, 2, method(CalibrationStart.Method.NUMBER, "v2-O2", "1024"), cpu());
        store(2, 3, method(CalibrationStart.Method.NUMBER, "v2-O2", "small"), cpu());
        store(3, 9, method(CalibrationStart.Method.NUMBER, "v2-O3", "1024"), cpu());
        store(4, 20, method(CalibrationStart.Method.NUMBER + 1, "v2-O2", "1024"), cpu());
        store(5, 0, method(CalibrationStart.Method.NUMBER, "v3-O2", "1024"), cpu());
        assertThat(read().under(TestRuns.variant("v2-O2")))
                .hasValueSatisfying(quoted -> assertThat(comparisons(quoted)).isEqualTo(3));
        assertThat(read().under(TestRuns.variant("v3-O2")))
                .hasValueSatisfying(quoted -> assertThat(comparisons(quoted)).isEqualTo(9));
    }

    @Test
    void startsOfOtherMethodsAreLeftOutAndCountedUntilThereIsOneOfThisVersions() {
        int own = CalibrationStart.Method.NUMBER;
        store(
                2,
                9,
                method(own + 1, "v2-O2", "1024"),
                TestRuns.host("another brand", "Debian").cpu());
        assertThat(read().warning()).isEmpty();
        store(3, 9, method(own + 1, "v2-O2", "1024"), cpu());
        store(4, 9, method(own + 1, "v2-O2", "small"), cpu());
        store(5, 9, method(own + 2, "v2-O2", "1024"), cpu());
        assertThat(read().warning()).hasValueSatisfying(warning -> assertThat(warning.text())
                .isEqualTo("calibrations of this CPU are left out, as this version measures by method " + own
                        + ": 2 of method " + (own + 1) + ", 1 of method " + (own + 2)));
        store(1, 2, method(own, "v2-O2", "1024"), cpu());
        assertThat(read().warning()).isEmpty();
        assertThat(comparisons(read().under(TestRuns.variant("v2-O2")).orElseThrow()))
                .isEqualTo(2);
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        CalibrationStart start = store(1, 1, method(CalibrationStart.Method.NUMBER, "v2-O2", "1024"), cpu());
        Path file = ofHost.resolve("calibration").resolve(start.id()).resolve("forks.jsonl");
        Files.writeString(file, "{}\n");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::read)
                .withMessageStartingWith(file + ", line 1 is not what this version writes: field '");
    }
}
