// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What stands on the command line, whatever its value. */
final class GivenOptions {
    private GivenOptions() {}

    /**
     * Refuses options that another one leaves no room for.
     *
     * @param settled which of them, by their long names
     * @param why the other one does
     * @throws UsageException naming those to leave out
     */
    static void refuse(CommandSpec spec, Predicate<String> settled, String why) {
        String given = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(settled)
                .collect(Collectors.joining(", "));
        if (!given.isEmpty()) {
            throw new UsageException(why + ": leave out " + given);
        }
    }
}
