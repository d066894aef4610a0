// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What is typed for options that take numbers: what is none is said to be none, and not in the names of Java's types. */
final class NumberArgument {
    private NumberArgument() {}

    /** Has all options of a command and of those below it read so. */
    static CommandLine readBy(CommandLine command) {
        return command.registerConverter(int.class, typed -> whole(typed, Integer::valueOf))
                .registerConverter(Integer.class, typed -> whole(typed, Integer::valueOf))
                .registerConverter(Long.class, typed -> whole(typed, Long::valueOf))
                .registerConverter(long.class, typed -> whole(typed, Long::valueOf))
                .registerConverter(double.class, typed -> number(typed, Double::valueOf, "is no number"));
    }

    private static <T> T whole(String typed, Function<String, T> read) {
        return number(typed, read, typed.matches("-?[0-9]+") ? "is too large" : "is no whole number");
    }

    private static <T> T number(String typed, Function<String, T> read, String objection) {
        try {
            return read.apply(typed);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + typed + "' " + objection);
        }
    }
}
