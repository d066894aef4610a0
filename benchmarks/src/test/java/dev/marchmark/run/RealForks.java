// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.build.TestedJar;
import dev.marchmark.host.HostFacts;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Contrast;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whole runs with real forks, of kernels of the project and planted ones: what their tests share. */
abstract class RealForks {
    static final String CRC32 = "kernels/checksum/crc32";
    static final String CRASHES = "kernels/planted/crashes";
    static final String FASTER = "kernels/planted/faster_at_v3";

    private static final List<String> VARIANTS = List.of("v2-O2", "v3-O2");
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String CLASS_PATH = "java.class.path";

    private static final String SYSTEMS_TEMPORARY = System.getProperty(TEMPORARY);
    private static final String CLASS_PATH_OF_TESTS = System.getProperty(CLASS_PATH);

    private final Path temporary;

    RealForks(Path temporary) {
        this.temporary = temporary;
    }

    /**
     * The lock that keeps two measurements off one machine lies there; tests don't wait for others on it. The folder
     * stays as long as the JVM, whose classes may remember it.
     */
    @BeforeAll
    static void lockElsewhere() throws IOException {
        Path folder = Files.createDirectories(PlantedNative.output().resolve("temporary"));
        System.setProperty(TEMPORARY, folder.toString());
    }

    @AfterAll
    static void lockAsEver() {
        System.setProperty(TEMPORARY, SYSTEMS_TEMPORARY);
    }

    /** Of which forks make an archive. */
    @BeforeAll
    static void classesInAJar() {
        System.setProperty(CLASS_PATH, TestedJar.classPath());
    }

    @AfterAll
    static void classesAsEver() {
        System.setProperty(CLASS_PATH, CLASS_PATH_OF_TESTS);
    }

    RunFolder folder(List<String> workloads, int forks, int millis, long seed) {
        return folder(settings(workloads, forks, millis, seed), "results of a test");
    }

    static Settings settings(List<String> workloads, int forks, int millis, long seed) {
        return settings(workloads, Size.SMALL, forks, millis, seed);
    }

    static Settings settings(List<String> workloads, Size size, int forks, int millis, long seed) {
        return new Settings(workloads, VARIANTS, size.label(), "quick", forks, 50, millis, 4, 0.5, seed, 0);
    }

    RunFolder folder(Settings settings, String root) {
        List<String> workloads = settings.workloads();
        Manifest manifest = PlantedNative.with(workloads.toArray(String[]::new));
        Cpu cpu = Shim.load(PlantedNative.output());
        List<Variant> variants = VARIANTS.stream().map(manifest::variant).toList();
        RunFolder folder = RunFolder.create(temporary.resolve(root).resolve("20260101T000000Z-0000ff"));
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

    static Comparison row(List<Comparison> rows, String workload, Contrast contrast) {
        return rows.stream()
                .filter(row -> row.workload().equals(workload) && row.contrast() == contrast)
                .findFirst()
                .orElseThrow();
    }
}
