// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Contrast;
import dev.marchmark.model.UnknownNameException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option by which {@code calibrate} measures some of what is known, and spends no time on the rest. */
final class TruthsOption {
    @Option(
            names = "--truths",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Some of what is known, which then share all the time of a fork: same (one handle), 1.01, 1.10,"
                            + " copy, relinked. Default: all.")
    private List<String> names = new ArrayList<>();

    /**
     * Those that are meant, always in the same order.
     *
     * @throws UnknownNameException where a name is none of these
     */
    List<Contrast> chosen() {
        List<String> known = Contrast.KNOWN.stream().map(TruthsOption::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw UnknownNameException.of("truth", name, known);
            }
        }
        return Contrast.KNOWN.stream()
                .filter(truth -> names.isEmpty() || names.contains(name(truth)))
                .toList();
    }

    private static String name(Contrast contrast) {
        return switch (contrast) {
            case SAME -> "same";
            case SCALED -> "1.01";
            case SCALED_TENTH -> "1.10";
            case COPY -> "copy";
            case RELINKED -> "relinked";
            case VARIANTS -> throw new IllegalArgumentException("what variants differ by is not known");
        };
    }
}
