// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Host;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.run.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Whether a run may go on here: one run is one host and one set of libraries. */
final class Resumption {
    private Resumption() {}

    /** @throws UsageException where the command line says anew what the run has settled already */
    static void requireNoSettings(ParseResult parsed) {
        String settings = parsed.matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !List.of("--resume", "--jvm", "--max-time").contains(name))
                .collect(Collectors.joining(", "));
        if (!settings.isEmpty()) {
            throw new UsageException("--resume goes on with the settings of that run: leave out " + settings);
        }
    }

    /** @throws HostException naming what differs */
    static void check(Run run, Host here, Manifest manifest) {
        List<String> differences = new ArrayList<>(Differences.ofMachine(run.host(), here));
        differences.addAll(Differences.ofLibraries(
                run.libraries(), Preparation.libraries(manifest, run.settings().workloads(), run.variants())));
        if (!differences.isEmpty()) {
            String more = differences.size() > 3 ? " and " + (differences.size() - 3) + " more" : "";
            throw new HostException("run " + run.id() + " can't go on here, as these differ: "
                    + String.join("; ", differences.subList(0, Math.min(3, differences.size()))) + more
                    + ". Start a new run instead.");
        }
    }
}
