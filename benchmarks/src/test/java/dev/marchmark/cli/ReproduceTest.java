// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code marchmark reproduce}: a run is measured again. Whether a row then agrees is chance, 1 time in 20. */
@Tag("slow")
@Tag("jvm")
class ReproduceTest {
    private static final Pattern DRAWN =
            Pattern.compile("\"fork\":([0-9]+),.*(\"layouts\":.*),\"ratios\":.*", Pattern.MULTILINE);

    private static Project project = Project.shared();
    private static Path then = Path.of("");

    @BeforeAll
    static void measureOnce() {
        project = Project.own("reproduce");
        new Program(project)
                .run("run", "-w", "crc32", "--forks", "3", "--seed", "7")
                .requireCode(0);
        then = project.runs().get(0);
    }

    /** What each fork of a run drew. */
    private static List<String> drawn(Path folder) {
        return DRAWN.matcher(Project.read(folder.resolve("forks.jsonl")))
                .results()
                .map(fork -> fork.group(1) + fork.group(2))
                .toList();
    }

    private static Program.Outcome reproduce(Project in, Path results, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("reproduce", then.toString(), "-o", results.toString()), Stream.of(more))
                .toArray(String[]::new);
        Program.Outcome outcome = new Program(in).run(arguments);
        assertThat(outcome.code()).as(outcome.toString()).isIn(0, 1);
        return outcome.requireCode(outcome.code());
    }

    @Test
    void sameForksAreDrawnMeasuredAndCompared() {
        Path results = Project.folder("again");
        Program.Outcome outcome = reproduce(project, results);
        Path now = Project.runs(results).get(0);
        assertThat(drawn(now)).hasSize(3).isEqualTo(drawn(then));
        assertThat(Project.read(now.resolve("run.json"))).contains("\"status\" : \"COMPLETE\"", "\"seed\" : 7");
        assertThat(now.resolve("table.md")).exists();
        assertThat(outcome.err()).contains("stored in " + now).doesNotContain("differs: machine code");
        assertThat(outcome.out())
                .contains("then: run " + then.getFileName(), "now: run " + now.getFileName())
                .contains("kernels/checksum/crc32, v3-O2: ", " now; now / then ", "Of 1 row ");
        // What it prints is what comparing the two results prints.
        assertThat(new Program(project)
                        .run("reproduce", then.toString(), "--against", now.toString())
                        .out())
                .isEqualTo(outcome.out());
    }

    @Test
    void anotherSeedDrawsOtherForks() {
        Path results = Project.folder("another seed");
        Program.Outcome outcome = reproduce(project, results, "--seed", "8", "--as", "markdown");
        assertThat(drawn(Project.runs(results).get(0))).hasSize(3).isNotEqualTo(drawn(then));
        assertThat(outcome.out()).contains("- differs: seed (7 then, 8 now)\n");
    }

    @Test
    void codeThatHasChangedIsSaidBeforeItIsMeasured() {
        Project changed = Project.own("changed since");
        changed.plant(
                "kernels/checksum/crc32",
                changed.kernel("kernels/checksum/crc32").replace("(crc >> 8);", "(crc >> 8) ^ (uint32_t)(n >> 60);"));
        Program.Outcome outcome = reproduce(changed, Project.folder("changed"));
        assertThat(outcome.err())
                .containsPattern("(?s)differs: machine code, of [0-9]+ of [0-9]+ libraries: first the library of"
                        + " kernels/checksum/crc32, v2-O2, layout 0\n.*measuring: ");
        assertThat(outcome.out()).contains("differs: machine code, of ");
    }

    @Test
    void whatIsNotHereAnyMoreIsSaid() throws IOException {
        Path copy = Project.folder("gone").resolve("the run");
        Project.copy(then, copy, path -> true);
        Path file = copy.resolve("run.json");
        Files.writeString(file, Project.read(file).replace("v3-O2", "v3-gone"));
        assertThat(new Program(project)
                        .run(
                                "reproduce",
                                copy.toString(),
                                "-o",
                                Project.folder("none").toString())
                        .requireCode(3)
                        .err())
                .contains("v3-gone is left out: there is no variant of that name here", "can't be measured again here");
        Files.writeString(file, Project.read(then.resolve("run.json")).replace("checksum/crc32", "checksum/gone"));
        Files.delete(copy.resolve("forks.jsonl"));
        assertThat(new Program(project)
                        .run("reproduce", copy.toString())
                        .requireCode(5)
                        .reason())
                .contains("forks.jsonl is missing");
    }
}
