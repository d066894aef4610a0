// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the native build needs is not there, or too old. */
@Tag("slow")
class MissingToolsTest {
    private Project project = Project.shared();
    private Path tools = Path.of("");

    @BeforeEach
    void linkEveryToolButTheCompilers() throws IOException {
        project = Project.unbuilt("tools");
        tools = Files.createDirectory(project.home().resolve("tools"));
        for (String tool : List.of(
                "env",
                "bash",
                "sh",
                "make",
                "sed",
                "grep",
                "awk",
                "cat",
                "head",
                "cmp",
                "mkdir",
                "mv",
                "rm",
                "sha256sum",
                "sort",
                "ld",
                "as",
                "objcopy",
                "readelf")) {
            Program.Outcome found = Program.command(List.of("sh", "-c", "command -v " + tool));
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of(found.requireCode(0).out().trim()));
        }
    }

    private Program.Outcome run() {
        return new Program(project).environment("PATH", tools.toString()).run("run", "-w", "crc32", "--forks", "2");
    }

    @Test
    void missingMakeIsNamedInOneLine() throws IOException {
        Files.delete(tools.resolve("make"));
        Program.Outcome outcome = run().requireCode(4);
        assertThat(outcome.reason()).contains("can't run make", "install make and a C compiler");
        assertThat(outcome.err().lines()).hasSize(2);
    }

    @Test
    void missingCompilerIsNamed() {
        Program.Outcome outcome = run().requireCode(4);
        assertThat(outcome.reason()).contains("the native build failed");
        assertThat(outcome.err()).contains("no C compiler found: install gcc");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    private void linkGcc() throws IOException {
        Program.Outcome gcc = Program.command(List.of("sh", "-c", "command -v gcc"));
        Path compiler = tools.resolve("gcc");
        Files.writeString(
                compiler, "#!/bin/sh\nexec " + gcc.requireCode(0).out().trim() + " \"$@\"\n");
        assertThat(compiler.toFile().setExecutable(true)).isTrue();
    }

    /** What the levels change is then not known; what they gain is measured all the same. */
    @Test
    void missingObjdumpIsSaidInOneLineAndLeavesItsColumnsEmpty() throws IOException {
        linkGcc();
        Program.Outcome outcome = run().requireCode(0);
        assertThat(outcome.err().lines())
                .filteredOn(line -> line.contains("objdump"))
                .hasSize(1);
        Path folder = project.runs().get(0);
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"code\" : [ ]");
        assertThat(Project.read(folder.resolve("table.md"))).doesNotContain("| code |");
        List<String> csv = Project.read(folder.resolve("table.csv")).lines().toList();
        int column = List.of(csv.get(0).split(",", -1)).indexOf("code_class");
        assertThat(csv.get(1).split(",", -1)[column]).isEmpty();
    }

    /** What could not be proven when a run began is proven before it goes on, and before another begins. */
    @Test
    void resumedRunProvesItsLevelsOnceObjdumpIsHere() throws IOException {
        String kernel = "kernels/checksum/crc32";
        String run = "static void run(const struct mm_data *data, uint64_t step) {\n";
        String source = project.kernel(kernel);
        assertThat(source).contains(run);
        // Never executed, so that it also runs where there is no BMI2.
        project.plant(kernel, source.replace(run, run + "  if (!data->n) __asm__(\"shlx %eax, %eax, %eax\");\n"));
        linkGcc();
        new Program(project)
                .environment("PATH", tools.toString())
                .run("run", "-w", "crc32", "--forks", "50", "--max-time", "1s")
                .requireCode(0);
        Path folder = project.runs().get(0);
        String before = Project.read(folder.resolve("forks.jsonl"));
        Program.Outcome resumed = new Program(project).run("run", "--resume", folder.toString());
        assertThat(resumed.requireCode(3).reason())
                .contains("the library of " + kernel + " is of variant v2-O2 but needs x86-64-v3", "BMI2=1");
        assertThat(Project.read(folder.resolve("forks.jsonl"))).isEqualTo(before);
        assertThat(new Program(project)
                        .run("run", "-w", "crc32", "--forks", "2")
                        .requireCode(3)
                        .reason())
                .contains("the library of " + kernel + " is of variant v2-O2 but needs x86-64-v3", "BMI2=1");
        assertThat(project.runs()).containsExactly(folder);
    }

    /** GCC 10 knows x86-64 only, without levels. */
    @Test
    void compilerThatDoesNotKnowTheLevelsIsNamedInALineForEachVariant() throws IOException {
        Program.Outcome gcc = Program.command(List.of("sh", "-c", "command -v gcc"));
        Path old = tools.resolve("gcc");
        Files.writeString(
                old,
                """
                #!/bin/sh
                case "$*" in
                  --version) echo 'gcc (Debian 10.2.1-6) 10.2.1 20210110' ;;
                  *-march=x86-64-v*)
                    echo "cc1: error: bad value ('x86-64-v3') for '-march=' switch" >&2
                    exit 1 ;;
                  *) exec GCC "$@" ;;
                esac
                """
                        .replace("GCC", gcc.requireCode(0).out().trim()));
        assertThat(old.toFile().setExecutable(true)).isTrue();
        Program.Outcome outcome = run().requireCode(3);
        assertThat(outcome.err().lines().skip(1).toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("v2-O2 is left out: gcc does not accept")
                                .contains("GCC 11"),
                        line -> assertThat(line)
                                .startsWith("v3-O2 is left out: gcc does not accept")
                                .contains("GCC 11"),
                        line -> assertThat(line).startsWith("marchmark: nothing is left to compare"));
    }
}
