// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.harness.BuildFolder;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where the project is: the launcher says so. */
final class Home {
    private static final String SOURCE = ".c";

    private Home() {}

    static NativeBuild nativeBuild() {
        return new NativeBuild(nativeFolder());
    }

    /** @param say takes what builds say while they work */
    static PackageBuild packageBuild(Consumer<String> say) {
        return new PackageBuild(nativeFolder(), say);
    }

    private static Path nativeFolder() {
        String home = System.getProperty("marchmark.home");
        Path folder = home == null
                ? BuildFolder.path().getParent()
                : Path.of(home, "native").toAbsolutePath().normalize();
        if (folder == null) {
            throw new UsageException("marchmark.home does not name the project's folder");
        }
        return folder;
    }

    static Path results() {
        return nativeFolder().resolveSibling("results");
    }

    /** Ids of the workloads whose source is in the project, built or not; none where the project is not here. */
    static List<String> sources() {
        List<String> ids = new ArrayList<>();
        Path folder = nativeFolder();
        for (String kind : List.of(Workload.KERNELS, Workload.PACKAGES)) {
            if (Files.isDirectory(folder.resolve(kind))) {
                try (Stream<Path> files = Files.walk(folder.resolve(kind), 2)) {
                    files.map(file -> folder.relativize(file).toString())
                            .filter(name -> name.endsWith(SOURCE))
                            .map(name -> name.substring(0, name.length() - SOURCE.length()))
                            .forEach(ids::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return ids;
    }
}
