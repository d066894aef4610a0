// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.analysis.CalibrationAnalysis;
import dev.marchmark.model.Calibration;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Host;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Warning;
import dev.marchmark.store.CalibrationFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The calibrations of one CPU that are stored with a host's results, by their method. */
public final class HostCalibrations {
    private final Map<CalibrationStart.Method, List<CalibrationAnalysis.Measured>> byMethod = new LinkedHashMap<>();

    /**
     * Reads them all.
     *
     * @param ofHost the folder with the host's results
     * @param cpu that counts: what another CPU of the same name came to does not
     * @throws dev.marchmark.store.StoreException naming the file that is damaged
     */
    public HostCalibrations(Path ofHost, Host.Processor cpu) {
        for (CalibrationFolder folder : CalibrationFolder.all(ofHost)) {
            CalibrationStart start = folder.read();
            if (start.cpu().equals(cpu)) {
                byMethod.computeIfAbsent(start.method(), any -> new ArrayList<>())
                        .add(new CalibrationAnalysis.Measured(start, folder.forks()));
            }
        }
    }

    /** What all starts of a method come to; empty before the first. */
    public Optional<Calibration> of(CalibrationStart.Method method) {
        return Optional.ofNullable(byMethod.get(method)).map(CalibrationAnalysis::of);
    }

    /**
     * What to quote under a table: of those that this version's method made, one of the table's baseline if there is one,
     * and the one with the most comparisons of a byte copy.
     */
    public Optional<Calibration> under(Variant baseline) {
        return byMethod.keySet().stream()
                .filter(method -> method.number() == CalibrationStart.Method.NUMBER)
                .flatMap(method -> of(method).stream())
                .filter(calibration -> byteCopies(calibration) > 0)
                .max(Comparator.comparing((Calibration calibration) -> isOf(baseline, calibration.method()))
                        .thenComparing(HostCalibrations::byteCopies));
    }

    /**
     * That all starts on this CPU are left out, as they are of methods that this version does not have. Empty where there is
     * one of its own: then nobody misses the others.
     */
    public Optional<Warning> warning() {
        Map<Integer, Integer> starts = new TreeMap<>();
        byMethod.forEach((method, of) -> starts.merge(method.number(), of.size(), Integer::sum));
        return starts.isEmpty() || starts.containsKey(CalibrationStart.Method.NUMBER)
                ? Optional.empty()
                : Optional.of(new Warning(
                        Warning.Kind.HOST,
                        starts.entrySet().stream()
                                .map(other -> other.getValue() + " of method " + other.getKey())
                                .collect(Collectors.joining(
                                        ", ",
                                        "calibrations of this CPU are left out, as this version measures by method "
                                                + CalibrationStart.Method.NUMBER + ": ",
                                        ""))));
    }

    private static boolean isOf(Variant variant, CalibrationStart.Method method) {
        return method.variant().equals(variant.name())
                && method.compiler().equals(variant.compilerVersion())
                && method.flags().equals(variant.flags());
    }

    private static int byteCopies(Calibration calibration) {
        return calibration.truths().stream()
                .filter(truth -> truth.contrast() == Contrast.COPY)
                .mapToInt(Calibration.Truth::comparisons)
                .sum();
    }
}
