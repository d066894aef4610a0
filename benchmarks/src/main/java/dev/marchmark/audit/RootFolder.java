// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * A folder taken for the root of a file system: links in it, absolute ones too, lead to where they would if it were "/",
 * and never out of it. Names are relative to it.
 */
final class RootFolder {
    /** As many as the kernel follows. */
    private static final int MOST_LINKS = 40;
    /** As the kernel: PATH_MAX. */
    private static final int LONGEST_NAME = 4096;
    /** Far more than the list of any package has. */
    private static final int LARGEST_TEXT = 64 << 20;

    private static final int MOST_KNOWN = 200_000;

    private final Path root;
    private final Map<String, Optional<String>> known = new HashMap<>();

    /** @throws IOException where it is no folder */
    RootFolder(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    Path path() {
        return root;
    }

    /** The name by which a folder is reached without links; empty where it is none. */
    Optional<String> folder(String name) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(name, this::follow);
    }

    private Optional<String> follow(String name) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(name.split("/", -1)));
        Deque<String> real = new ArrayDeque<>();
        int links = 0;
        try {
            while (!rest.isEmpty()) {
                String next = rest.removeFirst();
                Path at = root.resolve(String.join("/", real)).resolve(next.equals("..") ? "" : next);
                if (next.equals("..")) {
                    real.pollLast();
                } else if (Files.isSymbolicLink(at) && links++ < MOST_LINKS) {
                    String target = Files.readSymbolicLink(at).toString();
                    if (target.startsWith("/")) {
                        real.clear();
                    }
                    String[] names = target.split("/", -1);
                    for (int i = names.length - 1; i >= 0; i--) {
                        rest.addFirst(names[i]);
                    }
                } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                    return Optional.empty();
                } else if (!next.isEmpty() && !next.equals(".")) {
                    real.addLast(next);
                }
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.of(String.join("/", real));
    }

    /** The name of what is there without links in its folder, whether it exists or not; itself may be a link. */
    Optional<String> real(String name) {
        if (name.length() >= LONGEST_NAME) {
            return Optional.empty();
        }
        int slash = name.lastIndexOf('/');
        String last = name.substring(slash + 1);
        return folder(name.substring(0, Math.max(slash, 0)))
                .map(folder -> folder.isEmpty() ? last : folder + "/" + last);
    }

    /** The file of that name; empty where there is none, or a link, a folder, a pipe, a device. */
    Optional<Path> file(String name) {
        try {
            return real(name).map(root::resolve).filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The lines of a text, one after the other.
     *
     * @throws AuditException where there is no such file, or one that can't be read or is too large
     */
    Iterator<String> lines(String name) throws AuditException {
        Path file = file(name).orElseThrow(() -> new AuditException("is no file"));
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
            if (bytes.length > LARGEST_TEXT) {
                throw new AuditException("is larger than " + (LARGEST_TEXT >> 20) + " MiB, so it is not what it seems");
            }
            return new String(bytes, StandardCharsets.UTF_8).lines().iterator();
        } catch (IOException e) {
            throw new AuditException("can't be read: " + e.getMessage(), e);
        }
    }
}
