// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a result keeps of why something failed. */
final class FailureReason {
    private static final Pattern FOLDERS = Pattern.compile("(?<![\\w.])/(?:[^\\s:'\"]+/)+(?=[^\\s:'\"/]*)");

    private static final Pattern MORE_FOLDERS = Pattern.compile("(?:[^\\s:'\"]+/)*");

    private FailureReason() {}

    /** The same without folders: a reason that is published must not tell where on this machine things are. */
    static String withoutPaths(@Nullable String reason) {
        return FOLDERS.matcher(withoutExisting(String.valueOf(reason))).replaceAll("");
    }

    /** The name of a folder may hold blanks: where it ends only the file system knows. */
    private static String withoutExisting(String reason) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < reason.length()) {
            int end = endOfFolder(reason, at);
            if (end == at) {
                kept.append(reason.charAt(at));
                end = at + 1;
            }
            at = end;
        }
        return kept.toString();
    }

    private static int endOfFolder(String reason, int start) {
        int end = start;
        if (reason.charAt(start) == '/') {
            for (int slash = reason.indexOf('/', start + 2); slash >= 0; slash = reason.indexOf('/', slash + 1)) {
                end = isFolder(reason.substring(start, slash)) ? slash + 1 : end;
            }
        }
        Matcher more = MORE_FOLDERS.matcher(reason).region(end, reason.length());
        return end > start && more.lookingAt() ? more.end() : end;
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
