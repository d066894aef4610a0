// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.IndexReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.store.PriceFile;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoreException;
import dev.marchmark.store.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is generated below the folder of results: two tables a run, and the index over all of them. It follows from the
 * runs' {@code run.json} and the prices of hosts alone, so that any of it can be deleted and made again; but for the links
 * to the project's documents, which the index has where they are (DECISIONS.md, D131).
 *
 * @param results the folder of all results
 * @param texts what each file must hold
 * @param leftOut runs that are no part of it, and why
 * @param controlsDiffer runs of which it says that more copies of identical code differ than chance explains
 */
record GeneratedFiles(Path results, SortedMap<Path, String> texts, List<String> leftOut, List<String> controlsDiffer) {

    /** A run's part. */
    private record Part(Path folder, Optional<PublishedRun> published, String markdown, String csv, String leftOut) {}

    /**
     * Of the runs below a folder.
     *
     * @throws StoreException naming the file that is damaged
     */
    static GeneratedFiles of(Path results) {
        List<Part> parts = RunFolder.openAll(results).parallelStream()
                .map(folder -> part(results, folder))
                .toList();
        SortedMap<Path, String> texts = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        List<PublishedRun> published = new ArrayList<>();
        for (Part part : parts) {
            if (part.published().isEmpty()) {
                leftOut.add(part.leftOut());
                continue;
            }
            published.add(part.published().get());
            texts.put(part.folder().resolve(RunFolder.MARKDOWN), part.markdown());
            texts.put(part.folder().resolve(RunFolder.CSV), part.csv());
        }
        boolean ofProject = IndexReport.DOCUMENTS.stream().allMatch(name -> Files.exists(results.resolve(name)));
        IndexReport.of(published, PriceFile.read(results), ofProject)
                .forEach((name, text) -> texts.put(results.resolve(name), text));
        return new GeneratedFiles(
                results,
                texts,
                leftOut,
                published.stream()
                        .filter(PublishedRun::controlsDiffer)
                        .map(PublishedRun::folder)
                        .toList());
    }

    private static Part part(Path results, RunFolder folder) {
        Run run = folder.read();
        Path place = Path.of(run.host().name(), run.id());
        if (!results.relativize(folder.path()).equals(place)) {
            throw new StoreException(
                    folder.path() + " holds run " + place + ": move it there, or away where it is a copy");
        }
        Summary summary = run.summary();
        boolean emulated = Boolean.TRUE.equals(run.host().platform().emulated());
        if (run.status() != Run.Status.COMPLETE || summary == null || emulated) {
            String why = emulated ? " is left out: its host is emulated" : " is left out: it is not complete";
            return new Part(folder.path(), Optional.empty(), "", "", folder.path() + why);
        }
        try {
            return new Part(
                    folder.path(),
                    Optional.of(PublishedRun.of(run, summary)),
                    MarkdownReport.of(run),
                    CsvReport.of(List.of(run)),
                    "");
        } catch (IllegalArgumentException e) {
            throw new StoreException(folder.path() + ": " + e.getMessage() + "; it was changed by hand or is damaged");
        }
    }

    /** Those that are not there, or hold something else. */
    List<Path> stale() {
        return texts.entrySet().stream()
                .filter(entry -> !holds(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What lies where the index goes and is somebody else's: it stays, and nothing is published there. A line each. */
    static List<String> foreign(Path results) {
        return IndexReport.INDEX.stream()
                .map(results::resolve)
                .filter(file -> Files.exists(file) && isForeign(file))
                .map(file -> file + " is none that marchmark made; move it away, or name another folder by --output")
                .toList();
    }

    private static boolean isForeign(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return !text.isBlank() && !text.contains("marchmark");
        } catch (IOException e) {
            throw new StoreException("can't read " + file + ": " + e.getMessage());
        }
    }

    /** Pages of groups beside the index that no run has a part in any more. */
    List<Path> strays() {
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(file -> IndexReport.isPage(String.valueOf(file.getFileName())))
                    .filter(file -> !texts.containsKey(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StoreException("can't read " + results + ": " + e.getMessage());
        }
    }

    /** Writes what is stale, and removes strays; returns how many files it wrote. */
    int write() {
        List<Path> stale = stale();
        stale.parallelStream().forEach(file -> TextFile.write(file, String.valueOf(texts.get(file))));
        for (Path stray : strays()) {
            try {
                Files.delete(stray);
            } catch (IOException e) {
                throw new StoreException("can't remove " + stray + ": " + e.getMessage());
            }
        }
        return stale.size();
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
