// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import java.util.List;

/**
 * Where each buffer starts within its first page, in bytes: a multiple of 16 below 4096, as malloc gives. 64-byte
 * alignment would flatter wide vectors.
 */
public record Placement(List<Integer> offsets) {
    /** Checks the offsets. */
    public Placement {
        offsets = List.copyOf(offsets);
        for (int offset : offsets) {
            if (offset < 0 || offset >= 4096 || offset % 16 != 0) {
                throw new IllegalArgumentException("offset " + offset + " is no multiple of 16 below 4096");
            }
        }
    }

    /** Every buffer where large blocks of glibc's malloc start: 16 bytes into a page. */
    public static Placement ofMalloc() {
        return new Placement(java.util.Collections.nCopies(Shim.BUFFERS, 16));
    }
}
