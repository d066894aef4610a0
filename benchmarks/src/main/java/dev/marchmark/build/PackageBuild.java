// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds of packages by their distribution's own rules, made by the scripts in {@code native/}; they lie in the project's
 * cache, from where the native build links them.
 */
public final class PackageBuild {
    private static final String FACTS = "facts";
    private static final String ADDS_LEVEL = "adds_level ";
    private static final String ASSEMBLY_UNITS = "assembly_units ";

    private final Path sources;
    private final Consumer<String> say;

    /**
     * A source that was fetched.
     *
     * @param name of the package
     * @param folder of the cache, named after the version
     */
    public record Source(String name, Path folder) {}

    /**
     * @param sources the folder {@code native}
     * @param say takes what the builds say while they work, line by line
     */
    public PackageBuild(Path sources, Consumer<String> say) {
        this.sources = sources;
        this.say = say;
    }

    /** The folder with the source of that version of a package, as it was fetched; it need not be there. */
    public static Path source(String name, String version) {
        return cache().resolve(name).resolve(version.replace(":", "%3a")).resolve("source");
    }

    /** The cache's folder of packages, which changes when one was built; it need not be there. */
    public static Path cache() {
        String named = System.getenv("MARCHMARK_CACHE");
        String xdg = System.getenv("XDG_CACHE_HOME");
        String home = System.getenv().getOrDefault("HOME", "");
        Path cache = named != null && !named.isEmpty()
                ? Path.of(named)
                : (xdg != null && !xdg.isEmpty() ? Path.of(xdg) : Path.of(home, ".cache")).resolve("marchmark");
        return cache.resolve("packages");
    }

    /**
     * Whether all that the builds of these packages need is installed; what is missing is said, with the command that
     * installs it.
     *
     * @param named names of packages, and absolute paths of source packages of RPM distributions
     * @param install as root, runs that command
     */
    public boolean hasNeeds(List<String> named, boolean install) {
        List<String> arguments = new ArrayList<>(install ? List.of("--install") : List.of());
        arguments.addAll(named);
        return run("package-needs", arguments).status() == 0;
    }

    /**
     * Fetches the source of a package, or takes a file; empty, with the reason said, where no version can be had.
     *
     * @param named the package's name, or the absolute path of a source package of an RPM distribution
     */
    public Optional<Source> fetch(String named) {
        Ended ended = run("fetch-package", List.of(named));
        if (ended.status() != 0) {
            return Optional.empty();
        }
        Path folder = Path.of(ended.output().strip());
        return Optional.of(
                new Source(String.valueOf(folder.resolve("..").normalize().getFileName()), folder));
    }

    /**
     * Builds a variant of a package, unless it is built already.
     *
     * @return the folder that it is in, its library called {@code library.so}; empty where it is not, and the reason was said
     */
    public Optional<Path> build(Source source, String variant) {
        Ended ended = run(
                "build-package", List.of(source.name(), variant, source.folder().toString()));
        return ended.status() == 0 ? Optional.of(Path.of(ended.output().strip())) : Optional.empty();
    }

    /** Whether all that an audit says of a build is kept already; what earlier versions kept is not all. */
    public boolean isAudited(Path built) {
        try {
            return Files.readAllLines(built.resolve(FACTS)).stream().anyMatch(fact -> fact.startsWith(ASSEMBLY_UNITS));
        } catch (IOException e) {
            throw new BuildException("can't read what is known of a build: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps with a build what an audit said of it.
     *
     * @param addsLevel whether its code has instructions of its level that the baseline's has not
     * @param assemblyUnits how many of its units an assembler made
     */
    public void keepAudit(Path built, boolean addsLevel, long assemblyUnits) {
        try {
            Files.writeString(
                    built.resolve(FACTS),
                    ADDS_LEVEL + (addsLevel ? "yes" : "no") + "\n" + ASSEMBLY_UNITS + assemblyUnits + "\n",
                    StandardOpenOption.APPEND);
            Files.setLastModifiedTime(cache(), FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new BuildException("can't keep what is known of a build: " + e.getMessage(), e);
        }
    }

    /** From now on this build counts as not built. */
    public void refuse(Path built) {
        try {
            Files.delete(built.resolve(FACTS));
            Files.setLastModifiedTime(cache(), FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new BuildException("can't delete what is known of a build: " + e.getMessage(), e);
        }
    }

    /** Fetches the real files that its adapters take for inputs; what can't be had is said. */
    public void fetchFiles(String name) {
        run("fetch-files", List.of(name));
    }

    private record Ended(int status, String output) {}

    private Ended run(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("./" + script));
        command.addAll(arguments);
        StringBuilder output = new StringBuilder();
        try {
            int status = BuildProcess.run(
                    new ProcessBuilder(command).directory(sources.toFile()),
                    process -> {
                        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
                            said.lines().forEach(say);
                        }
                        // A line at most, so that it does not wait to be read.
                        output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                    },
                    () -> say.accept("ended; what is built stays, and the same command goes on with the rest"));
            return new Ended(status, output.toString());
        } catch (IOException e) {
            throw new BuildException("can't run native/" + script + ": " + e.getMessage(), e);
        }
    }
}
