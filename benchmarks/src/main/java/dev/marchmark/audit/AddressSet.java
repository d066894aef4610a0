// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Addresses in regions, a bit each. */
final class AddressSet {
    private final List<Region> regions;
    private final List<BitSet> bits = new ArrayList<>();

    /** @param regions by address, without overlap */
    AddressSet(List<Region> regions) {
        this.regions = regions;
        regions.forEach(any -> bits.add(new BitSet()));
    }

    /** The number of the region that an address is in, or -1. */
    int region(long address) {
        int low = 0;
        int high = regions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Region region = regions.get(middle);
            if (address < region.start()) {
                high = middle - 1;
            } else if (address >= region.end()) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Adds an address, unless it is in no region. */
    void add(long address) {
        int region = region(address);
        if (region >= 0) {
            bits.get(region).set((int) (address - regions.get(region).start()));
        }
    }

    boolean contains(long address) {
        int region = region(address);
        return region >= 0
                && bits.get(region).get((int) (address - regions.get(region).start()));
    }

    /** The first address of a region that is in the set, from another on; the region's end without one. */
    long next(int region, long from) {
        long start = regions.get(region).start();
        int next = bits.get(region).nextSetBit((int) (from - start));
        return next < 0 ? regions.get(region).end() : start + next;
    }
}
