// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** An ELF file for x86-64, mapped; whatever it claims about itself is checked against its size before it is used. */
final class ElfFile {
    static final int RELOCATABLE = 1;
    static final int SHARED = 3;
    static final int MAGIC = 0x464c457f;
    private static final int HEADER_BYTES = 64;
    private static final int SECTION_BYTES = 64;
    private static final int X86_64 = 62;
    private static final int LONGEST_NAME = 1024;
    /** Many symbols may share one long string: what is copied of names in all is bounded. */
    private static final long ALL_NAMES = 256L << 20;

    /**
     * A section.
     *
     * @param address where its bytes count from; for an object file, in which all sections start at 0, given out here
     */
    record Section(String name, int index, int type, long flags, long address, long offset, long size, int link) {
        static final int SYMTAB = 2;
        static final int STRTAB = 3;
        static final int DYNAMIC = 6;
        static final int NOTE = 7;
        static final int NOBITS = 8;
        static final int DYNSYM = 11;

        long end() {
            return address + size;
        }

        /** Procedure linkage tables are the linker's, not the compiler's. */
        boolean holdsCode() {
            return (flags & 4) != 0 && type == 1 && size > 0 && !name.startsWith(".plt");
        }
    }

    private final ByteBuffer bytes;
    private final List<Section> sections = new ArrayList<>();
    private final Map<Long, String> names = new HashMap<>();
    private long namedChars;
    private final int type;

    /** @param bytes all of the file, little-endian, from position 0 on */
    ElfFile(ByteBuffer bytes) throws AuditException {
        this.bytes = bytes;
        if (bytes.limit() < HEADER_BYTES) {
            throw new AuditException("ends within the ELF header: it is cut off");
        }
        if (bytes.getInt(0) != MAGIC) {
            throw new AuditException("is no ELF file");
        }
        if (bytes.get(4) != 2 || bytes.get(5) != 1 || bytes.getShort(18) != X86_64) {
            throw new AuditException("is an ELF file, but not for x86-64");
        }
        type = bytes.getShort(16);
        readSections();
    }

    static ElfFile read(Path file) throws AuditException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new AuditException("is larger than 2 GiB");
            }
            return new ElfFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new AuditException("can't be read: " + e.getMessage(), e);
        }
    }

    private void readSections() throws AuditException {
        long start = bytes.getLong(40);
        if (start == 0) {
            throw new AuditException("has no section headers, so code and data can't be told apart");
        }
        check(start, SECTION_BYTES, "the section headers");
        long count = Short.toUnsignedLong(bytes.getShort(60));
        if (count == 0) {
            count = bytes.getLong((int) start + 32);
        }
        if (bytes.getShort(58) != SECTION_BYTES || count < 0 || count > bytes.limit() / SECTION_BYTES) {
            throw new AuditException("claims " + Long.toUnsignedString(count) + " section headers of "
                    + bytes.getShort(58) + " bytes, which it can't hold");
        }
        check(start, count * SECTION_BYTES, "the section headers");
        int nameSection = Short.toUnsignedInt(bytes.getShort(62));
        if (nameSection == 0xffff) {
            nameSection = bytes.getInt((int) start + 40);
        }
        long given = 0;
        long code = 0;
        Section strings = section((int) start, nameSection, (int) count, 0);
        for (int index = 0; index < count; index++) {
            Section section = section((int) start, index, (int) count, given);
            String name = string(strings, bytes.getInt((int) start + index * SECTION_BYTES));
            section = new Section(
                    name,
                    index,
                    section.type,
                    section.flags,
                    section.address,
                    section.offset,
                    section.size,
                    section.link);
            sections.add(section);
            if (section.holdsCode()) {
                given = (section.end() + 0xfff) & -0x1000;
                code += section.size;
                if (section.address < 0 || section.end() < 0 || code > bytes.limit()) {
                    throw new AuditException("section " + index + " (" + name + ") has " + section.size + " bytes at 0x"
                            + Long.toHexString(section.address) + ", which overlaps others or wraps around");
                }
            }
        }
        Section before = null;
        for (Section section : code()) {
            if (before != null && section.address < before.end()) {
                throw new AuditException("sections " + before.name + " and " + section.name + " overlap");
            }
            before = section;
        }
    }

    private Section section(int start, int index, int count, long given) throws AuditException {
        if (index < 0 || index >= count) {
            throw new AuditException("names section " + Integer.toUnsignedString(index) + " of " + count);
        }
        int at = start + index * SECTION_BYTES;
        int sectionType = bytes.getInt(at + 4);
        long address = type == RELOCATABLE ? given : bytes.getLong(at + 16);
        long offset = bytes.getLong(at + 24);
        long size = bytes.getLong(at + 32);
        if (sectionType == Section.NOBITS || sectionType == 0) {
            return new Section("", index, sectionType, 0, address, 0, 0, 0);
        }
        check(offset, size, "section " + index);
        return new Section("", index, sectionType, bytes.getLong(at + 8), address, offset, size, bytes.getInt(at + 40));
    }

    private void check(long offset, long size, String what) throws AuditException {
        if (offset < 0 || size < 0 || offset > bytes.limit() || size > bytes.limit() - offset) {
            throw new AuditException("is cut off or damaged: " + what + " should be " + Long.toUnsignedString(size)
                    + " bytes at " + Long.toUnsignedString(offset) + " of " + bytes.limit());
        }
    }

    /** In bytes. */
    int size() {
        return bytes.limit();
    }

    /** Of all its bytes. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate().rewind());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    String kind() {
        return switch (type) {
            case RELOCATABLE -> "object";
            case SHARED ->
                sections.stream().anyMatch(section -> section.name.equals(".interp")) && entry() != 0
                        ? "executable"
                        : "shared library";
            default -> "executable";
        };
    }

    boolean isRelocatable() {
        return type == RELOCATABLE;
    }

    long entry() {
        return bytes.getLong(24);
    }

    List<Section> sections() {
        return sections;
    }

    Section section(int index) throws AuditException {
        if (index < 0 || index >= sections.size()) {
            throw new AuditException("names section " + Integer.toUnsignedString(index) + " of " + sections.size());
        }
        return sections.get(index);
    }

    /** The sections with code, by address. */
    List<Section> code() {
        return sections.stream()
                .filter(Section::holdsCode)
                .sorted(Comparator.comparingLong(Section::address))
                .toList();
    }

    /** The bytes of a section, little-endian, from position 0 on. */
    ByteBuffer contents(Section section) {
        return bytes.slice((int) section.offset, (int) section.size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The string at an offset of a string table. */
    String string(Section table, int offset) throws AuditException {
        if (table.type != Section.STRTAB || offset < 0 || offset >= table.size) {
            throw new AuditException("has a name at " + Integer.toUnsignedString(offset) + " of section " + table.index
                    + ", which holds no such string");
        }
        long key = table.offset + offset;
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        int from = (int) key;
        int to = from;
        int last = (int) Math.min(table.offset + table.size, (long) from + LONGEST_NAME);
        while (to < last && bytes.get(to) != 0) {
            to++;
        }
        namedChars += to - from;
        if (namedChars > ALL_NAMES) {
            throw new AuditException("has more than " + (ALL_NAMES >> 20) + " MiB of names");
        }
        byte[] text = new byte[to - from];
        bytes.get(from, text);
        String name = new String(text, StandardCharsets.UTF_8);
        names.put(key, name);
        return name;
    }
}
