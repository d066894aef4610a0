// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Block;
import dev.marchmark.model.ForkResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * {@code blocks.tsv.gz} of a run: a member of gzip for each finished fork, with a line a block: workload, size, fork, then what
 * {@link Block#toLine} writes. Of most published runs it is not there.
 */
final class BlockArchive {
    static final String NAME = "blocks.tsv.gz";

    private final Path folder;
    private final Path file;

    /** @param folder of the run */
    BlockArchive(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Adds the blocks of a fork, and waits until the disk has them. */
    void append(ForkResult fork, List<Block> blocks) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        String prefix = prefix(fork);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (Block block : blocks) {
                gzip.write((prefix + block.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AppendedFile.append(file, packed.toByteArray());
    }

    /** What the lines of a fork's blocks begin with; an aligned fork has the number of the drawn one. */
    private static String prefix(ForkResult fork) {
        return fork.workload() + "\t" + fork.size() + "\t" + fork.fork() + (fork.hasAlignedBuffers() ? "-aligned" : "")
                + "\t";
    }

    /**
     * Sees to it that it holds the blocks of the finished forks and no more, as what is measured further joins them. A
     * process that is killed leaves a member that is cut off, or the member of a fork that is not done; both are removed.
     *
     * @throws StoreException where blocks of finished forks are missing, as in a published folder
     */
    void settle(List<ForkResult> finished) {
        Set<String> missing = new HashSet<>();
        finished.forEach(fork -> missing.add(prefix(fork)));
        if (!exists() && !missing.isEmpty()) {
            throw new StoreException(
                    folder + " holds forks but no " + NAME + ": it can be reported, but a run can't go on in it");
        }
        if (!exists()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = 0;
            for (GzipMember member : GzipMember.of(Files.readAllBytes(file))) {
                if (missing.removeIf(member.text()::startsWith)) {
                    end = member.end();
                }
            }
            if (!missing.isEmpty()) {
                throw new StoreException(file + " is damaged: it lacks the blocks of " + missing.size()
                        + " finished forks. The run can be reported, but it can't go on");
            }
            channel.truncate(end);
            channel.force(true);
        } catch (IOException e) {
            throw StoreException.of("mend", file, e);
        }
    }

    /** In hexadecimal; of nothing where there is no file. */
    String sha256() {
        try {
            byte[] bytes = exists() ? Files.readAllBytes(file) : new byte[0];
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
