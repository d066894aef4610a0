// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One variant alone, in this process, by a workload that logs its steps. */
@Tag("measures")
class IsolatedMeasurementTest {
    private static final String LOGS = "kernels/planted/logs_steps";

    private static ForkPlan plan() {
        Manifest manifest = PlantedNative.with(LOGS);
        return ForkPlan.draw(
                LOGS, Size.SMALL, List.of("v3-O2"), 1, 0, variant -> BuildFolder.layouts(manifest, LOGS, variant), 2);
    }

    private static IsolatedMeasurement start(ForkPlan plan, Contrast side, int layout) {
        return new IsolatedMeasurement(PlantedNative.output(), PlantedNative.with(LOGS), plan, side, layout);
    }

    private static List<Long> logged(int layout, String suffix) throws IOException {
        Path library = PlantedNative.output()
                .resolve(PlantedNative.with(LOGS)
                        .libraries(LOGS, "v3-O2")
                        .get(layout)
                        .path());
        Path log = library.resolveSibling(library.getFileName() + suffix + ".steps");
        return Files.readAllLines(log).stream().map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({"VARIANTS, '', 100", "SAME, '', 100", "COPY, .copy, 100", "SCALED, '', 101", "SCALED_TENTH, '', 110"})
    void sliceRunsTheCallsOfItsSide(Contrast side, String suffix, int madeOfHundred) throws IOException {
        long counted;
        try (IsolatedMeasurement measurement = start(plan(), side, 1)) {
            measurement.nextCell();
            counted = measurement.slice().calls();
        }
        long made = counted * madeOfHundred / 100;
        List<Long> logged = logged(1, suffix);
        long first = logged.get(logged.size() - 1) - made + 1;
        Long[] expected = LongStream.concat(
                        LongStream.range(first - counted, first - counted + made),
                        LongStream.range(first, first + made))
                .boxed()
                .toArray(Long[]::new);
        assertThat(logged).endsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({"VARIANTS", "RELINKED"})
    void cellsAreThoseThatThePairedForkDrawsAndStartWithASliceThatDoesNotCount(Contrast side) throws IOException {
        ForkPlan plan = plan();
        long counted;
        try (IsolatedMeasurement measurement = start(plan, side, -1)) {
            measurement.nextCell();
            measurement.slice();
            measurement.nextCell();
            measurement.slice();
            counted = measurement.slice().calls();
        }
        ForkPlan.Cell second = plan.cells().get(1);
        int layout =
                side == Contrast.RELINKED ? second.relinked() : second.layouts().get(0);
        // What calibrates runs in the first cell; the second has the slice that does not count and two that do.
        assertThat(logged(layout, "")).hasSize(3 * (int) counted);
    }

    /** What a sort destroys is put back before each call, of a logging workload nothing is. */
    @Test
    void timeToPutBackIsToldApart() {
        String sort = "kernels/control/quicksort";
        Manifest manifest = PlantedNative.with(sort, LOGS);
        ForkPlan plan = ForkPlan.draw(
                sort, Size.SMALL, List.of("v2-O2"), 1, 0, variant -> BuildFolder.layouts(manifest, sort, variant), 1);
        try (IsolatedMeasurement sorts =
                new IsolatedMeasurement(PlantedNative.output(), manifest, plan, Contrast.VARIANTS, 0)) {
            IsolatedMeasurement.Slice slice = sorts.slice();
            assertThat(slice.putBackNanos() / slice.calls()).isGreaterThan(5);
            assertThat(slice.putBackNanos()).isLessThan(slice.nanos());
        }
    }

    @Test
    void layoutThatWasNotBuiltIsReported() {
        assertThatThrownBy(() -> start(plan(), Contrast.SAME, 2))
                .isInstanceOf(ForkFailure.class)
                .hasMessage("has layouts 0 to 1 only, not 2");
    }
}
