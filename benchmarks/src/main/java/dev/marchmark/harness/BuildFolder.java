// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.ManifestLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The native build's output folder: given by the property {@value #PROPERTY}, else found from the jar's place. */
public final class BuildFolder {
    /** Names the folder. */
    public static final String PROPERTY = "marchmark.build";

    private static final String JAR_TO_BUILD = "../../native/build"; // from benchmarks/target

    private BuildFolder() {}

    /** Absolute. */
    public static Path path() {
        @Nullable String property = System.getProperty(PROPERTY);
        if (property != null) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        Path jar = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        Path folder = jar.getParent();
        return folder == null
                ? Path.of("native/build").toAbsolutePath()
                : folder.resolve(JAR_TO_BUILD).normalize();
    }

    /**
     * The manifest in it.
     *
     * @throws ForkFailure where there is none, or it is damaged
     */
    public static Manifest manifest(Path build) {
        return manifest(build, any -> true);
    }

    /** The same with the libraries of one workload only. */
    static Manifest manifestOf(Path build, String workload) {
        return manifest(build, workload::equals);
    }

    private static Manifest manifest(Path build, Predicate<String> needed) {
        Path file = build.resolve("manifest.tsv");
        try {
            return ManifestLines.parse(Files.readAllLines(file), file.toString(), needed);
        } catch (IOException e) {
            throw new ForkFailure(
                    "can't read " + file + "; run 'scripts/marchmark verify' or 'make -C native' first", e);
        }
    }

    /**
     * In how many layouts a variant of a workload was linked.
     *
     * @throws ForkFailure where it was not built
     */
    public static int layouts(Manifest manifest, String workload, String variant) {
        int layouts = manifest.libraries(workload, variant).size();
        if (layouts == 0) {
            throw new ForkFailure(
                    "variant " + variant + " of " + workload + " was not built; 'make -C native' builds all");
        }
        return layouts;
    }
}
