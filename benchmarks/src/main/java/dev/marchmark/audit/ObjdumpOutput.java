// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeFile.Cluster;
import dev.marchmark.audit.CodeMap.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Reads what objdump prints as it comes: bytes, not strings. */
final class ObjdumpOutput {
    private final Mnemonics mnemonics;
    private final Objdump.Sink sink;
    private final Objdump.Watch watch;
    private final double lowest;
    private final double highest;
    private final byte[] buffer = new byte[1 << 17];
    private final Instruction instruction = new Instruction();
    private Objdump.Piece piece = Objdump.Piece.of(List.of());
    private Iterator<Cluster> clusters = Collections.emptyIterator();
    private ByteBuffer code = ByteBuffer.allocate(0);
    private long codeStart;
    private int region;
    private long next;

    /** @param all regions, for the watch */
    ObjdumpOutput(List<Region> all, Mnemonics mnemonics, Objdump.Sink sink, Objdump.Watch watch) {
        this.mnemonics = mnemonics;
        this.sink = sink;
        this.watch = watch;
        this.lowest = all.get(0).start();
        this.highest = all.get(all.size() - 1).end();
        instruction.line = buffer;
    }

    /**
     * Reads what it prints of a piece.
     *
     * @param of where the piece's code is
     * @throws IOException where the output can't be read, or is none of objdump's
     * @throws AuditException of the watch
     */
    void read(Objdump.Piece what, CodeFile of, InputStream output) throws IOException, AuditException {
        piece = what;
        clusters = of.clusters().iterator();
        code = ByteBuffer.allocate(0);
        codeStart = 0;
        region = 0;
        next = Instruction.NONE;
        read(output);
    }

    /** The first address behind the piece's border where an instruction begins; {@link Instruction#NONE} without one. */
    long next() {
        return next;
    }

    private void read(InputStream output) throws IOException, AuditException {
        int filled = 0;
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
        return (instruction.address - lowest) / (highest - lowest);
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
        List<Region> regions = piece.regions();
        while (region < regions.size() && address >= regions.get(region).end()) {
            region++;
        }
        if (region < regions.size() && address >= regions.get(region).start()) {
            if (address > piece.border()) {
                next = next == Instruction.NONE ? address : next;
                return;
            }
            instruction.address = address;
            parse(text, at + 2, to);
            sink.accept(piece.first() + region, instruction);
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
            Cluster cluster = clusters.next();
            code = cluster.bytes();
            codeStart = cluster.start();
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
