// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Block;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run: {@code run.json}, {@code forks.jsonl} with a line a fork, {@code isolated.jsonl} with a line a
 * fork of the cross-check, if there is one, and {@code blocks.tsv.gz} with every block. What is published of a large run may
 * have {@code forks.jsonl.gz} instead. A finished fork is on the disk before the next one starts; no file is ever half
 * written over.
 */
public final class RunFolder {
    /** The table as Markdown, generated. */
    public static final String MARKDOWN = "table.md";
    /** All rows as CSV, generated. */
    public static final String CSV = "table.csv";

    static final String RUN = "run.json";
    static final String FORKS = "forks.jsonl";
    static final String ISOLATED = "isolated.jsonl";

    private final Path folder;
    private final BlockArchive archive;

    private RunFolder(Path folder) {
        this.folder = folder;
        this.archive = new BlockArchive(folder);
    }

    /**
     * Sees to it that folders can be made in {@code root}: sooner than after minutes of building.
     *
     * @throws StoreException where they can't
     */
    public static void requireWritable(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw StoreException.of("make the folder", root, e);
        }
        if (!Files.isWritable(root)) {
            throw new StoreException("can't write to " + root + "; give another folder with -o");
        }
    }

    /**
     * Makes a new folder.
     *
     * @throws StoreException where it can't be made, or is there already: results are never overwritten
     */
    public static RunFolder create(Path folder) {
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder);
            return new RunFolder(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(e.getFile() + " is there already; results are never overwritten", e);
        } catch (IOException e) {
            throw StoreException.of("make the folder", folder, e);
        }
    }

    /**
     * Opens the folder of a run.
     *
     * @throws StoreException where it holds none
     */
    public static RunFolder open(Path folder) {
        if (!Files.isRegularFile(folder.resolve(RUN))) {
            throw new StoreException(folder + " holds no " + RUN + ", so it is no result folder");
        }
        return new RunFolder(folder);
    }

    /**
     * The result folders at or below a path, sorted.
     *
     * @throws StoreException where there is none
     */
    public static List<RunFolder> openAll(Path path) {
        List<RunFolder> found = find(path);
        if (found.isEmpty()) {
            throw new StoreException("there is no " + RUN + " in " + path + " or below it");
        }
        return found;
    }

    /** The same where there may be none. */
    public static List<RunFolder> find(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.endsWith(RUN))
                    .map(file -> new RunFolder(file.resolve("..").normalize()))
                    .sorted(Comparator.comparing(RunFolder::path))
                    .toList();
        } catch (IOException e) {
            throw StoreException.of("read", path, e);
        } catch (UncheckedIOException e) {
            throw StoreException.of("read", path, new IOException(e.getMessage(), e));
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Writes {@code run.json}, in one step for whoever reads it. */
    public void write(Run run) {
        writeFile(RUN, JsonFormats.RUN.pretty(run));
    }

    /** Writes a text file that is generated from the run, in one step. */
    public void writeFile(String name, String text) {
        TextFile.write(folder.resolve(name), text);
    }

    /**
     * Reads {@code run.json}.
     *
     * @throws StoreException naming file and field where it is damaged
     */
    public Run read() {
        Path file = folder.resolve(RUN);
        return JsonFormats.RUN.read(TextFile.read(file), file.toString());
    }

    /** Adds a finished fork and its blocks, and waits until the disk has them. */
    public void append(ForkResult fork, List<Block> blocks) {
        archive.append(fork, blocks);
        // Last, as a fork counts as done when its line is here.
        AppendedFile.append(
                folder.resolve(FORKS), (JsonFormats.FORK.line(fork) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a finished fork of the cross-check, and waits until the disk has it. */
    public void append(IsolatedResult fork) {
        AppendedFile.append(
                folder.resolve(ISOLATED), (JsonFormats.ISOLATED.line(fork) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All finished forks, in the order in which they were measured. A last line that is cut off, as a full disk or a
     * crash leaves it, counts as not there and is removed.
     *
     * @throws StoreException naming file, line and field where another line is damaged
     */
    public List<ForkResult> forks() {
        return lines(file(FORKS), JsonFormats.FORK);
    }

    /**
     * All finished forks of the cross-check, likewise.
     *
     * @throws StoreException naming file, line and field where a line is damaged
     */
    public List<IsolatedResult> isolated() {
        return lines(folder.resolve(ISOLATED), JsonFormats.ISOLATED);
    }

    /**
     * All finished forks of the run in this folder, likewise; of one that is complete none may be missing.
     *
     * @throws StoreException also where a complete run lacks forks that its rows came from
     */
    public List<ForkResult> forks(Run run) {
        Path file = file(FORKS);
        Completeness.requireWholeLines(run, file);
        List<ForkResult> forks = forks();
        Completeness.requireForks(run, file, forks);
        return forks;
    }

    /**
     * The same of the cross-check.
     *
     * @throws StoreException also where a complete run lacks forks that its cross-checks came from
     */
    public List<IsolatedResult> isolated(Run run) {
        Path file = folder.resolve(ISOLATED);
        Completeness.requireWholeLines(run, file);
        List<IsolatedResult> forks = isolated();
        Completeness.requireIsolated(run, file, forks);
        return forks;
    }

    /**
     * Sees to it that a complete run has all that it came from.
     *
     * @throws StoreException where forks of it are missing
     */
    public void requireWhole(Run run) {
        forks(run);
        isolated(run);
    }

    /** As it was measured, or packed as a large run is published. */
    private Path file(String name) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + TextFile.PACKED);
        return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
    }

    private static <T> List<T> lines(Path file, Json<T> format) {
        AppendedFile.repair(file);
        List<T> values = new ArrayList<>();
        AppendedFile.forEachLine(file, line -> values.add(format.read(line, file + ", line " + (values.size() + 1))));
        return values;
    }

    /**
     * Sees to it that the archive holds the blocks of the finished forks and no more, as what is measured further joins
     * them.
     *
     * @throws StoreException where blocks of finished forks are missing, as in a published folder
     */
    public void settleBlocks() {
        archive.settle(forks());
    }

    /** Whether the archive of all blocks is there; of most published runs it is not. */
    public boolean hasBlocks() {
        return archive.exists();
    }

    /** SHA-256 of the block archive, in hexadecimal; of nothing where there is none. */
    public String blocksSha256() {
        return archive.sha256();
    }
}
