// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A run among those that are published: {@code results/<host>/<id>}, with its forks packed. */
public final class PublishedFolder {
    /**
     * What is published of a run takes at most, in bytes, without the tables that are made of it; the archive of all blocks
     * stays out where it does not fit. All kernels with 60 forks take 2.4 MB (DECISIONS.md, D135).
     */
    private static final long MOST_BYTES = 2_700_000;

    private static final String PACKED_FORKS = RunFolder.FORKS + TextFile.PACKED;
    /** All that the folder of a result may hold. */
    private static final List<String> KNOWN = List.of(
            RunFolder.RUN,
            RunFolder.FORKS,
            PACKED_FORKS,
            RunFolder.ISOLATED,
            BlockArchive.NAME,
            RunFolder.MARKDOWN,
            RunFolder.CSV);

    private PublishedFolder() {}

    /**
     * Puts a run where published ones are; one that is there already stays as it is, but for its forks, which are packed.
     *
     * @param run that the folder holds
     * @param results the folder of all results
     * @throws StoreException where it is too large, or another run has its place
     */
    public static RunFolder put(RunFolder folder, Run run, Path results) {
        Path target = results.resolve(run.host().name()).resolve(run.id());
        try {
            if (!Files.exists(target)) {
                copy(folder.path(), target);
            } else if (Files.mismatch(folder.path().resolve(RunFolder.RUN), target.resolve(RunFolder.RUN)) >= 0) {
                throw new StoreException(target + " is there already, and is another run than " + folder.path()
                        + "; results are never overwritten");
            } else {
                pack(target);
            }
            return RunFolder.open(target);
        } catch (IOException e) {
            throw StoreException.of("publish", folder.path(), e);
        }
    }

    /**
     * The files in a result's folder that are no part of a result.
     *
     * @throws StoreException where it can't be read
     */
    public static List<Path> unknown(RunFolder folder) {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.filter(
                            file -> !KNOWN.contains(String.valueOf(file.getFileName())) || !Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StoreException.of("read", folder.path(), e);
        }
    }

    private static void copy(Path from, Path target) throws IOException {
        Path growing = target.resolveSibling(target.getFileName() + ".tmp");
        remove(growing);
        Files.createDirectories(growing);
        try {
            for (String name : List.of(RunFolder.FORKS, PACKED_FORKS, RunFolder.ISOLATED, RunFolder.RUN)) {
                copyInto(growing, from.resolve(name));
            }
            pack(growing);
            long bytes = size(growing);
            if (bytes > MOST_BYTES) {
                throw new StoreException(from + " takes " + bytes + " bytes, its forks packed, and at most "
                        + MOST_BYTES + " are published: measure fewer workloads a run");
            }
            Path blocks = from.resolve(BlockArchive.NAME);
            if (Files.exists(blocks) && bytes + Files.size(blocks) <= MOST_BYTES) {
                copyInto(growing, blocks);
            }
            Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(growing);
        }
    }

    private static void copyInto(Path folder, Path file) throws IOException {
        if (Files.exists(file)) {
            TextFile.write(folder.resolve(String.valueOf(file.getFileName())), Files.readAllBytes(file));
        }
    }

    /** In two steps, between which both are there and say the same. */
    private static void pack(Path folder) throws IOException {
        Path plain = folder.resolve(RunFolder.FORKS);
        if (Files.exists(plain)) {
            TextFile.write(folder.resolve(PACKED_FORKS), TextFile.packed(TextFile.read(plain)));
            Files.delete(plain);
        }
    }

    private static long size(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
