// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that start child processes with a choice of workloads. */
final class WorkloadOptions extends WorkloadChoice {
    @Option(
            names = "--jvm",
            paramLabel = "PATH",
            description = "The java command of child processes. Default: the one that runs this.")
    private @Nullable Path jvm;

    /** @throws UsageException where it is not there: a fork that can't start would look like a workload that fails */
    Optional<Path> jvm() {
        if (jvm != null && (!Files.isRegularFile(jvm) || !Files.isExecutable(jvm))) {
            throw new UsageException("--jvm takes the path of a java command; " + jvm + " is no executable file");
        }
        return Optional.ofNullable(jvm);
    }

    Path childJvm() {
        return jvm().orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }
}
