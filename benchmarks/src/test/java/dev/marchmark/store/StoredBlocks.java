// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a reader of {@code blocks.tsv.gz} finds in it: all of its columns parted by tabs, workload, size and fork first. */
public final class StoredBlocks {
    private StoredBlocks() {}

    /**
     * The blocks of one fork; none where there is no archive.
     *
     * @param fork its number; of an aligned one with {@code -aligned} behind it
     */
    public static List<Block> of(RunFolder folder, String workload, String fork) {
        Path file = folder.path().resolve("blocks.tsv.gz");
        if (!Files.exists(file)) {
            return List.of();
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 4))
                    .filter(field -> field[0].equals(workload) && field[2].equals(fork))
                    .map(field -> Block.parse(field[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
