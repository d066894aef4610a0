// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.audit.ElfFile.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Regions of an ELF file's code as a file of our own for objdump: it never parses what came from elsewhere, starts anew at
 * each region, as it does at symbols, and does not get to see what lies between them.
 */
final class CodeFile {
    /** Above 65279 section numbers mean other things, and each region may be one. */
    static final int MOST_REGIONS = 50_000;

    /** Regions that lie closer are in one section: what is between them is padding, decoded and not looked at. */
    private static final int NEAR = 16;

    private static final int HEADER = 64;
    private static final int PART = 1 << 16;
    private static final int SYMBOL = 24;
    private static final byte[] NAMES = "\0.c\0f\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTION_NAME = 1;
    private static final int SYMBOL_NAME = 4;

    /**
     * Code without a gap.
     *
     * @param bytes from position 0 on
     */
    record Cluster(long start, ByteBuffer bytes) {
        long end() {
            return start + bytes.limit();
        }
    }

    private final List<Region> regions;
    private final List<Cluster> clusters = new ArrayList<>();

    private CodeFile(List<Region> regions) {
        this.regions = regions;
    }

    /**
     * Reads the code.
     *
     * @param regions of the file, by address, at most {@value #MOST_REGIONS}
     */
    static CodeFile of(ElfFile elf, List<Region> regions) throws AuditException {
        CodeFile file = new CodeFile(regions);
        int next = 0;
        for (Section section : elf.code()) {
            long start = 0;
            long end = -1;
            for (; next < regions.size() && regions.get(next).start() < section.end(); next++) {
                Region region = regions.get(next);
                if (end >= 0 && region.start() - end >= NEAR) {
                    file.add(elf, section, start, end);
                    end = -1;
                }
                start = end < 0 ? region.start() : start;
                end = region.end();
            }
            if (end >= 0) {
                file.add(elf, section, start, end);
            }
        }
        return file;
    }

    private void add(ElfFile elf, Section section, long start, long end) throws AuditException {
        clusters.add(new Cluster(start, elf.contents(section, start - section.address(), end - start)));
    }

    List<Cluster> clusters() {
        return clusters;
    }

    /** @throws IOException where it can't be written */
    void write(Path to) throws IOException {
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.position(HEADER);
            List<long[]> sections = new ArrayList<>();
            sections.add(new long[10]);
            for (Cluster cluster : clusters) {
                ByteBuffer bytes = cluster.bytes.duplicate();
                sections.add(header(1, 6, cluster.start, out.position(), bytes.remaining(), 0, 0, 16, 0));
                write(out, bytes);
            }
            int count = clusters.size();
            ByteBuffer symbols = symbols();
            sections.add(header(2, 0, 0, out.position(), symbols.remaining(), count + 2, 1, 8, SYMBOL));
            write(out, symbols);
            sections.add(header(3, 0, 0, out.position(), NAMES.length, 0, 0, 1, 0));
            write(out, ByteBuffer.wrap(NAMES));
            long table = out.position();
            write(out, sectionHeaders(sections));
            out.position(0);
            write(out, fileHeader(table, count + 3));
        }
    }

    private ByteBuffer symbols() {
        ByteBuffer symbols = ByteBuffer.allocate(SYMBOL * (regions.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        symbols.position(SYMBOL);
        int cluster = 0;
        for (Region region : regions) {
            while (region.start() >= clusters.get(cluster).end()) {
                cluster++;
            }
            // Global (1) function (2), in a section whose numbers begin at 1.
            symbols.putInt(SYMBOL_NAME).put((byte) 0x12).put((byte) 0).putShort((short) (cluster + 1));
            symbols.putLong(region.start()).putLong(region.end() - region.start());
        }
        return symbols.flip();
    }

    /** Type, flags, address, offset, size, link, info, alignment, size of an entry. */
    private static long[] header(long... fields) {
        return fields;
    }

    private static ByteBuffer sectionHeaders(List<long[]> sections) {
        ByteBuffer table = ByteBuffer.allocate(HEADER * sections.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] field : sections) {
            table.putInt(SECTION_NAME).putInt((int) field[0]).putLong(field[1]).putLong(field[2]);
            table.putLong(field[3]).putLong(field[4]).putInt((int) field[5]).putInt((int) field[6]);
            table.putLong(field[7]).putLong(field[8]);
        }
        return table.flip();
    }

    private static ByteBuffer fileHeader(long sectionTable, int sections) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        header.putShort((short) ElfFile.SHARED).putShort((short) 62).putInt(1);
        header.putLong(0).putLong(0).putLong(sectionTable).putInt(0);
        header.putShort((short) HEADER).putShort((short) 56).putShort((short) 0).putShort((short) HEADER);
        header.putShort((short) sections).putShort((short) (sections - 1));
        return header.flip();
    }

    /** In parts, as Java keeps a copy of each outside of its heap. */
    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PART));
            out.write(bytes);
        }
    }
}
