// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of {@code native/} to build in, with some of its kernels, the planted ones, or others. */
final class NativeFolder {
    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path NATIVE = MODULE.resolve("../native");
    private static final Path PLANTED = MODULE.resolve("src/test/native");
    private static final List<String> BUILD_FILES = List.of(
            "Makefile",
            "describe-variant",
            "build-libraries",
            "build-reference",
            "attempt",
            "describe-compilers",
            "build-package",
            "build-package-reference",
            "capture-link",
            "capture-lto",
            "package-rules",
            "take-source-rpm",
            "own-apt",
            "fetch-files",
            "files",
            "describe-package",
            "fetch-package",
            "find-package",
            "package-includes",
            "package-needs",
            "replay-link",
            "list-libraries",
            "include",
            "shim",
            "count",
            "find-compiler",
            "variants",
            "sets",
            "layouts");

    private final Path folder;

    private NativeFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder without kernels, which must not be there yet. */
    static NativeFolder at(Path folder) {
        for (String file : BUILD_FILES) {
            copy(NATIVE.resolve(file), folder.resolve(file));
        }
        return new NativeFolder(folder);
    }

    /** Adds kernels of the project, such as {@code kernels/checksum/crc32}, or with a fault, {@code kernels/planted/null}. */
    NativeFolder withKernels(String... ids) {
        for (String id : ids) {
            Path from = id.startsWith("kernels/planted/") ? PLANTED : NATIVE;
            copy(from.resolve(id + ".c"), folder.resolve(id + ".c"));
        }
        return this;
    }

    /** Adds the references of kernels that the tree has built; make builds again what of them is out of date. */
    NativeFolder withBuiltReferences() {
        Path references = Path.of("build/reference/kernels");
        if (Files.isDirectory(NATIVE.resolve(references))) {
            copy(NATIVE.resolve(references), folder.resolve(references));
        }
        return this;
    }

    /** Adds a package of the project, such as {@code zlib}. */
    NativeFolder withPackage(String name) {
        copy(
                NATIVE.resolve("packages").resolve(name),
                folder.resolve("packages").resolve(name));
        return this;
    }

    /** Adds what kernels with a planted fault are made with. */
    NativeFolder withPlantedHeaders() {
        copy(PLANTED.resolve("include"), folder.resolve("include"));
        return this;
    }

    /** Adds a file, or replaces its text. */
    NativeFolder with(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.resolve("..").normalize());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the variants. */
    NativeFolder withVariants(String... lines) {
        return with("variants", String.join("\n", lines) + "\n");
    }

    /** Keeps these of the project's variants only. */
    NativeFolder withVariantsNamed(List<String> names) {
        return with(
                "variants",
                lines("variants").filter(line -> line.startsWith("@") || names.contains(line.replaceFirst(" .*", ""))));
    }

    /** Keeps the first layouts only, as linking takes most of a build's time. */
    NativeFolder withLayouts(int count) {
        return with(
                "layouts",
                lines("layouts").filter(line -> !line.startsWith("#")).limit(count));
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NativeFolder with(String file, Stream<String> lines) {
        return with(file, lines.map(line -> line + "\n").collect(Collectors.joining()));
    }

    Path path() {
        return folder;
    }

    NativeBuild build() {
        return new NativeBuild(folder);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString()).normalize();
                Files.createDirectories(target.resolve("..").normalize());
                // With its time, by which make knows what is up to date.
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a tool prints; it must succeed. */
    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
