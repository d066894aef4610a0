// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shared libraries and processes of a test's own. */
final class Compiled {
    private static final Path CONTRACT =
            Path.of(System.getProperty("basedir", "")).resolve("../native/include");

    private Compiled() {}

    /** A shared library of that C source, with the workload contract at hand. */
    static Path library(Path folder, String name, String source) {
        try {
            Path file = Files.writeString(folder.resolve(name + ".c"), source);
            Path library = folder.resolve(name + ".so");
            run(List.of("gcc", "-O1", "-fPIC", "-shared", "-I" + CONTRACT, file.toString(), "-o", library.toString()));
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a main class prints in a JVM of its own, in whose global scope the system's libz is. */
    static List<String> inJvmWithLibz(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return run(command).lines().toList();
    }

    private static String run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Debian's launcher is linked with it; others hold a copy of their own.
            builder.environment().put("LD_PRELOAD", "libz.so.1");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
