// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.model.CodeCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells code from data where no symbol does: code is what control flow reaches, from entries on up to jumps and returns,
 * and from there where branches go. A plain sweep through libcrypto's constants finds 8000 instructions that do not exist.
 */
final class ReachedCode implements Objdump.Sink {
    /** What is further away from an entry, and branches backwards to code not seen yet, wait for the next round. */
    private static final int ROUNDS = 64;
    /** Of a browser, which has few unwind entries, it takes two minutes: what more rounds would find is not counted. */
    private static final long MOST_BYTES = 256L << 20;
    /** As far from an entry: most functions end before, and behind one may be data, or a program without entries. */
    private static final int STRETCH = 1 << 16;
    /** For what belongs to no name. */
    static final String NAMELESS = "";

    private final List<Region> regions;
    private final AddressSet entries;
    private final AddressSet counted;
    private final Tally tally;
    private final Map<String, CodeCounts> byName = new LinkedHashMap<>();
    private final Map<String, Integer> asksCpu = new LinkedHashMap<>();
    private List<Region> round = List.of();
    private int current = -1;
    private boolean live;
    private long border;
    private long bytes;
    private long last = Instruction.NONE;

    /** @param regions by address: what may be code */
    ReachedCode(List<Region> regions, InstructionTable table) {
        this.regions = regions;
        entries = new AddressSet(regions);
        counted = new AddressSet(entries);
        tally = new Tally(table);
    }

    /** Notes that code elsewhere goes there. */
    void enter(long address) {
        entries.add(address);
    }

    /** Counts what the entries reach. */
    void follow(ElfFile elf, Mnemonics mnemonics, Path workspace, Objdump.Watch watch) throws AuditException {
        long decoded = 0;
        for (int i = 0; i < ROUNDS && decoded < MOST_BYTES; i++) {
            round = pending();
            if (round.isEmpty()) {
                return;
            }
            Objdump.decode(elf, round, mnemonics, workspace, this, share -> watch.at(1));
            decoded += round.stream()
                    .mapToLong(region -> region.end() - region.start())
                    .sum();
        }
    }

    /** From each entry that was not counted yet to the next one, or to what was counted. */
    private List<Region> pending() {
        List<Region> pending = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            long entry = entries.next(i, region.start());
            while (entry < region.end()) {
                long next = entries.next(i, entry + 1);
                if (!counted.contains(entry)) {
                    long end = Math.min(Math.min(next, counted.next(i, entry)), entry + STRETCH);
                    pending.add(new Region(entry, end, region.name(), false));
                }
                entry = next;
            }
        }
        return pending;
    }

    /** Behind it an instruction may be cut off: the next round begins there. */
    private static long border(Region region) {
        return region.end() - region.start() < STRETCH ? Long.MAX_VALUE : region.end() - Objdump.LONGEST;
    }

    @Override
    public void accept(int region, Instruction instruction) {
        if (region != current) {
            finish();
            current = region;
            live = true;
            border = border(round.get(region));
        } else if (last != Instruction.NONE) {
            bytes += instruction.address - last;
            last = Instruction.NONE;
        }
        live |= entries.contains(instruction.address);
        if (!live) {
            return;
        }
        if (instruction.address > border) {
            entries.add(instruction.address);
            live = false;
            return;
        }
        counted.add(instruction.address);
        tally.count(instruction);
        last = instruction.address;
        if (instruction.target != Instruction.NONE) {
            entries.add(instruction.target);
        }
        live = (instruction.traits & InstructionTable.ENDS) == 0;
    }

    @Override
    public void finish() {
        if (current < 0) {
            return;
        }
        Region region = round.get(current);
        if (live && border != Long.MAX_VALUE) {
            entries.add(region.end()); // the last instruction ends where the stretch does
        }
        if (last != Instruction.NONE) {
            bytes += region.end() - last;
            last = Instruction.NONE;
        }
        String name = region.name() == null ? NAMELESS : region.name();
        asksCpu.merge(name, tally.asksCpu(), Integer::sum);
        byName.merge(name, tally.take(bytes), CodeCounts::plus);
        bytes = 0;
        current = -1;
    }

    /** What was counted, by the name it follows. */
    Map<String, CodeCounts> byName() {
        return byName;
    }

    /** How many instructions ask the CPU what it is, by the name they follow. */
    int asksCpu(String name) {
        return asksCpu.getOrDefault(name, 0);
    }
}
