// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The executables and shared libraries below a root, each once however many names it has. Links are not followed: what they
 * lead to within the root is there itself. Of other file systems only those of disks are entered, so neither what the
 * kernel makes up nor what a network holds.
 */
final class SystemFiles {
    /**
     * A file.
     *
     * @param names all that it has, relative to the root
     */
    record Found(Path file, long bytes, SortedSet<String> names) {
        String name() {
            return names.first();
        }
    }

    private static final Set<String> DISKS = Set.of(
            "bcachefs",
            "btrfs",
            "erofs",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "jfs",
            "overlay",
            "reiserfs",
            "squashfs",
            "xfs",
            "zfs");
    private static final int ELF_HEADER = 64;
    private static final int TYPE = 16;
    private static final int MACHINE = 18;
    private static final int LINKED_AT_FIXED_ADDRESS = 2;
    private static final int X86_64 = 62;

    private final Path root;
    private final Map<Object, Found> byKey = new HashMap<>();
    private final Map<Object, Boolean> devices = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private long unlinked;
    private long foreign;

    private SystemFiles(Path root) {
        this.root = root;
    }

    /**
     * Looks through a root.
     *
     * @throws IOException where the root itself can't be read
     */
    static SystemFiles below(Path root) throws IOException {
        SystemFiles files = new SystemFiles(root);
        files.devices.put(device(root), true);
        files.walk();
        return files;
    }

    /** The largest first, so that all CPUs are busy to the end. */
    List<Found> found() {
        return byKey.values().stream()
                .sorted(Comparator.comparingLong(Found::bytes).reversed().thenComparing(Found::name))
                .toList();
    }

    /** What was not looked at, a sentence each. */
    List<String> leftOut() {
        List<String> all = new ArrayList<>(leftOut);
        all.sort(Comparator.naturalOrder());
        if (!unreadable.isEmpty()) {
            all.add(unreadable.size() + " files or folders can't be read by this user, such as " + unreadable.get(0));
        }
        if (unlinked > 0) {
            all.add(unlinked + " object files and static libraries: what runs of them is in what they are linked with");
        }
        if (foreign > 0) {
            all.add(foreign + " ELF files for other machines than x86-64");
        }
        return all;
    }

    private static Object device(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    private void walk() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isEntered(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                if (e != null) {
                    unreadable(folder, e);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() >= ELF_HEADER) {
                    look(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unreadable(file, e);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean isEntered(Path folder) {
        try {
            Object device = device(folder);
            Boolean known = devices.get(device);
            if (known != null) {
                return known;
            }
            String type = type(folder);
            if (!DISKS.contains(type)) {
                leftOut.add(root.relativize(folder) + " is a file system of its own, of type " + type);
            }
            devices.put(device, DISKS.contains(type));
            return DISKS.contains(type);
        } catch (IOException e) {
            unreadable(folder, e);
            return false;
        }
    }

    private static String type(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private void look(Path file, BasicFileAttributes attributes) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer start = ByteBuffer.wrap(in.readNBytes(ELF_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            if (start.limit() < ELF_HEADER) {
                return;
            }
            if (isArchive(start)) {
                unlinked++;
            } else if (start.getInt(0) == ElfFile.MAGIC) {
                if (start.get(4) != 2 || start.get(5) != 1 || start.getShort(MACHINE) != X86_64) {
                    foreign++;
                } else if (start.getShort(TYPE) == ElfFile.RELOCATABLE) {
                    unlinked++;
                } else if (start.getShort(TYPE) == ElfFile.SHARED || start.getShort(TYPE) == LINKED_AT_FIXED_ADDRESS) {
                    add(file, attributes);
                }
            }
        } catch (IOException e) {
            unreadable(file, e);
        }
    }

    /** A static library; a package begins in the same way. */
    private static boolean isArchive(ByteBuffer start) {
        byte[] text = new byte[21];
        start.get(0, text);
        String beginning = new String(text, StandardCharsets.ISO_8859_1);
        return beginning.startsWith("!<arch>\n") && !beginning.startsWith("!<arch>\ndebian-binary");
    }

    private void add(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey() == null ? file : attributes.fileKey();
        byKey.computeIfAbsent(key, any -> new Found(file, attributes.size(), new TreeSet<>()))
                .names()
                .add(root.relativize(file).toString());
    }

    private void unreadable(Path file, IOException e) {
        // A system that is in use deletes files while they are listed.
        if (!(e instanceof NoSuchFileException)) {
            unreadable.add(root.relativize(file).toString());
        }
    }
}
