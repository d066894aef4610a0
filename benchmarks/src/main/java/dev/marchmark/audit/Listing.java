// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A function's instructions without what depends on where things lie: addresses, distances to data, padding. Branches
 * within the function are written as the number of the instruction that they go to, others as the name of the function.
 */
final class Listing {
    private final List<String> instructions = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final List<Long> targets = new ArrayList<>();
    private final List<Integer> traits = new ArrayList<>();
    private CodeCounts counts = CodeCounts.NONE;

    /** Adds an instruction, unless it is padding. */
    void add(Instruction instruction) {
        String words = text(instruction, instruction.wordsFrom, instruction.wordsTo);
        addresses.add(instruction.address);
        boolean padding = (instruction.traits & InstructionTable.PADS) != 0;
        String operands = operands(instruction);
        padding |= words.equals("xchg") && operands.equals("%ax,%ax");
        boolean branches = instruction.target != Instruction.NONE;
        instructions.add(padding ? "" : branches ? words : words + " " + operands);
        targets.add(instruction.target);
        traits.add(instruction.traits);
    }

    void counted(CodeCounts part) {
        counts = counts.plus(part);
    }

    CodeCounts counts() {
        return counts;
    }

    /**
     * How many conditional branches it has. Returns and jumps differ by which registers it saves where, and a call may be an instruction at another level.
     */
    long branches() {
        return IntStream.range(0, instructions.size())
                .filter(i -> (traits.get(i) & InstructionTable.BRANCHES) != 0)
                .filter(i -> !instructions.get(i).startsWith("call"))
                .count();
    }

    /** How many instructions calculate on several elements at once. */
    long packed() {
        return traits.stream()
                .filter(bits -> (bits & InstructionTable.PACKED) != 0)
                .count();
    }

    /** The instructions, a line each. */
    List<String> lines(Names names) {
        Map<Long, Integer> numbers = new HashMap<>();
        int number = 0;
        for (int i = 0; i < instructions.size(); i++) {
            numbers.put(addresses.get(i), number);
            number += instructions.get(i).isEmpty() ? 0 : 1;
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            if (!instructions.get(i).isEmpty()) {
                long target = targets.get(i);
                Integer within = target == Instruction.NONE ? null : numbers.get(target);
                lines.add(instructions.get(i)
                        + (target == Instruction.NONE ? "" : within == null ? " " + names.of(target) : " " + within));
            }
        }
        return lines;
    }

    /** What an address outside of a function is called. */
    interface Names {
        String of(long address);
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

    /** Lines without which registers and stack slots are used: only of which kind. */
    static List<String> withoutRegisters(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("%r(1[0-5]|[8-9])d\\b|%e(ax|bx|cx|dx|si|di|bp|sp)\\b", "%32")
                        .replaceAll("%r(1[0-5]|[8-9])w\\b|%(ax|bx|cx|dx|si|di|bp|sp)\\b", "%16")
                        .replaceAll("%r(1[0-5]|[8-9])b\\b|%([abcd][lh]|sil|dil|bpl|spl)\\b", "%8")
                        .replaceAll("-?(0x[0-9a-f]+)?\\(%r[sb]p\\)", "(%64)")
                        .replaceAll("%r(1[0-5]|[8-9]|ax|bx|cx|dx|si|di|bp|sp)\\b", "%64")
                        .replaceAll("%([xyz]mm|mm|k)[0-9]+", "%$1"))
                .toList();
    }
}
