// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import dev.marchmark.model.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Kernels of the project and planted ones, built once for all tests of a JVM in a folder with a space in its name, as tests
 * ask for them. It lies in the module's {@code target} and is deleted when the JVM ends.
 */
public final class PlantedNative {
    /** Those that are built. */
    public static final List<String> VARIANTS = List.of("v1-O2", "v2-O2", "v3-O2");

    private static final int LAYOUTS = 2;

    private static final Set<String> WORKLOADS = new TreeSet<>();
    private static @Nullable NativeFolder folder;
    private static @Nullable Manifest manifest;

    private PlantedNative() {}

    /** The manifest of a build that holds at least these workloads, in all of {@link #VARIANTS} and two layouts. */
    public static synchronized Manifest with(String... ids) {
        // Make builds the references of all kernels that it finds, so it finds those only that are asked for.
        String[] added = Arrays.stream(ids)
                .distinct()
                .filter(id -> !WORKLOADS.contains(id))
                .toArray(String[]::new);
        if (added.length > 0 || manifest == null) {
            WORKLOADS.addAll(List.of(added));
            manifest = folder().withKernels(added).build().build(WORKLOADS, VARIANTS);
        }
        return manifest;
    }

    /** The build's output folder; empty until {@link #with} was called. */
    public static synchronized Path output() {
        return folder().build().output();
    }

    private static NativeFolder folder() {
        if (folder == null) {
            folder = create();
        }
        return folder;
    }

    private static NativeFolder create() {
        try {
            Path target = Path.of(System.getProperty("basedir", "")).resolve("target");
            Path path = Files.createTempDirectory(target.toAbsolutePath(), "planted native ");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(path)));
            return NativeFolder.at(path)
                    .withPlantedHeaders()
                    .withVariantsNamed(VARIANTS)
                    .withLayouts(LAYOUTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            NativeFolder.delete(path);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("can't delete " + path + ": " + e.getMessage());
        }
    }
}
