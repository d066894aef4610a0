// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.Workload;
import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's own command line over the same benchmarks, for those who know it: {@code java -jar benchmarks.jar -p
 * workload=kernels/checksum/crc32}, or {@code java -jar benchmarks.jar IsolatedBenchmark} for variants in forks of their
 * own. Without {@code -p workload} it takes all kernels. Its statistics are JMH's, not ours.
 */
public final class JmhMain {
    private JmhMain() {}

    /** Understands all that JMH's main class does. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        CommandLineOptions commandLine = new CommandLineOptions(args);
        if (commandLine.shouldHelp()
                || commandLine.shouldList()
                || commandLine.shouldListWithParams()
                || commandLine.shouldListProfilers()
                || commandLine.shouldListResultFormats()) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(commandLine)
                .addProfiler(BlockProfiler.class)
                .jvmArgsPrepend(ForkJvm.options(BuildFolder.path()).toArray(String[]::new));
        if (!commandLine.getParameter("workload").hasValue()) {
            Manifest manifest = BuildFolder.manifest(BuildFolder.path());
            options.param(
                    "workload",
                    manifest.workloads().stream()
                            .filter(workload -> workload.kind().equals(Workload.KERNELS))
                            .map(Workload::id)
                            .toArray(String[]::new));
        }
        if (!commandLine.shouldFailOnError().hasValue()) {
            options.shouldFailOnError(true); // JMH's own default ends with 0 though nothing was measured
        }
        if (commandLine.getIncludes().isEmpty()) {
            options.include(PairedBenchmark.class.getName());
        }
        new Runner(options.build()).run();
    }
}
