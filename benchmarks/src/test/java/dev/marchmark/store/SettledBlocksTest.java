// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.Block;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kill -9 leaves of {@code blocks.tsv.gz}, and what a resumed run makes of it. */
class SettledBlocksTest {
    private static final List<Block> FIRST = blocks(1);
    private static final List<Block> SECOND = blocks(2);

    private final RunFolder folder;
    private final Path archive;
    private final Path forks;

    SettledBlocksTest(@TempDir Path root) {
        folder = RunFolder.create(root.resolve("run"));
        archive = folder.path().resolve("blocks.tsv.gz");
        forks = folder.path().resolve("forks.jsonl");
    }

    private static List<Block> blocks(int leadIn) {
        return IntStream.range(0, 200)
                .mapToObj(i -> TestBlocks.block(leadIn, 400 + i * 7L, 200 + i, 300 + i * i, 600))
                .toList();
    }

    @BeforeEach
    void twoForks() {
        folder.append(TestBlocks.fork(TestRuns.CRC32, 0), FIRST);
        folder.append(TestBlocks.fork(TestRuns.CRC32, 1), SECOND);
    }

    @Test
    void archiveOfFinishedForksStaysAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(archive);
        folder.settleBlocks();
        assertThat(Files.readAllBytes(archive)).isEqualTo(before);
    }

    /** Killed in mid-write, at every length that the member may have by then. */
    @Test
    void memberThatIsCutOffIsRemovedAndTheNextForkJoinsTheOthers() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        folder.append(TestBlocks.fork(TestRuns.CRC32, 2), FIRST);
        byte[] longer = Files.readAllBytes(archive);
        String finished = Files.readString(forks).lines().limit(2).reduce("", (all, line) -> all + line + "\n");
        for (int length = whole.length; length < longer.length; length += length < whole.length + 20 ? 1 : 97) {
            Files.write(archive, Arrays.copyOf(longer, length));
            Files.writeString(forks, finished);
            folder.settleBlocks();
            assertThat(Files.readAllBytes(archive)).as("of %d bytes", length).isEqualTo(whole);
        }
        folder.append(TestBlocks.fork(TestRuns.CRC32, 2), SECOND);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "0")).isEqualTo(FIRST);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "1")).isEqualTo(SECOND);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "2")).isEqualTo(SECOND);
    }

    /** Killed between the blocks and the line that says that the fork is done: it will be measured again. */
    @Test
    void memberOfAForkThatIsNotDoneIsRemoved() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        String finished = Files.readString(forks);
        folder.append(TestBlocks.fork(TestRuns.CRC32, 2), FIRST);
        Files.writeString(forks, finished + "{\"workload\":\"kernels/ch");
        folder.settleBlocks();
        assertThat(Files.readAllBytes(archive)).isEqualTo(whole);
        assertThat(Files.readString(forks)).isEqualTo(finished);
    }

    @Test
    void nothingIsRemovedWhereFinishedForksLackTheirBlocks() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        byte[] damaged = whole.clone();
        damaged[40] ^= 0x55;
        Files.write(archive, damaged);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::settleBlocks)
                .withMessage(
                        archive + " is damaged: it lacks the blocks of 2 finished forks. The run can be reported, but"
                                + " it can't go on");
        assertThat(Files.readAllBytes(archive)).isEqualTo(damaged);
        Files.delete(archive);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::settleBlocks)
                .withMessageContaining("no blocks.tsv.gz");
    }

    @Test
    void runThatWasKilledBeforeItsFirstForkHasNothingToSettle() throws IOException {
        Files.delete(forks);
        folder.settleBlocks();
        assertThat(archive).isEmptyFile();
        Files.delete(archive);
        folder.settleBlocks();
        assertThat(archive).doesNotExist();
    }
}
