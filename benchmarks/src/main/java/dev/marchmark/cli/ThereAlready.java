// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Settings;
import dev.marchmark.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a folder has results of, so that a command of several runs that was cut off makes only those that are missing.
 *
 * @param settings of these results, without what differs from one start to the next
 */
record ThereAlready(List<Settings> settings) {
    static final ThereAlready NOTHING = new ThereAlready(List.of());

    /**
     * The results of a host, complete or not: what is not, {@code --resume} completes.
     *
     * @param host its folder, which need not be there
     */
    static ThereAlready in(Path host) {
        return Files.isDirectory(host)
                ? of(RunFolder.find(host).stream()
                        .map(folder -> folder.read().settings())
                        .toList())
                : NOTHING;
    }

    static ThereAlready of(List<Settings> results) {
        return new ThereAlready(results.stream().map(ThereAlready::settled).toList());
    }

    /** Whether one of them is what these settings make, but for the seed, the limit of time and the rows of a cross-check. */
    boolean has(Settings planned) {
        return settings.contains(settled(planned));
    }

    private static Settings settled(Settings of) {
        return of.of(of.workloads(), of.variants(), 0, 0)
                .with(of.target(), of.hasAligned())
                .withCrossChecked(List.of());
    }
}
