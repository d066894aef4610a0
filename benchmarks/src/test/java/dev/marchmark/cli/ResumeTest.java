// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ResumeTest {
    private static final int FORKS = 6;

    private static Project project = Project.shared();
    private static Program.Outcome first = new Program.Outcome(-1, "", "");
    private static Path ended = Path.of("");

    @BeforeAll
    static void endEarly() {
        project = Project.own("resume");
        first = new Program(project)
                .run("run", "-w", "crc32", "--forks", Integer.toString(FORKS), "--max-time", "1s")
                .requireCode(0);
        ended = project.runs().get(0);
    }

    /** A copy of the run that ended early, as a folder of its own. */
    private static Path copy() {
        Path copy = Project.folder("resume").resolve("the run");
        Project.copy(ended, copy, path -> true);
        return copy;
    }

    private static Path edited(UnaryOperator<String> change) throws IOException {
        Path copy = copy();
        String json = Project.read(copy.resolve("run.json"));
        String changed = change.apply(json);
        assertThat(changed).isNotEqualTo(json);
        Files.writeString(copy.resolve("run.json"), changed);
        return copy;
    }

    private static Program.Outcome resume(Path folder) {
        return new Program(project).run("run", "--resume", folder.toString());
    }

    static List<Integer> forks(Path folder) {
        return Project.read(folder.resolve("forks.jsonl"))
                .lines()
                .map(line -> {
                    Matcher number = Pattern.compile("\"fork\":([0-9]+)").matcher(line);
                    assertThat(number.find()).as(line).isTrue();
                    return Integer.parseInt(number.group(1));
                })
                .toList();
    }

    @Test
    void runThatIsOutOfTimeSaysHowToGoOn() {
        assertThat(Project.read(ended.resolve("run.json"))).contains("\"status\" : \"INTERRUPTED\"");
        assertThat(forks(ended)).isNotEmpty().hasSizeLessThan(FORKS);
        assertThat(first.out())
                .endsWith("not all forks were measured; 'marchmark run --resume '" + ended + "'' goes on\n");
    }

    @Test
    void resumeMeasuresTheRestAndNothingElse() {
        Path folder = copy();
        String before = Project.read(folder.resolve("forks.jsonl"));
        Program.Outcome resumed = resume(folder).requireCode(0);
        assertThat(Project.read(folder.resolve("forks.jsonl"))).startsWith(before);
        assertThat(forks(folder)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"status\" : \"COMPLETE\"");
        assertThat(resumed.out()).doesNotContain("--resume");
        assertThat(resumed.table().lines()).anyMatch(line -> line.matches("checksum/crc32" + RunTest.ROW));

        String complete = Project.read(folder.resolve("run.json"));
        Program.Outcome again = resume(folder).requireCode(0);
        assertThat(forks(folder)).hasSize(FORKS);
        assertThat(again.err()).contains("is complete").doesNotContain("measuring: ");
        assertThat(again.table()).isEqualTo(resumed.table());
        assertThat(Project.read(folder.resolve("run.json"))).isEqualTo(complete);
    }

    /** What was measured in place of the missing ones would look like the rest. */
    @Test
    void completeRunThatLostForksIsNotCalledComplete() throws IOException {
        Path folder = copy();
        resume(folder).requireCode(0);
        Path file = folder.resolve("forks.jsonl");
        String whole = Project.read(file);
        Files.writeString(file, whole.substring(0, whole.lastIndexOf('\n', whole.length() - 2) + 1));
        Program.Outcome refused = resume(folder).requireCode(5);
        assertThat(refused.reason())
                .contains(file + " holds 5 forks of kernels/checksum/crc32 instead of 6")
                .contains("but run.json says that the run is complete");
        assertThat(refused.out()).isEmpty();
        Files.writeString(file, whole);
        assertThat(resume(folder).requireCode(0).err()).contains("is complete");
    }

    /** Half a gzip member, as a process leaves it that is killed while it writes. */
    @Test
    void resumeCutsOffWhatAKilledRunHalfWrote() throws IOException {
        Path folder = copy();
        Path archive = folder.resolve("blocks.tsv.gz");
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2), StandardOpenOption.APPEND);
        resume(folder).requireCode(0);
        assertBlocksOfAllForks(folder);
        assertThat(Files.readAllBytes(archive)).startsWith(whole);
    }

    @Test
    void runThatWasKilledGoesOn() {
        Path results = Project.folder("killed");
        try (Program.Running running = new Program(project)
                .start("run", "-w", "crc32", "--forks", Integer.toString(FORKS), "-o", results.toString())) {
            running.awaitError("measuring: 2 of 6");
        } // killed
        Path folder = Project.runs(results).get(0);
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"status\" : \"STARTED\"");
        assertThat(forks(folder)).startsWith(0, 1).hasSizeLessThan(FORKS);
        resume(folder).requireCode(0);
        assertBlocksOfAllForks(folder);
    }

    private static void assertBlocksOfAllForks(Path folder) {
        assertThat(forks(folder)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(HostileHostRunTest.unpacked(folder)
                        .lines()
                        .map(line -> line.split("\t", 4)[2])
                        .distinct())
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    /** Else its digest of the blocks would be one of the last part's only. */
    @Test
    void resumeRefusesAFolderWithoutItsBlocks() throws IOException {
        Path folder = copy();
        Files.delete(folder.resolve("blocks.tsv.gz"));
        String before = Project.read(folder.resolve("run.json"));
        assertThat(resume(folder).requireCode(5).reason()).contains("no blocks.tsv.gz");
        assertThat(Project.read(folder.resolve("run.json"))).isEqualTo(before);
    }

    @Test
    void resumeRefusesCodeThatHasChanged() {
        Project changed = Project.own("changed kernel");
        changed.plant(
                "kernels/checksum/crc32",
                changed.kernel("kernels/checksum/crc32").replace("(crc >> 8);", "(crc >> 8) ^ (uint32_t)(n >> 60);"));
        Path folder = copy();
        String before = Project.read(folder.resolve("forks.jsonl"));
        Program.Outcome refused =
                new Program(changed).run("run", "--resume", folder.toString()).requireCode(3);
        assertThat(refused.reason())
                .contains("the library of kernels/checksum/crc32, v2-O2, layout 0")
                .contains("Start a new run instead");
        assertThat(Project.read(folder.resolve("forks.jsonl"))).isEqualTo(before);
    }

    @Test
    void resumeRefusesAnotherHost() throws IOException {
        Path folder = edited(json -> json.replaceFirst("\"brand\" : \"", "\"brand\" : \"other "));
        assertThat(resume(folder).requireCode(3).reason()).contains("CPU (other ", " then, ", " now)");
    }

    @Test
    void resumeRefusesSettingsBesideThoseOfTheRun() {
        Program.Outcome refused =
                new Program(project).run("run", "--resume", ended.toString(), "--forks", "20", "-w", "crc32");
        assertThat(refused.requireCode(2).reason()).contains("--resume", "--forks", "--workloads");
    }

    @Test
    void truncatedResultIsNamed() throws IOException {
        Path folder = edited(json -> json.substring(0, json.length() / 2));
        String file = folder.resolve("run.json").toString();
        assertThat(resume(folder).requireCode(5).reason()).contains(file, "cut off");
        assertThat(new Program(project)
                        .run("report", folder.toString())
                        .requireCode(5)
                        .reason())
                .contains(file);
    }

    @Test
    void fieldThatWasEditedByHandIsNamed() throws IOException {
        Path folder = edited(json -> json.replaceFirst("\"forks\" : 6", "\"forks\" : \"six\""));
        assertThat(resume(folder).requireCode(5).reason())
                .contains(folder.resolve("run.json").toString(), "'/settings/forks'");
        Path more = edited(json -> json.replaceFirst("\"forks\" : 6", "\"owner\" : \"me\", \"forks\" : 6"));
        assertThat(resume(more).requireCode(5).reason()).contains("/settings", "owner");
    }

    @Test
    void folderWithoutARunIsNamed() {
        assertThat(resume(project.home()).requireCode(5).reason())
                .contains(project.home().toString(), "run.json");
    }
}
