// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Host;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        List<String> differences = new ArrayList<>();
        difference(differences, "CPU", run.host().cpu().brand(), here.cpu().brand());
        difference(
                differences, "CPU model", run.host().cpu().model(), here.cpu().model());
        difference(
                differences,
                "microcode",
                run.host().cpu().microcode(),
                here.cpu().microcode());
        difference(
                differences,
                "x86-64 level",
                run.host().cpu().level(),
                here.cpu().level());
        difference(
                differences,
                "kernel",
                run.host().software().kernel(),
                here.software().kernel());
        for (Run.LibraryFacts measured : run.libraries()) {
            String now = manifest.libraries(measured.workload(), measured.variant()).stream()
                    .filter(library -> library.layout().equals(measured.layout()))
                    .map(Library::sha256)
                    .findFirst()
                    .orElse("none");
            if (!now.equals(measured.sha256())) {
                differences.add("the library of " + measured.workload() + ", " + measured.variant() + ", layout "
                        + measured.layout());
            }
        }
        if (!differences.isEmpty()) {
            String more = differences.size() > 3 ? " and " + (differences.size() - 3) + " more" : "";
            throw new HostException("run " + run.id() + " can't go on here, as these differ: "
                    + String.join("; ", differences.subList(0, Math.min(3, differences.size()))) + more
                    + ". Start a new run instead.");
        }
    }

    private static void difference(List<String> differences, String what, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            differences.add(what + " (" + then + " then, " + now + " now)");
        }
    }
}
