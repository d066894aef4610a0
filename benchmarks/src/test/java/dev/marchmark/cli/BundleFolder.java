// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TestedJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle, unpacked below a folder with blanks in its name, and a host for it that has a Java, a shell and coreutils, and no
 * compiler, make, Maven or objdump.
 *
 * @param home the bundle's top folder
 * @param tools all that is in the search path
 */
record BundleFolder(Path home, Path tools) {
    private static final Path PROJECT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final List<String> TOOLS = List.of(
            "bash", "env", "readlink", "dirname", "uname", "getconf", "sha256sum", "mv", "rm", "mkdir", "touch", "cat");

    /** Adds to a project what bundles are made of beside libraries; the jar leads to the classes that are tested. */
    static void prepare(Project project) throws IOException {
        Project.copy(PROJECT.resolve("scripts"), project.home().resolve("scripts"), path -> true);
        for (String file : List.of("LICENSE", "THIRD-PARTY.md")) {
            Files.copy(PROJECT.resolve(file), project.home().resolve(file));
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(TestedJar.classPath().split(File.pathSeparator, -1))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = project.home().resolve("benchmarks/target/benchmarks.jar");
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }

    /** Unpacks an archive. */
    static BundleFolder unpack(Path archive) throws IOException {
        Path folder = Files.createDirectory(Project.folder("bundle").resolve("a folder with blanks"));
        Program.command(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()))
                .requireCode(0);
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Program.Outcome found = Program.command(List.of("sh", "-c", "command -v " + tool));
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of(found.requireCode(0).out().strip()));
        }
        Files.createSymbolicLink(tools.resolve("java"), Path.of(Program.java()));
        return new BundleFolder(folder.resolve("marchmark-" + Version.NUMBER), tools);
    }

    /** What is in one of its files. */
    String read(String name) {
        return Project.read(home.resolve(name));
    }

    /** The names of all its files, below the top folder, sorted. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Starts its launcher as a user of that host would. */
    Program.Outcome start(String... arguments) throws IOException {
        Path temporary = Files.createDirectories(home.resolveSibling("temporary files"));
        List<String> command = new ArrayList<>(List.of(
                tools.resolve("env").toString(),
                "-i",
                "PATH=" + tools,
                "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir='" + temporary + "'",
                home.resolve("scripts/marchmark").toString()));
        command.addAll(List.of(arguments));
        Program.Outcome outcome = Program.command(command);
        assertThat(outcome.err()).doesNotContain("building");
        return outcome;
    }
}
