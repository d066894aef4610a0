// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a bundle, by their names below its top folder. */
final class Contents {
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /** What a file holds. */
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * A file.
     *
     * @param bytes its size
     */
    record Entry(Source source, long bytes, boolean executable) {}

    /** Takes a file as it is; a link is the file that it leads to. */
    void add(String name, Path file) {
        try {
            entries.put(name, new Entry(() -> Files.newInputStream(file), Files.size(file), Files.isExecutable(file)));
        } catch (IOException e) {
            throw new BundleException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Takes a text, as UTF-8. */
    void add(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        entries.put(name, new Entry(() -> new ByteArrayInputStream(bytes), bytes.length, false));
    }

    /** Takes all files below a folder. */
    void addAll(String name, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> add(name + "/" + folder.relativize(file), file));
        } catch (IOException e) {
            throw new BundleException("can't read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** By name. */
    SortedMap<String, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }
}
