// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.FunctionCode;
import dev.marchmark.audit.LibraryCode;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.store.StoreException;
import dev.marchmark.store.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Audits of libraries, one small file each, named by the library's SHA-256. All of them may be deleted at any time: what
 * is missing, damaged or of another decoder is audited again. Lines of words separated by tabs: one about the file, one of
 * all code, then one a function.
 */
final class CodeCache {
    // Raised when the same instructions are counted or written in another way.
    private static final String METHOD = "2";
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int COUNTS = 11;
    private static final String BUNDLED = "bundled-audits";
    // Archives have names of 100 characters; the hash as a whole stands in the file.
    private static final int SHORT = 32;

    private final Path folder;
    private final @Nullable String decoder;

    /** @param decoder what an audit depends on beside the library */
    CodeCache(Path folder, String decoder) {
        this.folder = folder;
        this.decoder = decoder;
    }

    /** What came with a bundle, made by the bundle's own version, whatever decoder it had. It is only read. */
    private CodeCache(Path folder) {
        this.folder = folder;
        this.decoder = null;
    }

    /** Of the bundle that a build folder came with, if it did. */
    static CodeCache bundled(Path build) {
        return new CodeCache(build.resolve(BUNDLED));
    }

    /** What is kept of the library with that SHA-256. */
    Optional<LibraryCode> find(String sha256) {
        Path file = file(sha256);
        try {
            String text = TextFile.read(file);
            List<String[]> lines =
                    text.lines().map(line -> line.split("\t", -1)).toList();
            Map<String, FunctionCode> functions = new LinkedHashMap<>();
            for (String[] words : lines.subList(2, lines.size())) {
                functions.put(words[0], function(words));
            }
            if (!text.endsWith("\n") || !List.of(lines.get(0)).equals(head(sha256, functions.size()))) {
                return Optional.empty();
            }
            if (decoder != null) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            return Optional.of(new LibraryCode(functions, counts(List.of(lines.get(1)))));
        } catch (StoreException | IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Keeps it, where that is possible; and forgets what was not asked for in the last 30 days. */
    void keep(Map<String, LibraryCode> found) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, LibraryCode> library : found.entrySet()) {
                TextFile.write(file(library.getKey()), text(library.getKey(), library.getValue()));
            }
            prune();
        } catch (IOException | StoreException e) {
            // The next run audits once more.
        }
    }

    private void prune() throws IOException {
        Instant oldest = Instant.now().minus(KEPT);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.deleteIfExists(file);
            }
        }
    }

    Path file(String sha256) {
        return folder.resolve((decoder == null ? sha256.substring(0, SHORT) : sha256) + ".tsv");
    }

    private List<String> head(String sha256, int functions) {
        return List.of("code", METHOD, decoder == null ? sha256 : decoder, Integer.toString(functions));
    }

    String text(String sha256, LibraryCode code) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(head(sha256, code.functions().size()));
        lines.add(words(code.total()));
        code.functions().forEach((name, function) -> {
            List<String> words = new ArrayList<>(List.of(
                    name,
                    String.join(" ", function.exact()),
                    String.join(" ", function.shape()),
                    Long.toString(function.branches()),
                    Long.toString(function.packed())));
            words.addAll(words(function.counts()));
            lines.add(words);
        });
        return lines.stream().map(words -> String.join("\t", words) + "\n").collect(Collectors.joining());
    }

    private static FunctionCode function(String[] words) {
        return new FunctionCode(
                List.of(words[1].split(" ", -1)),
                List.of(words[2].split(" ", -1)),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                counts(List.of(words).subList(5, words.length)));
    }

    private static List<String> words(CodeCounts counts) {
        List<String> words = new ArrayList<>();
        for (long count : new long[] {
            counts.bytes(),
            counts.v1(),
            counts.v2(),
            counts.v3(),
            counts.v4(),
            counts.outside(),
            counts.tzcnt(),
            counts.invalid(),
            counts.xmm(),
            counts.ymm(),
            counts.zmm()
        }) {
            words.add(Long.toString(count));
        }
        counts.features().forEach((feature, count) -> words.add(feature + "=" + count));
        return words;
    }

    private static CodeCounts counts(List<String> words) {
        long[] n = words.stream().limit(COUNTS).mapToLong(Long::parseLong).toArray();
        Map<String, Long> features = new TreeMap<>();
        for (String word : words.subList(COUNTS, words.size())) {
            int equals = word.indexOf('=');
            features.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
        }
        return new CodeCounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], features);
    }
}
