// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host's files below a root. What can't be read, or does not have the shape that is asked for, is null. The shapes
 * double as an allow-list: free text never gets from a file into a fact.
 */
final class Tree {
    /** A name as the kernel gives to governors, drivers and clocks. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    // glibc has 2 MB, /proc/cpuinfo of 512 CPUs 0.8 MB; whatever is larger than this isn't a file that we know.
    private static final int MOST_BYTES = 8 << 20;

    private final Path root;

    Tree(Path root) {
        this.root = root;
    }

    /** All of a file, which may hold any bytes: one character is one byte. */
    @Nullable
    String text(String path) {
        Path file = resolve(path);
        // A named pipe, where a file belongs, would block for ever.
        if (file == null || !Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }

    /** A file's first line, without blanks around it, where all of it has this shape. */
    @Nullable
    String line(String path, Pattern shape) {
        String text = text(path);
        if (text == null) {
            return null;
        }
        String line = text.lines().findFirst().orElse("").strip();
        return shape.matcher(line).matches() ? line : null;
    }

    /** A file that holds one integer. */
    @Nullable
    Long number(String path) {
        String line = line(path, NUMBER);
        return line == null ? null : Long.valueOf(line);
    }

    /** A file that holds one integer that fits 31 bits. */
    @Nullable
    Integer count(String path) {
        Long number = number(path);
        return number == null || number != number.intValue() ? null : number.intValue();
    }

    boolean exists(String path) {
        Path file = resolve(path);
        return file != null && Files.exists(file);
    }

    private @Nullable Path resolve(String path) {
        try {
            return root.resolve(path);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
