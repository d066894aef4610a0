// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much an archive may unpack to: a few kilobytes can hold terabytes. Counts over all streams that it is put around. */
final class Budget {
    private static final long ALWAYS = 256L << 20;
    /** No library or text shrinks so far. */
    private static final long TIMES = 100;

    /** Thrown where the budget is used up. */
    static final class UsedUpException extends IOException {
        private static final long serialVersionUID = 1L;

        UsedUpException(String message) {
            super(message);
        }
    }

    private final long limit;
    private long used;

    /** @param packed size of the archive */
    Budget(long packed) {
        limit = ALWAYS + TIMES * packed;
    }

    private void use(long bytes) throws IOException {
        used += bytes;
        if (used > limit) {
            throw new UsedUpException("unpacks to more than " + (limit >> 20) + " MiB, too much for its size");
        }
    }

    /** A stream of unpacked bytes, which count. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                use(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int n = super.read(bytes, from, length);
                use(Math.max(n, 0));
                return n;
            }

            @Override
            public long skip(long count) throws IOException {
                long n = super.skip(count);
                use(n);
                return n;
            }
        };
    }
}
