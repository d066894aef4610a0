// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.Block;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Block FIRST = TestBlocks.block(1, 400, 200, 300, 600);
    private static final Block SECOND = TestBlocks.block(2, 500, 200, 300, 600);
    private static final Block THIRD =
            TestBlocks.block(Contrast.COPY, 3, 8, 5, List.of(1, 0, 1), List.of(7L, 8L, 9L), 2);

    private final Path root;
    private final RunFolder folder;

    RunFolderTest(@TempDir Path root) {
        this.root = root;
        folder = RunFolder.create(root.resolve("some host/20261123T080100Z-c0ffee"));
    }

    @Test
    void runComesBackAsItWasWritten() {
        folder.write(TestRuns.complete());
        assertThat(folder.read()).isEqualTo(TestRuns.complete());
        Run begun = TestRuns.started(List.of(TestRuns.CRC32), TestRuns.V2_V3);
        folder.write(begun);
        assertThat(folder.read()).isEqualTo(begun);
    }

    @Test
    void forksComeBackInTheirOrder() {
        assertThat(folder.forks()).isEmpty();
        ForkResult first = TestBlocks.fork(TestRuns.CRC32, 1);
        ForkResult second = TestBlocks.fork(TestRuns.EMPTY, 0);
        folder.append(first, List.of());
        folder.append(second, List.of());
        assertThat(folder.forks()).containsExactly(first, second);
        assertThat(RunFolder.create(root.resolve("other")).forks()).isEmpty();
    }

    @Test
    void forksOfALargeRunMayBePublishedPacked() throws IOException {
        ForkResult fork = TestBlocks.fork(TestRuns.CRC32, 1);
        folder.append(fork, List.of());
        Path plain = folder.path().resolve("forks.jsonl");
        Path packed = folder.path().resolve("forks.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(plain));
        }
        Files.delete(plain);
        byte[] bytes = Files.readAllBytes(packed);
        assertThat(folder.forks()).containsExactly(fork);
        assertThat(packed).as("is left as it is").hasBinaryContent(bytes);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::forks)
                .withMessageContaining("forks.jsonl.gz");
    }

    /** 200 MB of blanks in 200 KB. */
    @Test
    void packedForksThatUnpackToTooMuchAreRefused() throws IOException {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        Path packed = folder.path().resolve("forks.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            for (int i = 0; i < 200; i++) {
                out.write(blanks);
            }
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::forks)
                .withMessageContaining("forks.jsonl.gz")
                .withMessageContaining("128 MiB");
    }

    @Test
    void isolatedForksComeBackInTheirOrder() throws IOException {
        assertThat(folder.isolated()).isEmpty();
        IsolatedResult first = TestBlocks.isolated(TestRuns.CRC32, 1, "v3-O2", 1234.5);
        IsolatedResult second = TestBlocks.isolated(TestRuns.CRC32, 1, "v2-O2", 2345.6);
        folder.append(first);
        folder.append(second);
        assertThat(folder.isolated()).containsExactly(first, second);
        Path file = folder.path().resolve("isolated.jsonl");
        Files.writeString(file, Files.readString(file) + "{\"workload\":\"ker");
        assertThat(folder.isolated()).as("but for a line that is cut off").containsExactly(first, second);
        assertThat(folder.forks()).isEmpty();
    }

    @Test
    void blocksComeBackByWorkloadAndFork() {
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "0")).isEmpty();
        folder.append(TestBlocks.fork(TestRuns.CRC32, 1), List.of(FIRST, THIRD));
        folder.append(TestBlocks.fork(TestRuns.CRC32 + "x", 1), List.of(THIRD));
        folder.append(TestBlocks.fork(TestRuns.CRC32, 10), List.of(SECOND));
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "1")).containsExactly(FIRST, THIRD);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32 + "x", "1")).containsExactly(THIRD);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "10")).containsExactly(SECOND);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "0")).isEmpty();
    }

    @Test
    void blocksOfAnAlignedForkAreNotThoseOfTheDrawnOneOfItsNumber() {
        ForkResult drawn = TestBlocks.fork(TestRuns.CRC32, 1);
        ForkResult aligned = new ForkResult(
                drawn.workload(),
                drawn.size(),
                drawn.fork(),
                drawn.startedUtc(),
                drawn.seconds(),
                drawn.layouts(),
                List.of(0, 1024),
                drawn.stackShift(),
                drawn.dataSeed(),
                drawn.blockSeed(),
                drawn.ratios(),
                drawn.times(),
                drawn.levelShifts(),
                drawn.noise(),
                true);
        folder.append(drawn, List.of(FIRST));
        folder.append(aligned, List.of(SECOND, THIRD));
        assertThat(folder.forks()).containsExactly(drawn, aligned);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "1")).containsExactly(FIRST);
        assertThat(StoredBlocks.of(folder, TestRuns.CRC32, "1-aligned")).containsExactly(SECOND, THIRD);
    }

    @Test
    void hashOfTheArchiveIsThatOfSha256sum() throws Exception {
        // The SHA-256 of nothing, as FIPS 180-4's examples have it.
        assertThat(folder.blocksSha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of(FIRST));
        folder.append(TestBlocks.fork(TestRuns.CRC32, 1), List.of(SECOND));
        Process sha256sum = new ProcessBuilder(
                        "sha256sum", folder.path().resolve("blocks.tsv.gz").toString())
                .start();
        String printed = new String(sha256sum.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(sha256sum.waitFor()).isZero();
        assertThat(folder.blocksSha256()).isEqualTo(printed.substring(0, 64));
    }

    @Test
    void nothingButTheFilesIsLeftBehind() throws IOException {
        folder.write(TestRuns.complete());
        folder.write(TestRuns.complete());
        folder.writeFile("table.md", "# table\n");
        folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of(FIRST));
        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.json", "table.md", "forks.jsonl", "blocks.tsv.gz");
        }
        assertThat(folder.path().resolve("table.md")).hasContent("# table\n");
    }

    @Test
    void folderThatIsThereIsRefused() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RunFolder.create(folder.path()))
                .withMessage(folder.path() + " is there already; results are never overwritten");
    }

    @Test
    void folderWithoutARunIsRefused() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RunFolder.open(folder.path()))
                .withMessage(folder.path() + " holds no run.json, so it is no result folder");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RunFolder.openAll(root))
                .withMessage("there is no run.json in " + root + " or below it");
        Path nowhere = root.resolve("nowhere");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RunFolder.openAll(nowhere))
                .withMessage("can't read " + nowhere + ": no such file or folder");
    }

    @Test
    void allFoldersBelowAPathAreFound() {
        folder.write(TestRuns.complete());
        RunFolder earlier = RunFolder.create(root.resolve("a host/20260101T000000Z-000000"));
        earlier.write(TestRuns.complete());
        assertThat(RunFolder.openAll(root)).extracting(RunFolder::path).containsExactly(earlier.path(), folder.path());
        assertThat(RunFolder.openAll(folder.path())).extracting(RunFolder::path).containsExactly(folder.path());
        assertThat(RunFolder.open(folder.path()).read().id()).isEqualTo("20261123T080100Z-c0ffee");
    }

    /** Below a regular file not even root can make one. */
    @Test
    void folderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        Path below = file.resolve("host/run");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> RunFolder.create(below))
                .withMessageStartingWith("can't make the folder " + below + ": ");
    }

    @Test
    void folderThatHasGoneIsNamed() throws IOException {
        Files.delete(folder.path());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> folder.write(TestRuns.complete()))
                .withMessageStartingWith("can't write " + folder.path().resolve("run.json") + ": ");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of()))
                .withMessageStartingWith("can't write " + folder.path().resolve("blocks.tsv.gz") + ": ");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith("can't read " + folder.path().resolve("run.json") + ": ");
    }
}
