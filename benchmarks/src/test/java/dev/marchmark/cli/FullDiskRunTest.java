// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FullDiskRunTest {
    /** Room for a fork or two. The disk ends with its name space, so what it holds is saved. */
    private static final String SMALL_DISK =
            """
            mount -t tmpfs -o size=40k none disk
            code=0
            "$@" || code=$?
            cp -R disk saved
            exit $code
            """;

    @Test
    void runOnADiskThatFillsUpLosesNothingThatItFinished() throws IOException {
        Project project = Project.own("full disk");
        Files.createDirectory(project.home().resolve("disk"));
        String inProject = "cd '" + project.home() + "'\n";
        Program.Outcome outcome = new Program(project)
                .under(OwnNamespace.running(inProject + SMALL_DISK))
                .run(
                        "run",
                        "-w",
                        "crc32",
                        "--forks",
                        "6",
                        "-o",
                        project.home().resolve("disk").toString())
                .requireCode(5);
        assertThat(outcome.reason())
                .matches("marchmark: can't write .*/disk/.*/(blocks\\.tsv\\.gz|forks\\.jsonl|run\\.json): .*"
                        + "No space left on device");

        List<Path> saved = Project.runs(project.home().resolve("saved"));
        assertThat(saved).hasSize(1);
        Path folder = saved.get(0);
        String finished = Project.read(folder.resolve("forks.jsonl"));
        assertThat(finished).endsWith("\n");
        assertThat(ResumeTest.forks(folder)).startsWith(0).hasSizeLessThan(6);

        new Program(project).run("run", "--resume", folder.toString()).requireCode(0);
        assertThat(ResumeTest.forks(folder)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Project.read(folder.resolve("forks.jsonl"))).startsWith(finished);
        assertThat(HostileHostRunTest.unpacked(folder)
                        .lines()
                        .map(line -> line.split("\t", 4)[2])
                        .distinct())
                .as("forks with blocks")
                .containsExactly("0", "1", "2", "3", "4", "5");
    }
}
