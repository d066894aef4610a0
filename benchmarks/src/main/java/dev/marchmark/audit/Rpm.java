// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What stands before the payload of an RPM package: a lead and two headers. Format: rpm.org, "Package format V4". */
final class Rpm {
    private static final int LEAD = 96;
    private static final int MAGIC = 0x8eade801;
    private static final int INDEX_ENTRY = 16;
    private static final int LARGEST = 256 << 20;

    private Rpm() {}

    /** Reads up to where the payload begins. */
    static void skipToPayload(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.skipNBytes(LEAD);
        long signature = skipHeader(data);
        data.skipNBytes(-signature & 7);
        skipHeader(data);
    }

    private static long skipHeader(DataInputStream data) throws IOException {
        if (data.readInt() != MAGIC) {
            throw new IOException("an RPM header does not begin as it should");
        }
        data.skipNBytes(4);
        long entries = Integer.toUnsignedLong(data.readInt());
        long bytes = Integer.toUnsignedLong(data.readInt());
        long size = entries * INDEX_ENTRY + bytes;
        if (size > LARGEST) {
            throw new IOException("an RPM header claims to have " + size + " bytes");
        }
        data.skipNBytes(size);
        return size;
    }
}
