// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which several commands choose what they work on. */
final class WorkloadOptions {
    @Option(
            names = {"-w", "--workloads"},
            split = ",",
            paramLabel = "GLOB",
            description = "Workloads by id, as 'list' shows them; * and ** match, and the front may be left out:"
                    + " crc32, 'checksum/*'. Default: all.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--jvm",
            paramLabel = "PATH",
            description = "The java command of child processes. Default: the one that runs this.")
    private @Nullable Path jvm;

    List<String> globs() {
        return workloads;
    }

    /** @throws UsageException where it is not there: a fork that can't start would look like a workload that fails */
    Optional<Path> jvm() {
        if (jvm != null && (!Files.isRegularFile(jvm) || !Files.isExecutable(jvm))) {
            throw new UsageException("--jvm takes the path of a java command; " + jvm + " is no executable file");
        }
        return Optional.ofNullable(jvm);
    }

    /** "1 workload", "2 workloads". */
    static String count(int workloads) {
        return workloads + (workloads == 1 ? " workload" : " workloads");
    }

    Path childJvm() {
        return jvm().orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }
}
