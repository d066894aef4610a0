// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A file that grows by what is finished, and of which a crash can spoil no more than the end. */
final class AppendedFile {
    private AppendedFile() {}

    /**
     * Adds bytes and waits until the disk has them; where it can't take them all it has none.
     *
     * @throws StoreException naming the file where that fails
     */
    static void append(Path file, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long before = channel.size();
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            } catch (IOException e) {
                // What is cut off would spoil all that is appended later.
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw StoreException.of("write", file, e);
        }
    }

    /**
     * Hands over line after line, as the file may be larger than memory; none where there is no file. A last line that is
     * cut off, as a full disk or a crash leaves it, counts as not there.
     *
     * @throws StoreException naming the file where it can't be read
     */
    static void forEachLine(Path file, Consumer<String> each) {
        if (!Files.exists(file)) {
            return;
        }
        if (TextFile.isPacked(file)) {
            String text = TextFile.read(file);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(each);
            return;
        }
        boolean whole = endsWithALine(file);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                if (next != null || whole) {
                    each.accept(line);
                }
                line = next;
            }
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        }
    }

    /** Whether its last line is whole; also where it has none. */
    static boolean endsWithALine(Path file) {
        if (TextFile.isPacked(file)) {
            String text = TextFile.read(file);
            return text.isEmpty() || text.endsWith("\n");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        }
    }

    /** Cuts that last line off; a packed file no longer grows. */
    static void repair(Path file) {
        if (Files.exists(file) && !TextFile.isPacked(file) && !endsWithALine(file)) {
            String text = TextFile.read(file);
            TextFile.write(file, text.substring(0, text.lastIndexOf('\n') + 1));
        }
    }
}
