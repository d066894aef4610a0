// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project folder with a copy of {@code native/}; its path holds blanks, as a user's may. */
record Project(Path home) {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path NATIVE = MODULE.resolveSibling("native");
    private static final List<String> KERNELS = List.of("kernels/checksum/crc32", "kernels/integer/alpha_blend");
    private static final List<String> VARIANTS = List.of("v1-O2", "v2-O2", "v3-O2");
    private static final Path BUILD = Path.of("build");

    /** What most of a new build is: the references of all kernels, and what the compilers here can do. */
    private static final List<Path> BUILT = Stream.concat(
                    Stream.of("compilers.txt", "count", "layouts", "libshim.so", "reference/kernels", "variants"),
                    KERNELS.stream().flatMap(kernel -> VARIANTS.stream().map(variant -> kernel + "/" + variant)))
            .map(BUILD::resolve)
            .toList();

    // Below target/, as /tmp may be mounted noexec; one for each of the JVMs that run tests at once. Goes with the JVM.
    private static final Path SCRATCH = scratch();
    private static @Nullable Project shared;
    private static boolean measured;

    /** Holds nothing: which packages and compilers the user has prepared is nothing that a test may depend on. */
    static final Path CACHE = SCRATCH.resolve("empty cache");

    /** The classes that a run loads, once there was one; Java goes without where it does not fit. */
    static final Path ARCHIVE = SCRATCH.resolve("classes.jsa");

    private static Path scratch() {
        try {
            Path folder = Files.createTempDirectory(MODULE.resolve("target"), "end to end ");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One that is built already, as far as most tests need it: crc32 and alpha_blend in v1-O2, v2-O2 and v3-O2. What the
     * tree itself has built of that is taken along with its times, so make builds what is missing or out of date.
     */
    static synchronized Project shared() {
        if (shared == null) {
            shared = new Project(SCRATCH.resolve("shared project"));
            copy(
                    NATIVE,
                    shared.nativeFolder(),
                    path -> !path.startsWith(BUILD)
                            || path.equals(BUILD)
                            || BUILT.stream().anyMatch(path::startsWith));
            shared.build(String.join(" ", KERNELS), String.join(" ", VARIANTS));
        }
        return shared;
    }

    /** A copy of {@link #shared()}, to change. */
    static Project own(String name) {
        Project own = new Project(folder(name));
        measureOnce();
        copy(shared().nativeFolder(), own.nativeFolder(), path -> true);
        return own;
    }

    /**
     * So that there are archives of what a run loads, and its forks: else the first fork in each copy would make one. It only
     * saves time: where it fails, tests tell why.
     */
    private static synchronized void measureOnce() {
        if (!measured) {
            measured = true;
            String results = folder("a first run").toString();
            new Program(shared())
                    .with("-XX:ArchiveClassesAtExit=" + ARCHIVE)
                    .run("run", "-w", "crc32", "-p", "standard", "--forks", "2", "-o", results);
        }
    }

    /** One that is not built yet and has only crc32, which is soon built. */
    static Project unbuilt(String name) {
        Project unbuilt = new Project(folder(name));
        copy(
                NATIVE,
                unbuilt.nativeFolder(),
                path -> !path.startsWith("build")
                        && (!path.toString().endsWith(".c")
                                || path.endsWith("crc32.c")
                                || path.startsWith("shim")
                                || path.startsWith("count")));
        return unbuilt;
    }

    /** A new empty folder below {@code target/}. */
    static Path folder(String name) {
        try {
            return Files.createTempDirectory(SCRATCH, name + " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path nativeFolder() {
        return home.resolve("native");
    }

    Path results() {
        return home.resolve("results");
    }

    /** The result folders, oldest first. */
    List<Path> runs() {
        return runs(results());
    }

    static List<Path> runs(Path results) {
        if (!Files.exists(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(results)) {
            return files.filter(file -> file.endsWith("run.json"))
                    .map(file -> file.resolve("..").normalize())
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String kernel(String id) {
        return read(nativeFolder().resolve(id + ".c"));
    }

    void plant(String id, String source) {
        try {
            Path file = nativeFolder().resolve(id + ".c");
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds kernels with a fault, by their names below {@code src/test/native/kernels/planted}. */
    Project withPlanted(String... names) {
        Path planted = MODULE.resolve("src/test/native");
        copy(planted.resolve("include"), nativeFolder().resolve("include"), path -> true);
        for (String name : names) {
            plant("kernels/planted/" + name, read(planted.resolve("kernels/planted/" + name + ".c")));
        }
        return this;
    }

    /** Builds without the program. */
    void build(String workloads, String variants) {
        Program.Outcome outcome = Program.command(List.of(
                "make", "-j2", "-C", nativeFolder().toString(), "WORKLOADS=" + workloads, "VARIANTS=" + variants));
        assertThat(outcome.code()).as(outcome.toString()).isZero();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(path -> wanted.test(from.relativize(path))).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    // With its time, or everything would be built anew.
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
