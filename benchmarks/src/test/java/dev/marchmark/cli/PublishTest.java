// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.HostRuns;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
    private static final String HOST = "amd-epyc-vm";

    private final Path measured;
    private final Path results;

    PublishTest(@TempDir Path folder) {
        measured = folder.resolve("measured elsewhere");
        results = folder.resolve("results");
    }

    @BeforeEach
    void publishThree() {
        for (int i = 1; i <= 3; i++) {
            new HostRuns(HOST, i).effect(0.02 * i).write(measured);
        }
        publish(measured.toString()).requireCode(0);
    }

    private Program.Outcome publish(String... arguments) {
        return HelpTest.execute(Stream.concat(Stream.of("publish", "-o", results.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Program.Outcome check() {
        return publish("--check");
    }

    /** By name below the results, the bytes as text: packed files too, as they need only be the same. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(results)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        results.relativize(file).toString(),
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private Path run(int number) {
        return results.resolve(HOST).resolve("20261201T00000" + number + "Z-c0ffee");
    }

    @Test
    void runIsPutBelowItsHostWithPackedForksAndTheIndexIsMade() throws IOException {
        assertThat(run(1)).isDirectoryNotContaining("glob:**/forks.jsonl");
        for (String name : new String[] {"run.json", "forks.jsonl.gz", "blocks.tsv.gz", "table.md", "table.csv"}) {
            assertThat(run(1).resolve(name)).isRegularFile();
        }
        assertThat(results.resolve("README.md"))
                .content()
                .contains("3 runs on 1 host.", "Runs on one type of machine, merged");
        assertThat(results.resolve("kernels-checksum.html")).content().contains("3 runs merged");
        Program.Outcome checked = check().requireCode(0);
        assertThat(checked.out()).isEqualTo("10 tables and pages, all as their data give them\n");
        assertThat(checked.err()).isEmpty();
    }

    @Test
    void publishingOnceMoreChangesNothing() throws IOException {
        Map<String, String> before = files();
        assertThat(publish(measured.toString()).requireCode(0).out())
                .endsWith("10 tables and pages, 0 of them written\n");
        publish(run(2).toString()).requireCode(0);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void everyGeneratedFileThatIsDeletedComesBackWithTheSameBytes() throws IOException {
        Map<String, String> before = files();
        for (String name : before.keySet()) {
            if (name.matches(".*(table\\.(md|csv)|\\.html|README\\.md)")) {
                Files.delete(results.resolve(name));
            }
        }
        assertThat(files()).hasSize(3 * 3);
        assertThat(check().requireCode(5).err().lines()).hasSize(10);
        publish().requireCode(0);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "index.html", "kernels-bits.html", HOST + "/20261201T000002Z-c0ffee/table.csv"})
    void changedTableOrPageIsNamedAndMadeAgain(String name) throws IOException {
        Map<String, String> before = files();
        Files.writeString(
                results.resolve(name), Files.readString(results.resolve(name)).replaceFirst("1\\.0", "1.1"));
        assertThat(check().requireCode(5).reason())
                .isEqualTo("marchmark: " + results.resolve(name)
                        + " is not what its data give; 'marchmark publish' makes it again");
        assertThat(publish().requireCode(0).out()).endsWith("1 of them written\n");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void pageOfAGroupThatNoRunHasIsRemoved() throws IOException {
        Path stray = Files.writeString(results.resolve("kernels-gone.html"), "<p>");
        assertThat(check().requireCode(5).reason()).contains("kernels-gone.html belongs to no run");
        publish().requireCode(0);
        assertThat(stray).doesNotExist();
    }

    /** What is damaged, or came from somebody who means harm, ends with one line that says what it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\" : 2,|\"schema\" : 3,|field '/schema'",
                "\"seed\" :|\"sed\" :|field '/settings'",
                "\"marginPercent\" : 0.5,|\"marginPercent\" : NaN,|is no JSON",
                "\"emulated\" : false|\"emulated\" : true|its host is emulated",
                "\"status\" : \"COMPLETE\"|\"status\" : \"INTERRUPTED\"|it is not complete",
                "\"speedup\" : 1.0|\"speedup\" : -1.0|field '/summary",
                "\"speedup\" : 1.0|\"speedup\" : 1e300,\"x\" : 1.0|field '/summary",
                "\"speedup\" : 1.0|\"speedup\" : 7.0|a speed-up outside its interval",
                "\"forkSd\" : 0.0|\"forkSd\" : 0.1|the summary in its run.json is not what its forks come to",
                "\"name\" : \"amd-epyc-vm\"|\"name\" : \"<script>\"|field '/host/name'",
                "\"id\" : \"20261201T000001Z|\"id\" : \"20261201T000009Z|a folder has the name of its run",
                "\"contrast\" : \"RELINKED\"|\"contrast\" : \"COPY\"|it has no control of kind RELINKED",
                "\"blocksSha256\" : \"|\"blocksSha256\" : \"0|field '/blocksSha256'",
            })
    void runThatIsNotWhatItSaysIsRefusedAndFound(String from, String to, String reason) throws IOException {
        Path file = measured.resolve(HOST).resolve("20261201T000001Z-c0ffee").resolve("run.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        String changed = text.replace(from, to);
        Files.writeString(file, changed);
        Map<String, String> before = files();
        String run = String.valueOf(file.getParent());
        for (Program.Outcome refused : List.of(publish(run), publish("--check", run))) {
            assertThat(refused.requireCode(5).reason()).contains(reason, "20261201T000001Z-c0ffee");
        }
        assertThat(files()).isEqualTo(before);
        Files.writeString(run(1).resolve("run.json"), changed);
        assertThat(check().requireCode(5).err()).contains(reason, "20261201T000001Z-c0ffee");
    }

    @Test
    void archiveOfBlocksThatIsAnotherOneIsFound() throws IOException {
        Files.write(run(1).resolve("blocks.tsv.gz"), new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(check().requireCode(5).reason()).contains("its archive of blocks is not the one");
    }

    @Test
    void missingForksAndFilesThatAreNoPartOfAResultAreFound() throws IOException {
        Path notes = Files.writeString(run(3).resolve("notes.txt"), "by somebody, on my machine");
        assertThat(check().requireCode(5).reason()).contains(notes + " is no part of a result");
        Files.delete(notes);
        Files.delete(run(3).resolve("forks.jsonl.gz"));
        assertThat(check().requireCode(5).reason()).contains("20261201T000003Z-c0ffee", "is missing");
    }

    @Test
    void copyOfARunIsFound() {
        Project.copy(run(3), results.resolve("intel-xeon-vm").resolve("20261201T000003Z-c0ffee"), path -> true);
        assertThat(publish().requireCode(5).reason()).contains("a copy");
        assertThat(check().requireCode(5).reason()).contains("a copy");
    }

    @Test
    void anotherRunOfTheSameNameIsNotWrittenOver() throws IOException {
        Map<String, String> before = files();
        Path other = measured.resolveSibling("other");
        new HostRuns(HOST, 1).effect(0.5).write(other);
        assertThat(publish(other.toString()).requireCode(5).reason()).contains("results are never overwritten");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void runWhoseControlsDifferIsPublishedOnPurposeOnlyAndMarked() {
        Path noisy = new HostRuns("intel-xeon-vm", 4).copies(0.1).write(measured.resolveSibling("noisy"));
        assertThat(publish(noisy.toString()).requireCode(5).reason()).contains("3 of 3 rows of the byte copy differ");
        publish("--accept-controls", noisy.toString()).requireCode(0);
        assertThat(results.resolve("README.md")).content().contains("workloads, controls differ |");
        assertThat(check().requireCode(0).out())
                .startsWith("controls differ, as the tables say: intel-xeon-vm/20261201T000004Z-c0ffee\n");
    }

    /** What who sends a result in asks first, and who gets one: nothing is written. */
    @Test
    void checkOfARunSaysWhetherItMayBePublished() throws IOException {
        Map<String, String> before = files();
        Path quiet = new HostRuns("intel-xeon-vm", 4).write(measured.resolveSibling("quiet"));
        Path noisy = new HostRuns("intel-xeon-vm", 5).copies(0.1).write(measured.resolveSibling("noisy"));
        assertThat(publish("--check", quiet.toString()).requireCode(0).out())
                .startsWith("may be published: " + quiet
                        + "\n  byte copy of v2-O2 (the instrument's own error): 0 of 3 flagged,")
                .contains("\n  v2-O2 linked anew")
                .doesNotContain("first look");
        Program.Outcome both = publish("--check", quiet.toString(), noisy.toString());
        assertThat(both.requireCode(5).reason()).contains(noisy + ": 3 of 3 rows of the byte copy differ");
        assertThat(both.out()).isEmpty();
        publish("--check", "--accept-controls", noisy.toString()).requireCode(0);
        assertThat(files()).isEqualTo(before);
    }

    /** A flagged copy is no refusal where chance explains it; who publishes is told all the same. */
    @Test
    void checkOfAQuickRunSaysThatItIsAFirstLookAndWhatItsControlsShow() {
        Path quick =
                new HostRuns("intel-xeon-vm", 6).profile("quick").copies(0.1).write(measured.resolveSibling("quick"));
        assertThat(publish("--check", "--accept-controls", quick.toString())
                        .requireCode(0)
                        .out())
                .startsWith("may be published: " + quick + "\n  as a first look, ")
                .contains("  byte copy of v2-O2 (the instrument's own error): 3 of 3 flagged, ");
    }

    /** As an update leaves them that analyses forks in another way. */
    @Test
    void storedSummariesAreComputedAgainOnPurposeOnly() throws IOException {
        Map<String, String> before = files();
        Path elsewhere = new HostRuns("intel-xeon-vm", 4).write(measured.resolveSibling("elsewhere"));
        for (Path folder : List.of(run(1), elsewhere)) {
            Path file = folder.resolve("run.json");
            Files.writeString(file, Files.readString(file).replace("\"forkSd\" : 0.0", "\"forkSd\" : 0.1"));
        }
        assertThat(check().requireCode(5).reason()).contains("'marchmark publish --again' computes them anew");
        assertThat(publish("--check", "--again").requireCode(2).reason())
                .contains("--check writes nothing: leave out --again");
        assertThat(publish("--again").requireCode(0).out())
                .startsWith("computed again from its forks: " + run(1) + "\n");
        assertThat(files()).isEqualTo(before);
        assertThat(publish("--again").requireCode(0).out())
                .isEqualTo("what runs store is what their forks come to\n10 tables and pages, 0 of them written\n");
        publish(elsewhere.toString()).requireCode(5);
        publish("--again", elsewhere.toString()).requireCode(0);
        check().requireCode(0);
    }

    @Test
    void summaryOfARunThatLacksForksIsNotComputedAgain() throws IOException {
        Path stale = run(1).resolve("run.json");
        Files.writeString(stale, Files.readString(stale).replace("\"forkSd\" : 0.0", "\"forkSd\" : 0.1"));
        Files.delete(run(3).resolve("forks.jsonl.gz"));
        Map<String, String> before = files();
        assertThat(publish("--again").requireCode(5).reason()).contains("20261201T000003Z-c0ffee", "is missing");
        assertThat(files()).isEqualTo(before);
    }

    /** It does not follow from forks, and stays. */
    @Test
    void warningOfAPackageIsKeptInThePublishedTable() {
        Path warned = new HostRuns("intel-xeon-vm", 4).write(measured.resolveSibling("warned"));
        RunFolder folder = RunFolder.open(warned);
        Run run = folder.read();
        String text = "package lua 5.4 is not reproduced";
        Summary summary = requireNonNull(run.summary());
        folder.write(run.withSummary(summary.withWarnings(List.of(new Warning(Warning.Kind.PACKAGE, text)))));
        publish(warned.toString()).requireCode(0);
        assertThat(results.resolve("intel-xeon-vm/20261201T000004Z-c0ffee/table.md"))
                .content()
                .contains("- **warning**: " + text + "\n");
        check().requireCode(0);
    }

    /** As they lie there on a machine that measures: they stay, and the index does without them. */
    @Test
    void emulatedRunAmongTheResultsIsNoPartOfTheIndex() throws IOException {
        Map<String, String> before = files();
        new HostRuns("qemu-emulated", 7).emulated().write(results);
        Program.Outcome outcome = publish().requireCode(0);
        assertThat(outcome.reason()).contains("qemu-emulated", "is left out: its host is emulated");
        assertThat(files()).containsAllEntriesOf(before);
        assertThat(check().requireCode(5).reason()).contains("its host is emulated");
    }

    @Test
    void pricesOfHostsAreAPartOfWhatTheIndexIsMadeOf() throws IOException {
        new HostRuns("intel-xeon-vm", 5).write(measured.resolveSibling("more"));
        publish(measured.resolveSibling("more").toString()).requireCode(0);
        Map<String, String> before = files();
        Path prices = Files.writeString(
                results.resolve("prices.tsv"),
                "host\tamount\tcurrency\tsource\tdate\n" + HOST + "\t0.2\tEUR\tits list\t2026-12-01\n"
                        + "intel-xeon-vm\t0.1\tEUR\tits list\t2026-12-01\n");
        assertThat(check().requireCode(5).err()).contains("README.md is not what its data give", "index.html is not");
        publish().requireCode(0);
        check().requireCode(0);
        assertThat(results.resolve("README.md"))
                .content()
                .contains("relative to " + HOST, "| 0.1 EUR | its list, 2026-12-01 |");
        Files.delete(prices);
        publish().requireCode(0);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void runThatIsNowhereIsNamed() {
        for (String how : List.of("--accept-controls", "--check")) {
            assertThat(publish(how, measured.resolve("nowhere").toString())
                            .requireCode(5)
                            .reason())
                    .contains("no such file");
        }
    }
}
