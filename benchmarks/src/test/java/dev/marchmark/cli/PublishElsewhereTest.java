// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.HostRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code publish -o}: results of somebody's own, in a folder of his. */
class PublishElsewhereTest {
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|href=\")([^#)\"]+)[^)\"]*[)\"]");

    private final Path results;
    private final Path measured;

    PublishElsewhereTest(@TempDir Path folder) {
        results = folder.resolve("results");
        measured = new HostRuns("amd-epyc-vm", 1).write(folder.resolve("measured"));
    }

    private Program.Outcome publish(String... arguments) {
        return HelpTest.execute(Stream.concat(Stream.of("publish", "-o", results.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** What the index and the pages beside it lead to, by its place from there. */
    private static Set<String> targets(Path results) throws IOException {
        Set<String> targets = new TreeSet<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.toList()) {
                if (file.endsWith("README.md") || file.toString().endsWith(".html")) {
                    LINK.matcher(Files.readString(file))
                            .results()
                            .map(link -> link.group(1))
                            .forEach(targets::add);
                }
            }
        }
        return targets;
    }

    @Test
    void indexElsewhereLeadsToItsRunsAndPagesOnlyAndNamesNoLicence() throws IOException {
        for (int number = 2; number <= 3; number++) {
            publish(new HostRuns("amd-epyc-vm", number)
                            .write(measured.resolveSibling("more"))
                            .toString())
                    .requireCode(0);
        }
        publish(measured.toString()).requireCode(0);
        assertThat(results.resolve("README.md")).content().contains("Runs on one type of machine, merged");
        assertThat(targets(results))
                .contains("index.html", "kernels-bits.html", "amd-epyc-vm/20261201T000003Z-c0ffee/table.md")
                .allMatch(target -> Files.exists(results.resolve(target)), "is there");
        assertThat(results.resolve("README.md"))
                .content()
                .contains("marchmark's METHODOLOGY.md, under Many hosts.")
                .doesNotContain("Licence");
    }

    @Test
    void documentsOfTheProjectAreLinkedWhereBothAre() throws IOException {
        publish(measured.toString()).requireCode(0);
        Files.createFile(results.resolve("LICENSE"));
        publish("--check").requireCode(0);
        Files.createFile(results.resolveSibling("METHODOLOGY.md"));
        assertThat(publish("--check").requireCode(5).reason()).contains("README.md is not what its data give");
        publish().requireCode(0);
        assertThat(targets(results))
                .contains("../METHODOLOGY.md", "LICENSE")
                .allMatch(target -> Files.exists(results.resolve(target)), "is there");
    }

    @Test
    void pageOfSomebodyElseStaysBesideTheIndex() throws IOException {
        Path other = Files.writeString(Files.createDirectories(results).resolve("about.html"), "<p>by somebody");
        publish(measured.toString()).requireCode(0);
        publish("--check").requireCode(0);
        assertThat(other).hasContent("<p>by somebody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "index.html"})
    void fileOfSomebodyElseInThePlaceOfTheIndexIsNotWrittenOver(String name) throws IOException {
        Path other = Files.writeString(Files.createDirectories(results).resolve(name), "by somebody");
        assertThat(publish(measured.toString()).requireCode(5).reason())
                .contains(other + " is none that marchmark made; move it away");
        assertThat(other).hasContent("by somebody");
        assertThat(results.resolve("amd-epyc-vm")).doesNotExist();
        Files.writeString(other, "\n");
        publish(measured.toString()).requireCode(0);
    }

    @Test
    void allThatTheCommittedIndexLeadsToIsThere() throws IOException {
        Path committed = Path.of("../results");
        assertThat(targets(committed))
                .contains("../METHODOLOGY.md", "LICENSE", "kernels-float.html")
                .allMatch(target -> Files.exists(committed.resolve(target)), "is there");
        List<String> headings = Files.readAllLines(committed.resolve("../METHODOLOGY.md"));
        assertThat(headings).contains("## Many hosts");
    }
}
