// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the functions of a build, in their order; regions without a name are left out. */
final class FunctionReader implements Objdump.Sink {
    private final List<Region> regions;
    private final List<String> owners;
    private final Map<String, FunctionCode> functions = new LinkedHashMap<>();
    private final Tally tally;
    private final Listing listing;
    private int current = -1;

    /** @param regions by address, as they will be decoded */
    FunctionReader(List<Region> regions, InstructionTable table) {
        this.regions = regions;
        this.tally = new Tally(table);
        Map<Long, String> names = new HashMap<>();
        this.owners = owners(regions, names);
        this.listing = new Listing(address -> names.getOrDefault(address, "elsewhere"));
    }

    /** What was read, by name. */
    Map<String, FunctionCode> functions() {
        return functions;
    }

    @Override
    public void accept(int region, Instruction instruction) {
        if (region != current) {
            finish();
            current = region;
        }
        if (regions.get(region).name() != null) {
            tally.count(instruction);
            listing.add(instruction);
        }
    }

    @Override
    public void finish() {
        if (current >= 0 && regions.get(current).name() != null) {
            Region region = regions.get(current);
            functions.merge(
                    owners.get(current), listing.take(tally.take(region.end() - region.start())), FunctionCode::plus);
        }
        current = -1;
    }

    /** The function of each region; of several static ones with one name the later ones get a number. */
    private static List<String> owners(List<Region> regions, Map<Long, String> names) {
        List<String> owners = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        String before = "";
        for (Region region : regions) {
            String symbol = Functions.name(region);
            if (region.name() == null) {
                owners.add(symbol);
                continue;
            }
            String base = Functions.base(symbol);
            boolean again = symbol.equals(before);
            int number = again || !base.equals(symbol) ? seen.getOrDefault(base, 1) : seen.merge(base, 1, Integer::sum);
            String owner = number == 1 ? base : base + "#" + number;
            owners.add(owner);
            if (!again) {
                names.put(region.start(), owner);
            }
            before = symbol;
        }
        return owners;
    }
}
