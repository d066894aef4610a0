// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes code with binutils' objdump, a piece after the other. It prints no raw bytes, which would be a third more to print
 * and to read: they are in the file.
 */
final class Objdump {
    /** Takes instructions as they are decoded. */
    interface Sink {
        /**
         * Takes one.
         *
         * @param region the number of the region that it begins in
         */
        void accept(int region, Instruction instruction);

        /** There are no more. */
        void finish();

        /** Gives everything to another as well. */
        default Sink and(Sink other) {
            Sink first = this;
            return new Sink() {
                @Override
                public void accept(int region, Instruction instruction) {
                    first.accept(region, instruction);
                    other.accept(region, instruction);
                }

                @Override
                public void finish() {
                    first.finish();
                    other.finish();
                }
            };
        }
    }

    /** Watches how far it is. */
    interface Watch {
        /** Does not. */
        Watch NONE = share -> {};

        /**
         * Is told.
         *
         * @param share of the regions that is done, 0 to 1
         * @throws AuditException to end it
         */
        void at(double share) throws AuditException;
    }

    /**
     * What objdump gets to decode at a time.
     *
     * @param first the number of the first of its regions
     * @param regions by address; the last may be a part of a huge one
     * @param border the last address where an instruction of such a part is whole for certain
     */
    record Piece(int first, List<Region> regions, long border) {
        /** All regions, whole. */
        static Piece of(List<Region> regions) {
            return new Piece(0, regions, Long.MAX_VALUE);
        }

        boolean isCut() {
            return border != Long.MAX_VALUE;
        }
    }

    /** No instruction is longer, in bytes. */
    static final int LONGEST = 15;

    /** Bytes of code at a time: what objdump takes of memory grows with it, and is some MB then, whatever is audited. */
    private static final int PIECE = 2 << 20;

    private final ElfFile elf;
    private final List<Region> regions;
    private final Path workspace;
    private final ObjdumpOutput output;

    private Objdump(ElfFile elf, List<Region> regions, Path workspace, ObjdumpOutput output) {
        this.elf = elf;
        this.regions = regions;
        this.workspace = workspace;
        this.output = output;
    }

    /**
     * Decodes regions one after the other, each from its start.
     *
     * @param regions by address
     * @param workspace a private folder
     * @throws AuditException where objdump is missing or fails
     */
    static void decode(ElfFile elf, List<Region> regions, Mnemonics mnemonics, Path workspace, Sink sink)
            throws AuditException {
        decode(elf, regions, mnemonics, workspace, sink, Watch.NONE);
    }

    /** The same, watched. */
    static void decode(ElfFile elf, List<Region> regions, Mnemonics mnemonics, Path workspace, Sink sink, Watch watch)
            throws AuditException {
        if (!regions.isEmpty()) {
            new Objdump(elf, regions, workspace, new ObjdumpOutput(regions, mnemonics, sink, watch)).decode();
            sink.finish();
        }
    }

    private void decode() throws AuditException {
        int first = 0;
        long from = 0;
        while (first < regions.size()) {
            Piece piece = piece(first, from);
            decode(piece);
            first += piece.regions.size() - (piece.isCut() ? 1 : 0);
            // Without a next one the last instruction ends where the piece does.
            long next = output.next() == Instruction.NONE ? piece.border + LONGEST : output.next();
            from = piece.isCut() ? next : 0;
        }
    }

    /** @param from where to begin in the first region, if that is within it */
    private Piece piece(int first, long from) {
        List<Region> part = new ArrayList<>();
        long bytes = 0;
        for (int i = first; i < regions.size() && bytes < PIECE && part.size() < CodeFile.MOST_REGIONS; i++) {
            Region region = regions.get(i);
            long start = i == first ? Math.max(from, region.start()) : region.start();
            if (region.end() - start > PIECE) {
                long end = start + PIECE;
                part.add(new Region(start, end, region.name(), region.certain()));
                return new Piece(first, part, end - LONGEST);
            }
            part.add(new Region(start, region.end(), region.name(), region.certain()));
            bytes += region.end() - start;
        }
        return new Piece(first, part, Long.MAX_VALUE);
    }

    private void decode(Piece piece) throws AuditException {
        CodeFile code = CodeFile.of(elf, piece.regions);
        Path file = null;
        try {
            file = Files.createTempFile(workspace, "code", ".elf");
            Files.delete(file);
            code.write(file);
            Tool.run(
                    List.of("objdump", "-d", "-w", "-z", "--no-show-raw-insn", file.toString()),
                    printed -> output.read(piece, code, printed));
        } catch (IOException e) {
            throw new AuditException("can't be decoded: " + e.getMessage(), e);
        } finally {
            Tool.delete(file);
        }
    }
}
