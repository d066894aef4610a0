// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges that the frame description entries of {@code .eh_frame} cover: the borders of functions that even a stripped
 * file has. Format: Linux Standard Base Core 5.0, section 10.6.
 */
final class UnwindRanges {
    /** A range of code; {@code end} is the first address beyond. */
    record Range(long start, long end) {}

    private static final int ABSENT = 0xff;

    private final ByteBuffer bytes;
    private final long address;
    private final Map<Integer, Integer> encodings = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();

    private UnwindRanges(ByteBuffer bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** Of an object file none: there the entries wait for relocation, but symbols have sizes. */
    static List<Range> of(ElfFile elf) throws AuditException {
        List<Range> all = new ArrayList<>();
        long read = 0;
        for (Section section : elf.sections()) {
            if (section.name().equals(".eh_frame") && section.size() > 0 && !elf.isRelocatable()) {
                read += section.size();
                if (read > elf.size()) {
                    throw new AuditException("has more in .eh_frame than it is long: sections overlap");
                }
                UnwindRanges table = new UnwindRanges(elf.contents(section), section.address());
                try {
                    table.read();
                } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
                    // The last is what a buffer says to a position beyond its ends.
                    throw new AuditException("has an entry in .eh_frame that leads out of the section", e);
                }
                all.addAll(table.ranges);
            }
        }
        return all;
    }

    /** How many bytes of the file's code ranges cover. */
    static long covered(ElfFile elf, List<Range> ranges) {
        List<Range> sorted =
                ranges.stream().sorted(Comparator.comparingLong(Range::start)).toList();
        long bytes = 0;
        int next = 0;
        for (Section section : elf.code()) {
            long at = section.address();
            for (; next < sorted.size() && sorted.get(next).start() < section.end(); next++) {
                long start = Math.max(sorted.get(next).start(), at);
                long end = Math.min(sorted.get(next).end(), section.end());
                if (end > start) {
                    bytes += end - start;
                    at = end;
                }
            }
        }
        return bytes;
    }

    private void read() throws AuditException {
        int at = 0;
        while (at + 4 <= bytes.limit()) {
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            int start = at + 4;
            if (length == 0xffffffffL) {
                length = bytes.getLong(start);
                start += 8;
            }
            if (length < 0 || length > bytes.limit() - start) {
                throw new AuditException(
                        "has an entry of " + Long.toUnsignedString(length) + " bytes in .eh_frame, which ends before");
            }
            // A length of 0 ends one linker's contribution; others may follow.
            if (length > 0) {
                int common = bytes.getInt(start);
                if (common != 0) {
                    describe(start + 4, start - common);
                }
            }
            at = start + (int) length;
        }
    }

    private void describe(int at, int common) throws AuditException {
        Integer encoding = encodings.get(common);
        if (encoding == null) {
            encoding = encoding(common);
            encodings.put(common, encoding);
        }
        int width = width(encoding);
        long start = value(at, encoding & 15, width);
        if ((encoding & 0x70) == 0x10) {
            start += address + at;
        }
        long size = value(at + width, encoding & 7, width);
        if (size > 0 && start > 0 && start + size > start) {
            ranges.add(new Range(start, start + size));
        }
    }

    /** How the common entry at a position says that addresses are written. */
    private int encoding(int common) throws AuditException {
        bytes.position(common + 4);
        if (bytes.getInt() != 0) {
            throw new AuditException("has an entry in .eh_frame whose common entry is none");
        }
        int version = bytes.get();
        StringBuilder augmentation = new StringBuilder();
        for (int c = bytes.get(); c != 0; c = bytes.get()) {
            augmentation.append((char) c);
        }
        leb128();
        leb128();
        if (version == 1) {
            bytes.get();
        } else {
            leb128();
        }
        if (augmentation.isEmpty() || augmentation.charAt(0) != 'z') {
            return 0;
        }
        leb128();
        for (int i = 1; i < augmentation.length(); i++) {
            switch (augmentation.charAt(i)) {
                case 'R' -> {
                    return Byte.toUnsignedInt(bytes.get());
                }
                case 'L' -> bytes.get();
                case 'P' -> {
                    int personality = Byte.toUnsignedInt(bytes.get());
                    bytes.position(bytes.position() + width(personality));
                }
                default -> {
                    // 'S' and 'B' have no operand
                }
            }
        }
        return 0;
    }

    private void leb128() {
        int next = bytes.get();
        while (next < 0) {
            next = bytes.get();
        }
    }

    private static int width(int encoding) throws AuditException {
        return switch (encoding == ABSENT ? ABSENT : encoding & 7) {
            case 0, 4 -> 8;
            case 2 -> 2;
            case 3 -> 4;
            case ABSENT -> 0;
            default ->
                throw new AuditException(
                        "writes addresses in .eh_frame in way " + encoding + ", which no x86-64 tool does");
        };
    }

    private long value(int at, int format, int width) {
        boolean signed = (format & 8) != 0;
        ByteBuffer view = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (width) {
            case 2 -> signed ? view.getShort(at) : Short.toUnsignedLong(view.getShort(at));
            case 4 -> signed ? view.getInt(at) : Integer.toUnsignedLong(view.getInt(at));
            case 8 -> view.getLong(at);
            default -> 0;
        };
    }
}
