// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.Run;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A complete run whose files were cut since: its rows came from 12 forks, its cross-check from 11 pairs. */
class CompletenessTest {
    private final Run run = TestRuns.complete();
    private final RunFolder folder;
    private final Path forks;
    private final Path isolated;

    CompletenessTest(@TempDir Path root) {
        folder = RunFolder.create(root.resolve("run"));
        folder.write(run);
        for (int fork = 0; fork < 12; fork++) {
            folder.append(TestBlocks.fork(TestRuns.CRC32, fork), List.of());
        }
        for (int fork = 0; fork < 11; fork++) {
            folder.append(TestBlocks.isolated(TestRuns.CRC32, fork, "v2-O2", 1000));
            folder.append(TestBlocks.isolated(TestRuns.CRC32, fork, "v3-O2", 1000));
        }
        forks = folder.path().resolve("forks.jsonl");
        isolated = folder.path().resolve("isolated.jsonl");
    }

    private void refused(Path file, String how) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> {
                    folder.forks(run);
                    folder.isolated(run);
                })
                .withMessageStartingWith(file + " " + how + ", but run.json says that the run is complete");
    }

    /** Keeps the first lines, and some characters of the next. */
    private static void cut(Path file, int lines, int characters) throws IOException {
        String text = Files.readString(file);
        int end = 0;
        for (int line = 0; line < lines; line++) {
            end = text.indexOf('\n', end) + 1;
        }
        Files.writeString(file, text.substring(0, end + characters));
    }

    @Test
    void wholeFilesAreRead() {
        assertThat(folder.forks(run)).hasSize(12);
        assertThat(folder.isolated(run)).hasSize(22);
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.move(forks, folder.path().resolve("elsewhere"));
        refused(forks, "is missing");
        Files.move(folder.path().resolve("elsewhere"), forks);
        Files.delete(isolated);
        refused(isolated, "is missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11})
    void forksThatWereCutOffAreCounted(int left) throws IOException {
        cut(forks, left, 0);
        refused(forks, "holds " + left + " forks of " + TestRuns.CRC32 + " instead of 12");
    }

    @Test
    void cutCrossCheckIsNamed() throws IOException {
        cut(isolated, 21, 0);
        refused(isolated, "holds 10 forks of " + TestRuns.CRC32 + ", v3-O2 alone instead of 11");
    }

    /** A published file is not mended: that would hide what was done to it. */
    @Test
    void lineThatIsCutOffIsNamedAndLeftAsItIs() throws IOException {
        cut(forks, 11, 40);
        String cut = Files.readString(forks);
        refused(forks, "ends within a line");
        assertThat(forks).hasContent(cut);
    }

    @Test
    void runThatGoesOnMayLackForks() throws IOException {
        cut(forks, 3, 40);
        Run interrupted = run.ended("2026-11-23T08:04:00Z", Run.Status.INTERRUPTED, List.of(), "");
        assertThat(folder.forks(interrupted)).hasSize(3);
        Files.delete(isolated);
        assertThat(folder.isolated(interrupted)).isEmpty();
    }
}
