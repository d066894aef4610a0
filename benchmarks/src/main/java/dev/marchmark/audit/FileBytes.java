// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a file, read where they are asked for: mapped, each page would count as memory of this process. */
final class FileBytes implements AutoCloseable {
    /** Read at a time: Java keeps a buffer of that size outside of its heap, a thread each. */
    private static final int PART = 1 << 16;

    private final FileChannel channel;
    private final long size;

    private FileBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** @throws AuditException where it can't be read */
    static FileBytes of(Path file) throws AuditException {
        try {
            return new FileBytes(FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static AuditException unreadable(IOException e) {
        return new AuditException("can't be read: " + e.getMessage(), e);
    }

    long size() {
        return size;
    }

    /**
     * Some of them, little-endian, from position 0 on.
     *
     * @throws AuditException where they can't be read, or are not there any more
     */
    ByteBuffer read(long offset, long length) throws AuditException {
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.position() < length) {
                bytes.limit((int) Math.min(length, bytes.position() + (long) PART));
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new AuditException("was cut off while it was read");
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return bytes.flip();
    }

    /** Of all of them. */
    String sha256() throws AuditException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < size; at += PART) {
                digest.update(read(at, Math.min(PART, size - at)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** A view of a few bytes here and there, most of which were read with those before. */
    Window window() {
        return new Window(this);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written
        }
    }

    /** Bytes around the last that were asked for. */
    static final class Window {
        private static final int BYTES = 1 << 12;

        private final FileBytes all;
        private ByteBuffer read = ByteBuffer.allocate(0);
        private long start;

        private Window(FileBytes all) {
            this.all = all;
        }

        /** Some bytes, little-endian, from position 0 on; fewer where the file ends. */
        ByteBuffer at(long offset, int length) throws AuditException {
            long end = Math.min(all.size, offset + length);
            if (offset < start || end > start + read.limit()) {
                read = all.read(offset, Math.min(all.size - offset, Math.max(length, BYTES)));
                start = offset;
            }
            return read.slice((int) (offset - start), (int) (end - offset)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
