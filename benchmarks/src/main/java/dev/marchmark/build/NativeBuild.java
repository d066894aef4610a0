// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.ManifestLines;
import dev.marchmark.model.Run;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The libraries of {@code native/}, made by its own Makefile. */
public final class NativeBuild {
    private static final int LINES_KEPT = 20;

    private final Path sources;

    /** @param sources the folder {@code native} */
    public NativeBuild(Path sources) {
        this.sources = sources;
    }

    /** Where its output is. */
    public Path output() {
        return sources.resolve("build");
    }

    /**
     * Builds the references of all workloads and describes all variants: enough to list them. What can't be built is among
     * the manifest's broken. Does nothing where the manifest is newer than every source and every folder of sources, and
     * than the packages that were built, in the cache that it tells of: of the same age may be a file written just after it.
     *
     * @throws BuildException saying what the tools said
     */
    public Manifest describe() {
        return isDescribed() ? read() : make(List.of(), List.of());
    }

    private boolean isDescribed() {
        Path manifest = manifest();
        if (!Files.exists(manifest) || !Files.exists(output().resolve("libshim.so"))) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            FileTime built = Files.getLastModifiedTime(manifest);
            Path packages = PackageBuild.cache();
            Path described =
                    Path.of(Files.readString(output().resolve("cache.txt")).strip());
            if (!described.equals(packages)
                    || (Files.exists(packages)
                            ? modified(packages).compareTo(built) >= 0
                            : read().packages().stream()
                                    .anyMatch(each -> !each.builds().isEmpty()))) {
                return false;
            }
            return files.filter(file -> !file.startsWith(output()) && !file.equals(sources))
                    .noneMatch(file -> modified(file).compareTo(built) >= 0);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Builds these variants of these workloads, as far as they are not built yet and a variant builds the workload. Where
     * there are no sources, as in a bundle, what is there is taken as it is.
     *
     * @throws BuildException where one of them can't be built, saying what the tools said
     */
    public Manifest build(Collection<String> workloads, Collection<String> variants) {
        Manifest made = make(workloads, variants);
        if (workloads.stream().anyMatch(id -> !isWhole(made, id, variants))) {
            throw failed(made, workloads);
        }
        return made;
    }

    /**
     * The same, but what can't be built keeps nobody from the rest: it is among the manifest's broken.
     *
     * @throws BuildException where no workload can be built in all these variants, saying what the tools said
     */
    public Manifest buildPossible(Collection<String> workloads, Collection<String> variants) {
        Manifest made = make(workloads, variants);
        if (workloads.stream().noneMatch(id -> isWhole(made, id, variants))) {
            throw failed(made, workloads);
        }
        return made;
    }

    /**
     * Those of the workloads that have a reference.
     *
     * @throws BuildException where none has, saying what the tools said
     */
    public static List<String> possible(Manifest described, List<String> workloads) {
        List<String> built = described.workloads().stream().map(Workload::id).toList();
        List<String> possible = workloads.stream().filter(built::contains).toList();
        if (possible.isEmpty()) {
            throw failed(described, workloads);
        }
        return possible;
    }

    private static boolean isWhole(Manifest made, String workload, Collection<String> variants) {
        return variants.stream()
                .allMatch(variant -> made.broken(workload, variant).isEmpty());
    }

    private static BuildException failed(Manifest made, Collection<String> workloads) {
        return new BuildException(made.broken().stream()
                .filter(each -> workloads.contains(each.workload()))
                .map(Run.Failure::reason)
                .distinct()
                .collect(Collectors.joining("\n  ", "the native build failed:\n  ", "")));
    }

    private Manifest make(Collection<String> workloads, Collection<String> variants) {
        if (Files.exists(sources.resolve("Makefile"))) {
            runMake(workloads, variants);
        }
        Manifest manifest = read();
        for (Workload workload : manifest.workloads()) {
            if (workloads.contains(workload.id()) && workload.unavailable() != null) {
                throw new BuildException(workload.id() + " is " + workload.unavailable());
            }
        }
        return manifest;
    }

    private Path manifest() {
        return output().resolve("manifest.tsv");
    }

    private Manifest read() {
        Path manifest = manifest();
        try {
            return ManifestLines.parse(Files.readAllLines(manifest), manifest.toString());
        } catch (IOException e) {
            throw new BuildException(
                    "can't read " + manifest + ", which the native build writes: " + e.getMessage(), e);
        }
    }

    private void runMake(Collection<String> workloads, Collection<String> variants) {
        List<String> command = List.of(
                "make",
                "--no-print-directory",
                "-j" + Runtime.getRuntime().availableProcessors(),
                "-C",
                sources.toString(),
                "WORKLOADS=" + String.join(" ", workloads),
                "VARIANTS=" + String.join(" ", variants),
                "BROKEN=listed");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Deque<String> last = new ArrayDeque<>();
            int status = BuildProcess.run(
                    builder,
                    make -> make.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> keep(line, last)),
                    () -> {});
            if (status != 0) {
                throw new BuildException("the native build failed:\n  " + String.join("\n  ", last));
            }
        } catch (IOException e) {
            throw new BuildException("can't run make: " + e.getMessage() + "; install make and a C compiler", e);
        }
    }

    private static void keep(String line, Deque<String> last) {
        // The commands themselves would push the compiler's message out.
        if (!line.startsWith("gcc ") && !line.startsWith("clang ") && !line.startsWith("cc ")) {
            last.add(line);
        }
        if (last.size() > LINES_KEPT) {
            last.remove();
        }
    }
}
