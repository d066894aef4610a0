// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills up: {@code /dev/full}, to which every write fails with ENOSPC, stands where the bytes would go. */
class FullDiskTest {
    private final RunFolder folder;

    FullDiskTest(@TempDir Path root) {
        folder = RunFolder.create(root.resolve("run"));
        folder.write(TestRuns.started(List.of(TestRuns.CRC32), TestRuns.V2_V3));
    }

    @Test
    void fileThatCannotBeWrittenStaysAsItWas() throws IOException {
        full("run.json.tmp");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> folder.write(TestRuns.complete()))
                .withMessage("can't write " + folder.path().resolve("run.json") + ": No space left on device");
        assertThat(folder.read()).isEqualTo(TestRuns.started(List.of(TestRuns.CRC32), TestRuns.V2_V3));
    }

    @Test
    void forkWhoseBlocksCannotBeWrittenIsNotDone() throws IOException {
        full("blocks.tsv.gz");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of()))
                .withMessage("can't write " + folder.path().resolve("blocks.tsv.gz") + ": No space left on device");
        assertThat(folder.forks()).isEmpty();
    }

    @Test
    void forkWhoseLineCannotBeWrittenNamesTheFile() throws IOException {
        full("forks.jsonl");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of()))
                .withMessage("can't write " + folder.path().resolve("forks.jsonl") + ": No space left on device");
    }

    /** JUnit would warn of links that lead out of its temporary folder. */
    @AfterEach
    void removeTheLinks() throws IOException {
        for (String name : List.of("run.json.tmp", "blocks.tsv.gz", "forks.jsonl")) {
            Files.deleteIfExists(folder.path().resolve(name));
        }
    }

    private void full(String name) throws IOException {
        Files.createSymbolicLink(folder.path().resolve(name), Path.of("/dev/full"));
    }
}
