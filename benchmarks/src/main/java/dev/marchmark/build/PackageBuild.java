// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds of the distribution's packages by its own rules, made by the scripts in {@code native/}; they lie in the project's
 * cache, from where the native build links them.
 */
public final class PackageBuild {
    private final Path sources;
    private final Consumer<String> say;

    /**
     * @param sources the folder {@code native}
     * @param say takes what the builds say while they work, line by line
     */
    public PackageBuild(Path sources, Consumer<String> say) {
        this.sources = sources;
        this.say = say;
    }

    /** The cache's folder of packages, which changes when one was built; it need not be there. */
    static Path cache() {
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
     * @param install as root, runs that command
     */
    public boolean hasNeeds(List<String> names, boolean install) {
        List<String> arguments = new ArrayList<>(install ? List.of("--install") : List.of());
        arguments.addAll(names);
        return run("package-needs", arguments).status() == 0;
    }

    /** Fetches the source of a package: where it then is; empty, with the reason said, where no version can be had. */
    public Optional<String> fetch(String name) {
        Ended ended = run("fetch-package", List.of(name));
        return ended.status() == 0 ? Optional.of(ended.output().strip()) : Optional.empty();
    }

    /**
     * Builds a variant of a package, unless it is built already.
     *
     * @param fetched where its source is
     * @return whether it is there now; else the reason was said
     */
    public boolean build(String name, String variant, String fetched) {
        return run("build-package", List.of(name, variant, fetched)).status() == 0;
    }

    private record Ended(int status, String output) {}

    private Ended run(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("./" + script));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).directory(sources.toFile()).start();
            process.getOutputStream().close();
            try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
                said.lines().forEach(say);
            }
            // A line at most, so that it does not wait to be read.
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new BuildException("can't run native/" + script + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException("interrupted", e);
        }
    }
}
