// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeCounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Writes the instructions of one region after the other without what depends on where things lie: addresses, distances to
 * data, padding. Branches within the region are written as the number of the instruction that they go to, others as the
 * name of what is there.
 */
final class Listing {
    private final LongFunction<String> names;
    private final Map<String, String> shapes = new HashMap<>();
    private final List<String> instructions = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final List<Long> targets = new ArrayList<>();
    private long branches;
    private long packed;
    /** Of instructions that also work on single numbers. */
    private long perhapsPacked;

    private boolean several;

    /** @param names what is at an address outside of the region */
    Listing(LongFunction<String> names) {
        this.names = names;
    }

    /** Adds the region's next instruction. */
    void add(Instruction instruction) {
        String words = text(instruction, instruction.wordsFrom, instruction.wordsTo);
        String operands = operands(instruction);
        boolean padding = (instruction.traits & InstructionTable.PADS) != 0
                || (words.equals("xchg") && operands.equals("%ax,%ax"));
        boolean direct = instruction.target != Instruction.NONE;
        addresses.add(instruction.address);
        instructions.add(padding ? "" : direct ? words : words + " " + operands);
        targets.add(instruction.target);
        if ((instruction.traits & InstructionTable.BRANCHES) != 0 && !words.startsWith("call")) {
            branches++;
        }
        if ((instruction.traits & InstructionTable.SINGLE) != 0) {
            perhapsPacked++;
        } else if ((instruction.traits & InstructionTable.PACKED) != 0) {
            packed++;
        }
        several |= holdsSeveral(instruction, words, operands);
    }

    /**
     * Whether a register holds more than one element for certain. Without such an instruction a function's arithmetic on
     * vectors is of single numbers, of which GCC takes minima so.
     */
    private static boolean holdsSeveral(Instruction instruction, String words, String operands) {
        boolean fromMemory = (instruction.mentions & InstructionTable.MEMORY) != 0 && !operands.contains("(%rip)");
        if ((instruction.traits & InstructionTable.SEVERAL) != 0) {
            return fromMemory || !(words.startsWith("mov") || words.startsWith("vmov"));
        }
        return (instruction.mentions & (InstructionTable.YMM | InstructionTable.ZMM)) != 0
                || ((instruction.traits & InstructionTable.PACKED) != 0 && fromMemory);
    }

    /** Ends the region; the next one begins empty. */
    FunctionCode take(CodeCounts counts) {
        Map<Long, Integer> numbers = new HashMap<>();
        int number = 0;
        for (int i = 0; i < instructions.size(); i++) {
            numbers.put(addresses.get(i), number);
            number += instructions.get(i).isEmpty() ? 0 : 1;
        }
        MessageDigest exact = sha256();
        MessageDigest shape = sha256();
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).isEmpty()) {
                continue;
            }
            String line = instructions.get(i);
            long target = targets.get(i);
            if (target != Instruction.NONE) {
                Integer within = numbers.get(target);
                line += " " + (within == null ? names.apply(target) : within);
            }
            exact.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            shape.update((shapeOf(line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        long computesOnSeveral = packed + (several ? perhapsPacked : 0);
        FunctionCode code =
                new FunctionCode(List.of(hex(exact)), List.of(hex(shape)), branches, computesOnSeveral, counts);
        instructions.clear();
        addresses.clear();
        targets.clear();
        branches = 0;
        packed = 0;
        perhapsPacked = 0;
        several = false;
        return code;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String text(Instruction instruction, int from, int to) {
        return new String(instruction.line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String operands(Instruction instruction) {
        String text = text(instruction, instruction.operandsFrom, instruction.operandsTo);
        int place = text.indexOf("(%rip)");
        if (place < 0) {
            return text;
        }
        int from = place;
        while (from > 0 && "0123456789abcdefx-".indexOf(text.charAt(from - 1)) >= 0) {
            from--;
        }
        return text.substring(0, from) + text.substring(place);
    }

    /** A line with the kinds of registers in place of their names; most lines come many times. */
    private String shapeOf(String line) {
        if (line.indexOf('%') < 0) {
            return line;
        }
        if (shapes.size() > 100_000) {
            shapes.clear();
        }
        return shapes.computeIfAbsent(
                line, text -> text.replaceAll("%r(1[0-5]|[8-9])d\\b|%e(ax|bx|cx|dx|si|di|bp|sp)\\b", "%32")
                        .replaceAll("%r(1[0-5]|[8-9])w\\b|%(ax|bx|cx|dx|si|di|bp|sp)\\b", "%16")
                        .replaceAll("%r(1[0-5]|[8-9])b\\b|%([abcd][lh]|sil|dil|bpl|spl)\\b", "%8")
                        .replaceAll("-?(0x[0-9a-f]+)?\\(%r[sb]p\\)", "(%64)")
                        .replaceAll("%r(1[0-5]|[8-9]|ax|bx|cx|dx|si|di|bp|sp)\\b", "%64")
                        .replaceAll("%([xyz]mm|mm|k)[0-9]+", "%$1"));
    }
}
