// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TestedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as a user starts it: a process of its own, with a temporary folder and thus a machine lock of its own. */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Project project;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String mainClass = Main.class.getName();

    Program(Project project) {
        this.project = project;
    }

    /** Starts the JVM by another command. */
    Program under(String... command) {
        launcher.addAll(List.of(command));
        return this;
    }

    /** Further options of the JVM; the last of two that differ counts. */
    Program with(String... jvmOptions) {
        options.addAll(List.of(jvmOptions));
        return this;
    }

    Program environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Program mainClass(Class<?> type) {
        mainClass = type.getName();
        return this;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs to its end. */
    Outcome run(String... arguments) {
        try (Running running = start(arguments)) {
            return running.await(PATIENCE);
        }
    }

    Running start(String... arguments) {
        Path temporary = project.home().resolve("temporary files");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xlog:cds*=off",
                "-Dmarchmark.home=" + project.home(),
                "-Djava.io.tmpdir=" + temporary));
        if (Files.exists(Project.ARCHIVE)) {
            command.add("-XX:SharedArchiveFile=" + Project.ARCHIVE);
        }
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED"); // as the launcher does
        }
        command.addAll(options);
        command.addAll(List.of("-cp", TestedJar.classPath(), mainClass));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(temporary);
            return new Running(command, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs any command to its end. */
    static Outcome command(List<String> command) {
        try (Running running = new Running(command, Map.of())) {
            return running.await(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a process ended. */
    record Outcome(int code, String out, String err) {
        /** Ended so, and not by a fault of its own. */
        Outcome requireCode(int expected) {
            assertThat(code).as(toString()).isEqualTo(expected);
            assertThat(err).doesNotContain("\tat ").doesNotContain("fault of marchmark");
            return this;
        }

        /** The one line that says why it ended so. */
        String reason() {
            List<String> reasons =
                    err.lines().filter(line -> line.startsWith("marchmark: ")).toList();
            assertThat(reasons).as(toString()).hasSize(1);
            return reasons.get(0);
        }

        /** The table of a run, as far as it is what 'report' prints. */
        String table() {
            int end = out.indexOf("\nstored in ");
            assertThat(end).as(toString()).isPositive();
            return out.substring(1, end);
        }

        @Override
        public String toString() {
            return "exit code " + code + "\n--- standard output:\n" + out + "--- standard error:\n" + err;
        }
    }

    /** A process that has not ended yet. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Path out = Files.createTempFile("marchmark", ".out");
        private final Path err = Files.createTempFile("marchmark", ".err");

        Running(List<String> command, Map<String, String> environment) throws IOException {
            List<String> all = new ArrayList<>();
            // In a process group of its own; and where Ctrl-C is ignored, as in the background of a script, the JVM
            // would ignore it too.
            all.addAll(List.of("setsid", "env", "--default-signal=INT"));
            all.addAll(command);
            ProcessBuilder builder =
                    new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAKEFLAGS", "QEMU_CPU")
                    .forEach(builder.environment()::remove);
            builder.environment().put("MARCHMARK_CACHE", Project.CACHE.toString());
            builder.environment().putAll(environment);
            process = builder.start();
        }

        /** Waits until it has printed a text on standard error. */
        void awaitError(String text) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!Project.read(err).contains(text)) {
                assertThat(process.isAlive() && System.nanoTime() < end)
                        .as("waiting for '" + text + "', but there is only:\n" + Project.read(err))
                        .isTrue();
                pause();
            }
        }

        private static void pause() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** What {@code kill -INT} does. */
        void interrupt() {
            kill("INT", Long.toString(process.pid()));
        }

        /** What Ctrl-C on a terminal does: the forks get it as well. */
        void interruptGroup() {
            kill("INT", "-" + process.pid());
        }

        /** What {@code kill} does. */
        void terminate() {
            kill("TERM", Long.toString(process.pid()));
        }

        private static void kill(String signal, String target) {
            command(List.of("sh", "-c", "kill -" + signal + " " + target));
        }

        /** Waits until a program runs that it started, itself or by others; all that run then. */
        List<ProcessHandle> awaitDescendant(String program) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                List<ProcessHandle> there = process.descendants().toList();
                if (there.stream().anyMatch(each -> isCalled(each, program))) {
                    return there;
                }
                assertThat(process.isAlive() && System.nanoTime() < end)
                        .as("waiting for " + program + ", but there is only:\n" + Project.read(err))
                        .isTrue();
                pause();
            }
        }

        private static boolean isCalled(ProcessHandle process, String program) {
            return process.info().command().orElse("").endsWith("/" + program);
        }

        Outcome await(Duration patience) {
            try {
                boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
                String printed = "\n" + Project.read(out) + Project.read(err);
                assertThat(ended)
                        .as("it did not end within " + patience.toSeconds() + " s" + printed)
                        .isTrue();
                return new Outcome(process.exitValue(), Project.read(out), Project.read(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            try {
                Files.delete(out);
                Files.delete(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
