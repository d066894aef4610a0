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
class VaryTest {
    @Test
    void eachLineOfASetIsARunOfThoseVariantsThatThereAre() throws IOException {
        Project project = Project.own("vary");
        Files.writeString(
                project.nativeFolder().resolve("sets"),
                "pairs v2-O2 v3-O2\nothers v3-O2 v1-O2\npairs v2-O2-gone v3-O2\npairs v1-O2 v2-O2-gone v2-O2\n");
        Files.writeString(
                project.nativeFolder().resolve("variants"),
                Project.read(project.nativeFolder().resolve("variants"))
                        + "v2-O2-gone no-such-compiler -march=x86-64-v2 -O2\n");
        Program.Outcome outcome = new Program(project)
                .run("run", "-w", "crc32", "--forks", "2", "--vary", "pairs")
                .requireCode(0);
        assertThat(outcome.err()).contains("v2-O2-gone is left out: no-such-compiler is not installed");
        List<Path> runs = project.runs();
        assertThat(runs).hasSize(2);
        assertThat(runs.stream().map(run -> Project.read(run.resolve("table.md"))))
                .anySatisfy(table -> assertThat(table).startsWith("# v3-O2 against v2-O2, gcc "))
                .anySatisfy(table -> assertThat(table).startsWith("# v2-O2 against v1-O2, gcc "));
    }
}
