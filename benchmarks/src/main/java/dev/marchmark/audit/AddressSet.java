// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Addresses in regions, a bit each. A browser has half a million regions, so they are arrays of numbers. */
final class AddressSet {
    private final long[] starts;
    private final long[] ends;
    /** The number of the bit of each region's start. */
    private final int[] bits;

    private final BitSet set = new BitSet();

    /** @param regions by address, without overlap, of a file and so less than 2 GiB */
    AddressSet(List<Region> regions) {
        starts = regions.stream().mapToLong(Region::start).toArray();
        ends = regions.stream().mapToLong(Region::end).toArray();
        bits = new int[starts.length];
        for (int i = 1; i < bits.length; i++) {
            bits[i] = bits[i - 1] + (int) (ends[i - 1] - starts[i - 1]);
        }
    }

    /** An empty one of the same regions. */
    AddressSet(AddressSet other) {
        starts = other.starts;
        ends = other.ends;
        bits = other.bits;
    }

    /** The bit of an address, or -1 where it is in no region. */
    private int bit(long address) {
        int found = Arrays.binarySearch(starts, address);
        int region = found >= 0 ? found : -found - 2;
        return region < 0 || address >= ends[region] ? -1 : bits[region] + (int) (address - starts[region]);
    }

    /** Adds an address, unless it is in no region. */
    void add(long address) {
        int bit = bit(address);
        if (bit >= 0) {
            set.set(bit);
        }
    }

    boolean contains(long address) {
        int bit = bit(address);
        return bit >= 0 && set.get(bit);
    }

    /** The first address of a region that is in the set, from another on; the region's end without one. */
    long next(int region, long from) {
        int next = set.nextSetBit(bits[region] + (int) (from - starts[region]));
        long address = starts[region] + next - bits[region];
        return next < 0 || address > ends[region] ? ends[region] : address;
    }
}
