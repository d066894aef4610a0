// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A file that is there in full or as it was before: written to a temporary name, synced, renamed. */
public final class TextFile {
    /** What the name of a packed file ends in. */
    static final String PACKED = ".gz";

    // What a run of all kernels with 60 forks each takes is a tenth of it; what comes from elsewhere may have any
    // size, and unpack to any.
    private static final int MOST_BYTES = 128 << 20;

    private TextFile() {}

    /** Whether it is packed by gzip, by its name. */
    static boolean isPacked(Path file) {
        return file.toString().endsWith(PACKED);
    }

    /**
     * Reads UTF-8, unpacked if it is packed.
     *
     * @throws StoreException naming the file where that fails
     */
    public static String read(Path file) {
        try {
            return isPacked(file) ? unpacked(file) : plain(file);
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        }
    }

    private static String plain(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        return Files.readString(file);
    }

    private static String unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** UTF-8, packed by gzip as small as it gets; the same bytes each time, as no time or name goes in. */
    static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /**
     * Writes UTF-8.
     *
     * @throws StoreException naming the file where that fails
     */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    static void write(Path file, byte[] content) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StoreException.of("write", file, e);
        }
    }
}
