// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Mix;
import dev.marchmark.model.Run;
import dev.marchmark.model.UnknownNameException;
import dev.marchmark.model.Workload;
import dev.marchmark.store.MixFile;
import dev.marchmark.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a whole's time is made of, from a file. */
final class MixOption {
    @Option(
            names = "--mix",
            paramLabel = "FILE",
            description = "Also what a whole would gain whose time is made up as FILE says, by Amdahl's law; those in"
                    + " the project's folder benchmarks/mixes are ready (none for a container host: no published profile of one"
                    + " was found to cite). With console, markdown, page and brief.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * The mix; empty where none is asked for.
     *
     * @throws UsageException where the file can't be read or is not sound
     * @throws UnknownNameException where it names what is neither in the runs nor in the project: what is merely not
     *     measured has no gain, but a misspelt name must not pass for that
     */
    Optional<Mix> read(List<Run> runs) {
        if (file == null) {
            return Optional.empty();
        }
        Mix mix;
        try {
            mix = MixFile.read(file);
        } catch (StoreException e) {
            throw new UsageException("--mix: " + e.getMessage(), e);
        }
        Set<String> known = new TreeSet<>(Home.sources());
        runs.forEach(run -> run.workloads().forEach(workload -> known.add(workload.id())));
        List.copyOf(known).forEach(id -> known.add(Workload.group(id)));
        for (Mix.Part part : mix.parts()) {
            for (String name : part.like()) {
                if (!known.contains(name)) {
                    throw UnknownNameException.of("workload or group", name, known);
                }
            }
        }
        return Optional.of(mix);
    }
}
