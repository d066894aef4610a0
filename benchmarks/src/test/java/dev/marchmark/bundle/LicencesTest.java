// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Dispatch;
import dev.marchmark.model.InputFile;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.SourcePackage;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through a build of a package is tested in BundleTest of cli. */
class LicencesTest {
    private static final InputFile WORDS = new InputFile("words", "data", "2", "abc", "CC0-1.0");

    private static final Path NATIVE = Path.of("../native");

    @TempDir
    private Path folder = Path.of("");

    private Licences licences(boolean withCopyleft, String licence) throws IOException {
        for (String name : List.of("app", "part")) {
            Files.createDirectories(folder.resolve("packages").resolve(name));
        }
        Files.writeString(folder.resolve("packages/app/package"), "# a test's\nsource app\ndepends part\n");
        Files.writeString(folder.resolve("packages/part/package"), "source part\n");
        return new Licences(
                folder,
                new Manifest(
                        List.of(),
                        Map.of(),
                        List.of(called("app", "MIT"), called("part", licence)),
                        List.of(
                                new Workload("kernels/a/b", "b.so", "abc", null, List.of()),
                                new Workload("kernels/a/of_words", "of_words.so", "abc", null, List.of(WORDS))),
                        List.of(),
                        List.of()),
                withCopyleft);
    }

    @Test
    void workloadOfARealFileGoesWhereTheTextOfItsLicenceIsAtHandWithThat() throws IOException {
        Licences licences = licences(false, "MIT");
        assertThat(licences.obstacle("kernels/a/of_words"))
                .hasValue("its input 'words' is under CC0-1.0, of which native/licences holds no text");
        Files.createDirectories(folder.resolve("licences"));
        Files.writeString(folder.resolve("licences/CC0-1.0"), "its text\n");
        assertThat(licences.obstacle("kernels/a/of_words")).isEmpty();
        Contents contents = new Contents();
        licences.addTo(contents, Set.of("kernels/a/b", "kernels/a/of_words"), List.of());
        assertThat(contents.entries()).containsOnlyKeys("licences/files/CC0-1.0", "licences/files/FILES");
        Contents.Entry origins = requireNonNull(contents.entries().get("licences/files/FILES"));
        try (InputStream in = origins.source().open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("words: of data 2, SHA-256 abc, under CC0-1.0\n");
        }
    }

    private static SourcePackage called(String name, String licence) {
        return new SourcePackage(name, name, "0-no-such-version", licence, Dispatch.of("none"), null, List.of());
    }

    @Test
    void kernelsGoAndNeedNothing() throws IOException {
        Licences licences = licences(false, "MIT");
        assertThat(licences.obstacle("kernels/a/b")).isEmpty();
        Contents contents = new Contents();
        licences.addTo(contents, Set.of("kernels/a/b"), List.of());
        assertThat(contents.entries()).isEmpty();
    }

    @Test
    void licenceOfWhatAPackageIsLinkedWithCountsAsItsOwn() throws IOException {
        assertThat(licences(false, "LGPL-3.0-only").obstacle("packages/app/call"))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the source of app"));
        assertThat(licences(false, "MIT").obstacle("packages/app/call"))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the source of app"));
        assertThat(licences(false, "LGPL-3.0-only").obstacle("packages/part/call"))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("part is under LGPL-3.0-only"));
    }

    /** Workloads of files whose licence has no text here stay at home; a text that no file needs is dead. */
    @Test
    void textsAreOfLicencesThatFilesHave() throws IOException {
        List<String> licences = Files.readAllLines(NATIVE.resolve("files")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1)[5])
                .toList();
        try (Stream<Path> texts = Files.list(NATIVE.resolve("licences"))) {
            assertThat(texts).isNotEmpty().allSatisfy(text -> {
                assertThat(text).isNotEmptyFile();
                assertThat(licences).contains(String.valueOf(text.getFileName()));
            });
        }
    }
}
