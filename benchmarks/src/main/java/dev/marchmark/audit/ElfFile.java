// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An ELF file for x86-64; whatever it claims about itself is checked against its size before it is used. For one thread. */
final class ElfFile implements AutoCloseable {
    static final int RELOCATABLE = 1;
    static final int SHARED = 3;
    static final int MAGIC = 0x464c457f;
    private static final long DT_NULL = 0;
    static final long DT_SONAME = 14;
    private static final long DT_FLAGS_1 = 0x6ffffffb;
    private static final long DF_1_PIE = 0x08000000;
    private static final int HEADER_BYTES = 64;
    private static final int SECTION_BYTES = 64;
    private static final int X86_64 = 62;
    private static final int LONGEST_NAME = 1024;
    /** Many symbols may share one long string: what is copied of names in all is bounded. */
    private static final long ALL_NAMES = 256L << 20;
    /** Far more than a compiler makes of the largest source with a section for each function. */
    private static final long MOST_SECTIONS = 1 << 20;

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

        Section named(String given) {
            return new Section(given, index, type, flags, address, offset, size, link);
        }
    }

    private final FileBytes bytes;
    private final FileBytes.Window strings;
    private final List<Section> sections = new ArrayList<>();
    private final int type;
    private final long entry;
    private long namedChars;

    private ElfFile(FileBytes bytes) throws AuditException {
        this.bytes = bytes;
        this.strings = bytes.window();
        if (bytes.size() > Integer.MAX_VALUE) {
            throw new AuditException("is larger than 2 GiB");
        }
        if (bytes.size() < HEADER_BYTES) {
            throw new AuditException("ends within the ELF header: it is cut off");
        }
        ByteBuffer header = bytes.read(0, HEADER_BYTES);
        if (header.getInt(0) != MAGIC) {
            throw new AuditException("is no ELF file");
        }
        if (header.get(4) != 2 || header.get(5) != 1 || header.getShort(18) != X86_64) {
            throw new AuditException("is an ELF file, but not for x86-64");
        }
        type = header.getShort(16);
        entry = header.getLong(24);
        readSections(header);
    }

    static ElfFile read(Path file) throws AuditException {
        FileBytes bytes = FileBytes.of(file);
        try {
            return new ElfFile(bytes);
        } catch (AuditException e) {
            bytes.close();
            throw e;
        }
    }

    private void readSections(ByteBuffer header) throws AuditException {
        long start = header.getLong(40);
        if (start == 0) {
            throw new AuditException("has no section headers, so code and data can't be told apart");
        }
        check(start, SECTION_BYTES, "the section headers");
        ByteBuffer first = bytes.read(start, SECTION_BYTES);
        long count = Short.toUnsignedLong(header.getShort(60));
        if (count == 0) {
            count = first.getLong(32);
        }
        if (header.getShort(58) != SECTION_BYTES
                || count < 0
                || count > Math.min(MOST_SECTIONS, bytes.size() / SECTION_BYTES)) {
            throw new AuditException("claims " + Long.toUnsignedString(count) + " section headers of "
                    + header.getShort(58) + " bytes, which it can't hold");
        }
        check(start, count * SECTION_BYTES, "the section headers");
        ByteBuffer table = bytes.read(start, count * SECTION_BYTES);
        int nameSection = Short.toUnsignedInt(header.getShort(62));
        if (nameSection == 0xffff) {
            nameSection = first.getInt(40);
        }
        long given = 0;
        long code = 0;
        Section names = section(table, nameSection, 0);
        for (int index = 0; index < count; index++) {
            String name = string(names, table.getInt(index * SECTION_BYTES));
            Section section = section(table, index, given).named(name);
            sections.add(section);
            if (section.holdsCode()) {
                given = (section.end() + 0xfff) & -0x1000;
                code += section.size;
                if (section.address < 0 || section.end() < 0 || code > bytes.size()) {
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

    private Section section(ByteBuffer table, int index, long given) throws AuditException {
        int count = table.limit() / SECTION_BYTES;
        if (index < 0 || index >= count) {
            throw new AuditException("names section " + Integer.toUnsignedString(index) + " of " + count);
        }
        int at = index * SECTION_BYTES;
        int sectionType = table.getInt(at + 4);
        long address = type == RELOCATABLE ? given : table.getLong(at + 16);
        long offset = table.getLong(at + 24);
        long size = table.getLong(at + 32);
        if (sectionType == Section.NOBITS || sectionType == 0) {
            return new Section("", index, sectionType, 0, address, 0, 0, 0);
        }
        check(offset, size, "section " + index);
        return new Section("", index, sectionType, table.getLong(at + 8), address, offset, size, table.getInt(at + 40));
    }

    private void check(long offset, long size, String what) throws AuditException {
        if (offset < 0 || size < 0 || offset > bytes.size() || size > bytes.size() - offset) {
            throw new AuditException("is cut off or damaged: " + what + " should be " + Long.toUnsignedString(size)
                    + " bytes at " + Long.toUnsignedString(offset) + " of " + bytes.size());
        }
    }

    /** In bytes. */
    long size() {
        return bytes.size();
    }

    /** Of all its bytes. */
    String sha256() throws AuditException {
        return bytes.sha256();
    }

    String kind() throws AuditException {
        return switch (type) {
            case RELOCATABLE -> "object";
            case SHARED -> isProgram() ? "executable" : "shared library";
            default -> "executable";
        };
    }

    /**
     * Whether a file that is linked as libraries are is a program: the linker marks those, older ones asked for a loader
     * only. So does the C library, which can be started, but has a name by which others ask for it.
     */
    private boolean isProgram() throws AuditException {
        List<Dynamic> dynamic = dynamic();
        return dynamic.stream().anyMatch(each -> each.tag == DT_FLAGS_1 && (each.value & DF_1_PIE) != 0)
                || (dynamic.stream().noneMatch(each -> each.tag == DT_SONAME)
                        && entry != 0
                        && sections.stream().anyMatch(section -> section.name.equals(".interp")));
    }

    /**
     * What the loader goes by.
     *
     * @param strings the number of the section that names are in
     */
    record Dynamic(long tag, long value, int strings) {}

    /** The entries of its dynamic sections, as far as they end. */
    List<Dynamic> dynamic() throws AuditException {
        List<Dynamic> entries = new ArrayList<>();
        for (Section section : sections) {
            if (section.type == Section.DYNAMIC) {
                ByteBuffer tags = contents(section);
                for (int at = 0;
                        at + 2 * Long.BYTES <= tags.limit() && tags.getLong(at) != DT_NULL;
                        at += 2 * Long.BYTES) {
                    entries.add(new Dynamic(tags.getLong(at), tags.getLong(at + Long.BYTES), section.link()));
                }
            }
        }
        return entries;
    }

    boolean isRelocatable() {
        return type == RELOCATABLE;
    }

    long entry() {
        return entry;
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
    ByteBuffer contents(Section section) throws AuditException {
        return bytes.read(section.offset, section.size);
    }

    /** Some bytes of a section, from one of its positions on. */
    ByteBuffer contents(Section section, long from, long length) throws AuditException {
        if (from < 0 || length < 0 || from > section.size || length > section.size - from) {
            throw new AuditException("names bytes outside of its section " + section.name);
        }
        return bytes.read(section.offset + from, length);
    }

    /** The string at an offset of a string table. */
    String string(Section table, int offset) throws AuditException {
        if (table.type != Section.STRTAB || offset < 0 || offset >= table.size) {
            throw new AuditException("has a name at " + Integer.toUnsignedString(offset) + " of section " + table.index
                    + ", which holds no such string");
        }
        return text(table, offset);
    }

    /** A view of the whole file. */
    FileBytes.Window window() {
        return bytes.window();
    }

    /** The text at a position of any section, up to the next zero. */
    String text(Section section, long from) throws AuditException {
        ByteBuffer text = strings.at(section.offset + from, (int) Math.min(section.size - from, LONGEST_NAME));
        int length = 0;
        while (length < text.limit() && text.get(length) != 0) {
            length++;
        }
        namedChars += length;
        if (namedChars > ALL_NAMES) {
            throw new AuditException("has more than " + (ALL_NAMES >> 20) + " MiB of names");
        }
        byte[] name = new byte[length];
        text.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
