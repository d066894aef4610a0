// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

/** Address space left free between two libraries, so that their distance is drawn and not the loader's habit. */
public final class Gap {
    private static final long PAGE = 4096;

    private Gap() {}

    /** Reserves that many pages for as long as the process lives. */
    public static void reserve(int pages) {
        if (ShimCalls.mm_map(pages * PAGE) == null) {
            throw new NativeException("the system has no " + pages + " pages of address space");
        }
    }
}
