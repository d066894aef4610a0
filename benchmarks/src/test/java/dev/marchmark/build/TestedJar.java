// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tested classes in a jar, as users have them. Of folders the JVM makes no archive of classes, so each process that a test
 * starts, and each fork of it, would read and check all of them anew.
 */
public final class TestedJar {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");

    private static @Nullable String classPath;

    private TestedJar() {}

    /** A class path for processes of the program: the jar, and the libraries of these tests. */
    public static synchronized String classPath() {
        if (classPath == null) {
            Stream<String> libraries = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> !Files.isDirectory(Path.of(entry)));
            classPath = Stream.concat(Stream.of(pack(TARGET.resolve("classes")).toString()), libraries)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return classPath;
    }

    /** It goes with the JVM. */
    private static Path pack(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            Path jar = Files.createTempFile(TARGET, "tested ", ".jar");
            jar.toFile().deleteOnExit();
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                out.setLevel(Deflater.NO_COMPRESSION);
                for (Path file : all) {
                    out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
