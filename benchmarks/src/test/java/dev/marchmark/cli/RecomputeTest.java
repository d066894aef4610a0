// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second implementation agrees with the first on a run with all its blocks, and finds a change of any one value. */
@Tag("slow")
class RecomputeTest {
    private static final Path SCRIPT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("scripts")
            .resolve("recompute");
    private static Path run = Path.of("");

    @BeforeAll
    static void measure() {
        Project project = Project.own("recompute");
        new Program(project)
                .run(
                        "run",
                        "--workloads=crc32,alpha_blend",
                        "--variants=v2-O2,v1-O2,v3-O2",
                        "--profile=standard", // the shortest forks
                        "--forks=3",
                        "--target-width=5%",
                        "--max-forks=4",
                        "--aligned",
                        "--cross-check=1")
                .requireCode(0);
        run = project.runs().get(0);
    }

    static Program.Outcome recompute(Path folder) {
        return Program.command(List.of("python3", SCRIPT.toString(), folder.toString()));
    }

    private static Path copy() {
        Path copy = Project.folder("recompute").resolve("the run");
        Project.copy(run, copy, path -> true);
        return copy;
    }

    private static Path edited(String name, UnaryOperator<String> change) throws IOException {
        Path copy = copy();
        String text = Project.read(copy.resolve(name));
        String changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(copy.resolve(name), changed);
        return copy;
    }

    @Test
    void twoImplementationsAgree() {
        Program.Outcome outcome = recompute(run).requireCode(0);
        assertThat(outcome.out()).containsPattern(": [0-9]{3,} values recomputed, 0 differ\n$");
    }

    /** Of a number the last of ten digits or so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "speedup",
                "low95",
                "holm_p_value",
                "fdr_p_value",
                "detectable_speedup",
                "unfiltered_low95",
                "rest_share",
                "resampled_by_layout_high95",
                "aligned_speedup"
            })
    void changedCellIsNamedWithBothValues(String column) throws IOException {
        String[] planted = new String[1];
        Path folder = edited("table.csv", csv -> {
            List<String> lines = csv.lines().toList();
            int index = List.of(lines.get(0).split(",", -1)).indexOf(column);
            // A share that comes out as 0 can't change by a part of itself, and not every row has all columns.
            String line = lines.stream()
                    .skip(1)
                    .filter(row -> !List.of("", "0.0").contains(row.split(",", -1)[index]))
                    .findFirst()
                    .orElseThrow();
            String[] cells = line.split(",", -1);
            cells[index] = Double.toString(Double.parseDouble(cells[index]) * (1 + 1e-8));
            planted[0] = cells[index];
            return csv.replace(line, String.join(",", cells));
        });
        Program.Outcome outcome = recompute(folder).requireCode(1);
        assertThat(outcome.out())
                .contains(column + ": published " + planted[0].substring(0, 7), ", recomputed ", ", 1 differ");
    }

    @Test
    void changedBlockIsFoundInItsFork() throws IOException {
        Path folder = copy();
        Path file = folder.resolve("blocks.tsv.gz");
        List<String> lines;
        try (GZIPInputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            lines = new String(packed.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        String[] fields = lines.get(lines.size() / 2).split("\t", -1);
        int usage = fields.length - 1;
        fields[usage] = fields[usage].replaceAll("^(\\d+,\\d+),\\d+", "$1,77");
        String changed = String.join("\t", fields);
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                String written = line.equals(lines.get(lines.size() / 2)) ? changed : line;
                packed.write((written + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(recompute(folder).requireCode(1).out())
                .contains("run.json: blocksSha256: published ")
                .contains(
                        "forks.jsonl: " + fields[0] + ", fork " + fields[2] + ".noise.involuntarySwitches: published ");
    }

    @Test
    void changedForkOfTheCrossCheckIsFound() throws IOException {
        Path folder = edited(
                "isolated.jsonl", text -> text.replaceFirst("\"nanosPerCall\" ?: ?\\[", "\"nanosPerCall\":[777.0,"));
        assertThat(recompute(folder).requireCode(1).out())
                .contains("run.json: summary.crossChecks[0].speedup: published ");
    }

    @Test
    void classOfResultsThatIsNotTheStoredOneIsFound() throws IOException {
        Path folder = edited("table.csv", csv -> csv.replaceFirst(",identical,", ",within tolerance,"));
        assertThat(recompute(folder).requireCode(1).out())
                .contains("numeric_class: published within tolerance, recomputed identical", ", 1 differ");
    }

    @Test
    void columnAndFieldWithoutAFormulaAreNamed() throws IOException {
        Path column = edited("table.csv", csv -> csv.replaceFirst("\n", ",luck\n"));
        assertThat(recompute(column).requireCode(1).out()).contains("table.csv: column luck: ");
        Path field = edited("run.json", json -> json.replaceFirst("\"forkSd\"", "\"luck\" : 1,\n      \"forkSd\""));
        assertThat(recompute(field).requireCode(1).out())
                .contains("run.json: summary.comparisons[0].luck: published 1, recomputed nothing");
    }

    /** Of committed runs, as a comparison of controls takes twelve forks. */
    @ParameterizedTest
    @CsvSource({
        "controls, 20261125T193019Z-92058c, [0].run",
        "groups, 20261125T193019Z-92058c, [0][1]",
        "shortlist, 20261125T230615Z-ef6c56, [0].operations"
    })
    void tableInADocumentIsComputedAgainAsItIsPrinted(String kind, String id, String changed) throws IOException {
        String of = "results/amd-epyc-vm/" + id;
        Path project = SCRIPT.resolve("../..").normalize();
        String table = HelpTest.execute("report", project.resolve(of).toString(), "--as", kind)
                .requireCode(0)
                .out();
        String quoted = "<!-- " + kind + " of " + of + " -->\n" + table + "<!-- " + kind + " end -->\n";
        Path document = Project.folder("recompute").resolve("document.md");
        Files.writeString(document, quoted);
        assertThat(recompute(document).requireCode(0).out())
                .containsPattern(": [0-9]{2,} values recomputed, 0 differ\n$");
        int lines = quoted.indexOf("|---");
        String cell = "\\| [0-9][^|]* \\|";
        Files.writeString(
                document, quoted.substring(0, lines) + quoted.substring(lines).replaceFirst(cell, "| 77 |"));
        assertThat(recompute(document).requireCode(1).out())
                .contains(kind + " of " + of + changed + ": published 77, recomputed ", ", 1 differ");
    }

    @Test
    void folderThatIsDamagedOrNoResultIsNamed() throws IOException {
        Path damaged = edited("forks.jsonl", text -> text.substring(0, text.length() / 2));
        assertThat(recompute(damaged).requireCode(5).err()).contains("recompute: " + damaged + ": ");
        Path empty = Project.folder("recompute");
        assertThat(recompute(empty).requireCode(5).err()).contains("there is no run.json in " + empty);
    }
}
