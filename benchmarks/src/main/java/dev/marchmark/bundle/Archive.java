// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A packed archive of files, the same bytes for the same files: sorted, with one time, one owner and one mode of a kind. */
final class Archive {
    /** The file that lists what the others hold, as {@code sha256sum -c} reads it. */
    static final String SUMS = "SHA256SUMS";

    /** The oldest that archives of all kinds can hold. */
    private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-02T00:00:00Z"));

    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int FOLDER = 040755;

    private static final int LONGEST = 100;

    private Archive() {}

    /**
     * Writes them, and the list of their hashes, below one folder; the file is there in full or not at all.
     *
     * @param top the folder's name
     */
    static void write(Path file, String top, Contents contents) throws IOException {
        contents.add(SUMS, sums(contents));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (TarArchiveOutputStream out =
                    new TarArchiveOutputStream(packed(Files.newOutputStream(part)), "UTF-8")) {
                Set<String> folders = new TreeSet<>();
                for (Map.Entry<String, Contents.Entry> entry :
                        contents.entries().entrySet()) {
                    String name = top + "/" + entry.getKey();
                    addFolders(out, name, folders);
                    add(out, name, entry.getValue());
                }
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream packed(OutputStream file) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        return new GzipCompressorOutputStream(new BufferedOutputStream(file), parameters);
    }

    /** Those above a file that were not added yet: without them their mode is that of whoever unpacks. */
    private static void addFolders(TarArchiveOutputStream out, String name, Set<String> added) throws IOException {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            String folder = name.substring(0, slash + 1);
            if (added.add(folder)) {
                out.putArchiveEntry(entry(folder, FOLDER));
                out.closeArchiveEntry();
            }
        }
    }

    private static void add(TarArchiveOutputStream out, String name, Contents.Entry content) throws IOException {
        TarArchiveEntry entry = entry(name, content.executable() ? PROGRAM : FILE);
        entry.setSize(content.bytes());
        out.putArchiveEntry(entry);
        try (InputStream in = content.source().open()) {
            in.transferTo(out);
        }
        out.closeArchiveEntry();
    }

    // A longer name takes an entry of its own, which the library gives the name of the user who runs this.
    private static TarArchiveEntry entry(String name, int mode) {
        if (name.length() > LONGEST) {
            throw new BundleException("'" + name + "' is too long a name for an archive");
        }
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setLastModifiedTime(TIME);
        return entry;
    }

    private static String sums(Contents contents) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, Contents.Entry> entry : contents.entries().entrySet()) {
            sums.append(sha256(entry.getValue()))
                    .append("  ")
                    .append(entry.getKey())
                    .append('\n');
        }
        return sums.toString();
    }

    private static String sha256(Contents.Entry content) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(content.source().open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
