// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.harness.JmhMain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code java -jar benchmarks.jar}, for those who know JMH. */
@Tag("slow")
@Tag("jvm")
class JmhCommandLineTest {
    /** Its manifest lists what is built last, and commands of other tests build what they need. */
    private static Project built(String name) {
        Project project = Project.own(name);
        project.build("kernels/checksum/crc32", "v2-O2 v3-O2");
        return project;
    }

    @Test
    void jmhPrintsTheSpeedUp() {
        Project project = built("jmh");
        Program.Outcome outcome = new Program(project)
                .mainClass(JmhMain.class)
                .with("-Dmarchmark.build=" + project.nativeFolder().resolve("build"))
                .run("-p", "workload=kernels/checksum/crc32", "-f", "1", "-w", "50ms", "-r", "100ms")
                .requireCode(0);
        assertThat(outcome.out())
                .containsPattern("speed-up v3-O2: +[0-9]\\.[0-9]+ x")
                .containsPattern("\n# Fork: 1 of 1\n");
    }

    /** The blocks of a fork are collected in one list. */
    @Test
    void severalThreadsAreRefused() {
        Project project = built("jmh-threads");
        Program.Outcome outcome = new Program(project)
                .mainClass(JmhMain.class)
                .with("-Dmarchmark.build=" + project.nativeFolder().resolve("build"))
                .run("-p", "workload=kernels/checksum/crc32", "-f", "1", "-t", "2", "-w", "50ms", "-r", "100ms");
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.out()).contains("the paired benchmark takes one thread, not -t 2");
    }

    @Test
    void isolatedBenchmarkPrintsTheTimeOfACall() {
        Project project = built("jmh-isolated");
        Program.Outcome outcome = new Program(project)
                .mainClass(JmhMain.class)
                .with("-Dmarchmark.build=" + project.nativeFolder().resolve("build"))
                .run(
                        "IsolatedBenchmark",
                        "-p",
                        "workload=kernels/checksum/crc32",
                        "-p",
                        "side=SAME,COPY,SCALED",
                        "-p",
                        "layout=0",
                        "-f",
                        "1",
                        "-w",
                        "20ms",
                        "-i",
                        "1",
                        "-r",
                        "50ms")
                .requireCode(0);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("IsolatedBenchmark.slice:call")))
                .as("three sides of two variants")
                .hasSize(6);
        assertThat(outcome.out()).doesNotContain("PairedBenchmark");
    }

    @Test
    void missingBuildIsExplained() {
        Program.Outcome outcome = new Program(Project.shared())
                .mainClass(JmhMain.class)
                .with("-Dmarchmark.build=" + Project.shared().home().resolve("nowhere"))
                .run("-f", "1");
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err()).contains("make -C native");
    }
}
