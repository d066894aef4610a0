// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of Go's format of benchmark results, as its document defines it (golang.org/design/14313-benchmark-format), which
 * benchstat follows: lines {@code key: value} hold for all results after them, lines that start with Benchmark are results,
 * and others are no data. Unlike benchstat it takes no line for the last kind but blank ones and comments.
 */
final class GoFormat {
    private static final Pattern CONFIGURATION =
            Pattern.compile("(\\p{javaLowerCase}[^\\s\\p{javaUpperCase}:]*):(?:[ \t]+(.*))?");
    private static final Pattern THREADS = Pattern.compile("(.*)-([0-9]+)");

    private GoFormat() {}

    /**
     * A result line.
     *
     * @param name without the prefix
     * @param values by unit
     */
    record Result(String name, long iterations, Map<String, Double> values, Map<String, String> configuration) {
        /** What {@code /key=value} parts of the name say. */
        Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher threads = THREADS.matcher(name);
            for (String part : (threads.matches() ? threads.group(1) : name).split("/", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parameters.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
            return parameters;
        }

        /** What the number at the name's end says; 1 without one. */
        int threads() {
            Matcher threads = THREADS.matcher(name);
            return threads.matches() ? Integer.parseInt(threads.group(2)) : 1;
        }
    }

    static List<Result> read(String text) {
        assertThat(text).endsWith("\n");
        Map<String, String> configuration = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher key = CONFIGURATION.matcher(line);
            if (line.startsWith("Benchmark")) {
                results.add(result(line, configuration));
            } else if (key.matches()) {
                configuration.put(key.group(1), String.valueOf(key.group(2)));
            } else {
                assertThat(line).matches("(#.*)?");
            }
        }
        return results;
    }

    private static Result result(String line, Map<String, String> configuration) {
        String[] fields = line.strip().split("\\s+", -1);
        assertThat(fields.length).as(line).isGreaterThanOrEqualTo(4).isEven();
        assertThat(fields[0]).matches("Benchmark\\p{javaUpperCase}.*");
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 2; i < fields.length; i += 2) {
            assertThat(fields[i]).as(line).matches("[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");
            values.put(fields[i + 1], Double.parseDouble(fields[i]));
        }
        return new Result(
                fields[0].substring("Benchmark".length()),
                Long.parseLong(fields[1]),
                values,
                Map.copyOf(configuration));
    }
}
