// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.BuildException;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.bundle.Bundle;
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
    private static final String VARIANTS = "variants";

    private Home() {}

    static NativeBuild nativeBuild() {
        return new NativeBuild(nativeFolder());
    }

    /** The same for a command that builds, which may take minutes and so is said; not in a bundle, which builds nothing. */
    static NativeBuild nativeBuild(ConsoleProgress progress) {
        if (!isBundle()) {
            progress.say("building what is missing ...");
        }
        return nativeBuild();
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

    /** The project's, or a bundle's. */
    static Path folder() {
        return nativeFolder().resolveSibling("");
    }

    private static boolean isBundle() {
        return Files.exists(folder().resolve(Bundle.FACTS));
    }

    /** All that Java runs. */
    static Path jar() {
        return folder().resolve("benchmarks/target/benchmarks.jar");
    }

    /**
     * Refuses what a bundle can't do.
     *
     * @param command as it is typed
     * @throws BuildException where this is a bundle
     */
    static void requireSources(String command) {
        if (isBundle()) {
            throw new BuildException("'" + command + "' needs sources and a compiler, and a bundle has none:"
                    + " do it in the project's folder, where bundles are made");
        }
    }

    static Path results() {
        return nativeFolder().resolveSibling("results");
    }

    /** The names by which users choose: by the sources, or where there are none, as in a bundle, by what is built. */
    static KnownNames names() {
        Path folder = nativeFolder();
        return Files.exists(folder.resolve(VARIANTS))
                ? new KnownNames(sources(), firstWords(folder.resolve(VARIANTS)), firstWords(folder.resolve("sets")))
                : KnownNames.of(nativeBuild().describe());
    }

    /** What those lines of a file begin with that are no remarks and no flags. */
    private static List<String> firstWords(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.strip().split("\\s+", 2)[0])
                    .filter(word -> word.matches("[^#@].*"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the workloads whose source is in the project, built or not, sorted; none where the project is not here. */
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
        return ids.stream().sorted().toList();
    }
}
