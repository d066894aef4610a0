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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /**
     * Which files call a symbol of which, as the loader says while a probe calls a function of these libraries in such a
     * JVM: {@code caller -> holder}, of callers among the libraries.
     */
    static List<String> bindings(String flags, String function, List<Path> libraries, String symbol) {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BindingProbe.class.getName(),
                flags,
                function));
        libraries.forEach(library -> arguments.add(library.toString()));
        Pattern binding = Pattern.compile("binding file (.*) \\[0\\] to (.*) \\[0\\]: normal symbol `" + symbol + "'");
        return run(arguments, Map.of("LD_DEBUG", "bindings"))
                .lines()
                .map(binding::matcher)
                .filter(Matcher::find)
                .filter(found -> libraries.contains(Path.of(found.group(1))))
                .map(found -> found.group(1) + " -> " + found.group(2))
                .distinct()
                .toList();
    }

    private static String run(List<String> command) {
        return run(command, Map.of());
    }

    private static String run(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Debian's launcher is linked with it; others hold a copy of their own.
            builder.environment().put("LD_PRELOAD", "libz.so.1");
            builder.environment().putAll(environment);
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
