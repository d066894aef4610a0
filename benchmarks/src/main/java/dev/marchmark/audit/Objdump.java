// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.audit.ElfFile.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Decodes code with binutils' objdump, whose output is read as it comes: bytes, not strings. It prints no raw bytes, which
 * would be a third more to print and to read: they are in the file.
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

    private final ElfFile elf;
    private final Mnemonics mnemonics;
    private final List<Region> regions;
    private final Sink sink;
    private final Watch watch;
    private final Instruction instruction = new Instruction();
    private final Iterator<Section> sections;
    private ByteBuffer code = ByteBuffer.allocate(0);
    private long codeStart;
    private int region;

    private Objdump(ElfFile elf, List<Region> regions, Mnemonics mnemonics, Sink sink, Watch watch) {
        this.elf = elf;
        this.mnemonics = mnemonics;
        this.regions = regions;
        this.sink = sink;
        this.watch = watch;
        this.sections = elf.code().iterator();
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
        if (regions.isEmpty()) {
            return;
        }
        Path file = null;
        try {
            file = Files.createTempFile(workspace, "code", ".elf");
            Files.delete(file);
            CodeFile.write(elf, regions, file);
            Tool.run(
                    List.of("objdump", "-d", "-w", "-z", "--no-show-raw-insn", file.toString()),
                    output -> parse(elf, regions, mnemonics, output, sink, watch));
        } catch (IOException e) {
            throw new AuditException("can't be decoded: " + e.getMessage(), e);
        } finally {
            Tool.delete(file);
        }
    }

    /**
     * Reads what objdump prints of regions.
     *
     * @throws IOException where the output can't be read, or is none of objdump's
     * @throws AuditException of the watch
     */
    static void parse(
            ElfFile elf, List<Region> regions, Mnemonics mnemonics, InputStream output, Sink sink, Watch watch)
            throws IOException, AuditException {
        new Objdump(elf, regions, mnemonics, sink, watch).read(output);
        sink.finish();
    }

    private void read(InputStream output) throws IOException, AuditException {
        byte[] buffer = new byte[1 << 17];
        int filled = 0;
        instruction.line = buffer;
        for (int n = output.read(buffer, 0, buffer.length);
                n >= 0;
                n = output.read(buffer, filled, buffer.length - filled)) {
            filled += n;
            int from = 0;
            for (int i = filled - n; i < filled; i++) {
                if (buffer[i] == '\n') {
                    line(buffer, from, i);
                    from = i + 1;
                }
            }
            if (from == 0 && filled == buffer.length) {
                throw new IOException("objdump prints a line of more than " + filled + " bytes");
            }
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            watch.at(share());
        }
    }

    private double share() {
        double start = regions.get(0).start();
        double end = regions.get(regions.size() - 1).end();
        return (instruction.address - start) / (end - start);
    }

    /** An instruction's line is blanks, address, colon, tab, words; others begin otherwise. */
    private void line(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] == ' ') {
            at++;
        }
        long address = 0;
        int digits = at;
        for (; at < to; at++) {
            int digit = digit(text[at]);
            if (digit < 0) {
                break;
            }
            address = address << 4 | digit;
        }
        if (at == digits || at + 1 >= to || text[at] != ':' || text[at + 1] != '\t') {
            return;
        }
        while (region < regions.size() && address >= regions.get(region).end()) {
            region++;
        }
        if (region < regions.size() && address >= regions.get(region).start()) {
            instruction.address = address;
            parse(text, at + 2, to);
            sink.accept(region, instruction);
        }
    }

    private void parse(byte[] text, int from, int to) {
        int start = from;
        int end = word(text, start, to);
        int number = mnemonics.number(text, start, end);
        // A prefix may stand alone, too.
        while ((mnemonics.traits(number) & InstructionTable.PREFIX) != 0 && end + 1 < to) {
            start = end + 1;
            while (start < to && text[start] == ' ') {
                start++;
            }
            if (start == to) {
                break;
            }
            end = word(text, start, to);
            number = mnemonics.number(text, start, end);
        }
        instruction.mnemonic = number;
        instruction.wordsFrom = from;
        instruction.wordsTo = end;
        instruction.traits = mnemonics.traits(number);
        while (end < to && text[end] == ' ') {
            end++;
        }
        operands(text, end, to);
        instruction.encoding = encoding();
        instruction.feature = mnemonics.needs(number, instruction.encoding, instruction.mentions);
        instruction.target = (instruction.traits & InstructionTable.BRANCHES) != 0
                        || (instruction.traits & InstructionTable.ENDS) != 0
                ? target(text)
                : Instruction.NONE;
    }

    private static int word(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ' ') {
            at++;
        }
        return at;
    }

    private void operands(byte[] text, int from, int to) {
        int mentions = 0;
        int at = from;
        for (; at < to && text[at] != '#'; at++) {
            if (text[at] == '%' && at + 2 < to) {
                byte next = text[at + 1];
                if (text[at + 2] == 'm') {
                    mentions |= next == 'x'
                            ? InstructionTable.XMM
                            : next == 'y' ? InstructionTable.YMM : next == 'z' ? InstructionTable.ZMM : 0;
                } else if (next == 'k') {
                    mentions |= InstructionTable.MASK;
                }
            } else if (text[at] == '(') {
                mentions |= InstructionTable.MEMORY;
            }
        }
        while (at > from && text[at - 1] == ' ') {
            at--;
        }
        instruction.operandsFrom = from;
        instruction.operandsTo = at;
        instruction.mentions = mentions;
    }

    /** A direct branch's operand is a bare hexadecimal number, perhaps with 0x before it. */
    private long target(byte[] text) {
        int at = instruction.operandsFrom;
        int to = instruction.operandsTo;
        if (at + 1 < to && text[at] == '0' && text[at + 1] == 'x') {
            at += 2;
        }
        long address = 0;
        int first = at;
        while (at < to && digit(text[at]) >= 0) {
            address = address << 4 | digit(text[at++]);
        }
        return at > first && (at == to || text[at] == ' ') ? address : Instruction.NONE;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private InstructionTable.Encoding encoding() {
        while (instruction.address - codeStart >= code.limit() || instruction.address < codeStart) {
            Section section = sections.next();
            code = elf.contents(section);
            codeStart = section.address();
        }
        int at = (int) (instruction.address - codeStart);
        while (at < code.limit()) {
            switch (code.get(at)) {
                case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, (byte) 0xf0, (byte) 0xf2, (byte) 0xf3 -> at++;
                case (byte) 0xc4, (byte) 0xc5 -> {
                    return InstructionTable.Encoding.VEX;
                }
                case 0x62 -> {
                    return InstructionTable.Encoding.EVEX;
                }
                case (byte) 0x8f -> {
                    // The same byte begins pop, whose next one has other bits there.
                    return at + 1 < code.limit() && (code.get(at + 1) & 0x1f) >= 8
                            ? InstructionTable.Encoding.XOP
                            : InstructionTable.Encoding.LEGACY;
                }
                default -> {
                    return InstructionTable.Encoding.LEGACY;
                }
            }
        }
        return InstructionTable.Encoding.LEGACY;
    }
}
