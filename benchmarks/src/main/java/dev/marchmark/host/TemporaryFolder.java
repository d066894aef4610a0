// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether code can be loaded from the JVM's temporary folder. */
final class TemporaryFolder {
    private static final String TOPIC = "temp folder";

    private TemporaryFolder() {}

    static Finding check(Tree tree, Path folder) {
        String options = mountOptions(tree.text("proc/self/mounts"), folder);
        if (options == null) {
            return Finding.ok(TOPIC, "unknown");
        }
        return Arrays.asList(options.split(",", -1)).contains("noexec")
                ? Finding.note(
                        TOPIC,
                        "noexec",
                        "JNA can't load its library from there, which it tries where ~/.cache is not writable:"
                                + " start with JAVA_TOOL_OPTIONS=-Djna.tmpdir=DIR")
                : Finding.ok(TOPIC, "libraries can be loaded");
    }

    /** The options of the file system that holds the folder: the longest mount point above it, the last of equals. */
    private static @Nullable String mountOptions(@Nullable String mounts, Path folder) {
        String options = null;
        int deepest = -1;
        for (String line : mounts == null ? new String[0] : mounts.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length < 4) {
                continue;
            }
            Path point = path(words[1]);
            if (point != null && folder.startsWith(point) && point.getNameCount() >= deepest) {
                deepest = point.getNameCount();
                options = words[3];
            }
        }
        return options;
    }

    // The kernel writes blanks, tabs, newlines and backslashes of a path as octal numbers.
    private static @Nullable Path path(String mountPoint) {
        String plain = mountPoint
                .replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
        try {
            return Path.of(plain);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
