// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.host.HostFacts;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs of planted kernels, and of some real ones, with real forks. */
final class PlantedSession {
    static final List<String> VARIANTS = List.of("v2-O2", "v3-O2");

    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String SYSTEMS_TEMPORARY = System.getProperty(TEMPORARY);

    private PlantedSession() {}

    /**
     * The lock that keeps two measurements off one machine lies there; tests don't wait for others on it. The folder
     * stays as long as the JVM, whose classes may remember it.
     */
    static void lockElsewhere() throws IOException {
        Path folder = Files.createDirectories(PlantedNative.output().resolve("temporary"));
        System.setProperty(TEMPORARY, folder.toString());
    }

    static void lockAsEver() {
        System.setProperty(TEMPORARY, SYSTEMS_TEMPORARY);
    }

    static Settings settings(List<String> workloads, String size, int forks, int millis, long seed) {
        return new Settings(workloads, VARIANTS, size, "quick", forks, 50, millis, 4, 0.5, seed, 0);
    }

    /** Below {@code root}, with a run of these settings that has begun. */
    static RunFolder folder(Settings settings, Path root) {
        List<String> workloads = settings.workloads();
        Manifest manifest = PlantedNative.with(workloads.toArray(String[]::new));
        Cpu cpu = Shim.load(PlantedNative.output());
        List<Variant> variants = VARIANTS.stream().map(manifest::variant).toList();
        RunFolder folder = RunFolder.create(root.resolve("20260101T000000Z-0000ff"));
        folder.write(new Run(
                Run.SCHEMA,
                "0.0.0",
                "20260101T000000Z-0000ff",
                UtcTime.now(),
                null,
                Run.Status.STARTED,
                HostFacts.read(cpu),
                settings,
                variants,
                workloads.stream()
                        .map(id -> Preparation.facts(
                                        PlantedNative.output(), manifest.workload(id), Size.of(settings.size()))
                                .orElseThrow())
                        .toList(),
                Preparation.libraries(manifest, workloads, variants),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null));
        return folder;
    }

    static Session session(Watcher watcher, String... workloads) {
        Session session = new Session(PlantedNative.output(), PlantedNative.with(workloads), Optional.empty(), watcher);
        watcher.session = session;
        return session;
    }
}
