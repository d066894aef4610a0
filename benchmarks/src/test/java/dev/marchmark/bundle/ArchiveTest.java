// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final String LONG = "a/" + "long-name/".repeat(9) + "f";

    @TempDir
    private Path folder = Path.of("");

    private Path program(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private Contents contents() throws IOException {
        Contents contents = new Contents();
        contents.add("z/text", "one\ntwo\n");
        contents.add("b/program", program("program"));
        contents.add(LONG, "deep");
        return contents;
    }

    private static List<String> listed(Path archive) throws IOException {
        List<String> listed = new ArrayList<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        GzipCompressorInputStream.builder().setInputStream(file).get())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                listed.add(Integer.toOctalString(entry.getMode()) + " " + entry.getName());
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.parse("1980-01-02T00:00:00Z"));
            }
        }
        return listed;
    }

    @Test
    void filesLieBelowOneFolderSortedWithTheirFoldersFirst() throws IOException {
        Path archive = folder.resolve("it.tar.gz");
        Archive.write(archive, "top", contents());
        assertThat(listed(archive))
                .contains("100644 top/" + LONG)
                .filteredOn(line -> !line.contains("top/a/"))
                .containsExactly(
                        "40755 top/",
                        "100644 top/SHA256SUMS",
                        "40755 top/b/",
                        "100755 top/b/program",
                        "40755 top/z/",
                        "100644 top/z/text");
    }

    @Test
    void sameFilesGiveTheSameBytesWheneverAndWhereverTheyWereWritten() throws IOException {
        Path one = folder.resolve("one.tar.gz");
        Path two = folder.resolve("another name.tar.gz");
        Archive.write(one, "top", contents());
        Files.setLastModifiedTime(folder.resolve("program"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Contents again = new Contents();
        again.add(LONG, "deep");
        again.add("b/program", folder.resolve("program"));
        again.add("z/text", "one\ntwo\n");
        Archive.write(two, "top", again);
        assertThat(two).hasSameBinaryContentAs(one);
    }

    @Test
    void sumsAreWhatSha256sumChecks() throws IOException, InterruptedException {
        Path archive = folder.resolve("it.tar.gz");
        Archive.write(archive, "top", contents());
        Process check = new ProcessBuilder(
                        "sh", "-c", "tar -xzf it.tar.gz && cd top && sha256sum --check SHA256SUMS && ls -l b/program")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("z/text: OK", LONG + ": OK", "-rwxr-xr-x");
    }

    @Test
    void archiveThatCantBeFinishedIsNotThere() throws IOException {
        Path archive = folder.resolve("it.tar.gz");
        Contents contents = contents();
        contents.add("gone", program("gone"));
        Files.delete(folder.resolve("gone"));
        assertThatThrownBy(() -> Archive.write(archive, "top", contents)).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("program");
        }
    }

    /** The library would write the name of the user beside it. */
    @Test
    void nameThatTakesAnEntryOfItsOwnIsRefused() {
        Contents contents = new Contents();
        contents.add("a".repeat(97), "text");
        assertThatThrownBy(() -> Archive.write(folder.resolve("it.tar.gz"), "top", contents))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("too long a name");
    }
}
