// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One member of a gzip file (RFC 1952, section 2.3), as {@link java.util.zip.GZIPOutputStream} writes it: Java's own
 * reader joins members and does not tell where they end.
 *
 * @param text what was packed
 * @param end where in the file the next member starts
 */
record GzipMember(String text, int end) {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int MAGIC = 0x8b1f;
    private static final byte NO_OPTIONAL_FIELDS = 0;

    /** The whole members at the start of a file; what comes after the first one that is cut off or damaged is not looked at. */
    static List<GzipMember> of(byte[] file) {
        List<GzipMember> members = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int start = 0;
        while (start + HEADER < file.length
                && (bytes.getShort(start) & 0xffff) == MAGIC
                && file[start + 3] == NO_OPTIONAL_FIELDS) {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(file, start + HEADER, file.length - start - HEADER);
                byte[] text = inflated(inflater);
                int trailer = start + HEADER + Math.toIntExact(inflater.getBytesRead());
                CRC32 crc = new CRC32();
                crc.update(text);
                if (!inflater.finished()
                        || trailer + TRAILER > file.length
                        || bytes.getInt(trailer) != (int) crc.getValue()
                        || bytes.getInt(trailer + 4) != text.length) {
                    break;
                }
                start = trailer + TRAILER;
                members.add(new GzipMember(new String(text, StandardCharsets.UTF_8), start));
            } catch (DataFormatException e) {
                break;
            } finally {
                inflater.end();
            }
        }
        return members;
    }

    private static byte[] inflated(Inflater inflater) throws DataFormatException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        while (!inflater.finished()) {
            int length = inflater.inflate(chunk);
            if (length == 0 && !inflater.finished()) {
                break; // the input ends too early
            }
            text.write(chunk, 0, length);
        }
        return text.toByteArray();
    }
}
