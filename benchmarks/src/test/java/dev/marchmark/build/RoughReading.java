// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import dev.marchmark.model.CodeChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of code, by a rough reading of what objdump prints: words and register names, no table of instructions and
 * nothing of the audit.
 */
final class RoughReading {
    private static final Pattern HEAD = Pattern.compile("[0-9a-f]+ <([^.>@]+)[^>@]*>:");
    private static final Pattern LINE = Pattern.compile(" *[0-9a-f]+:\t(.*)");
    private static final Pattern PADDING = Pattern.compile("(cs |data16 )*nop.*|xchg +%ax,%ax");
    private static final Pattern CONDITIONAL = Pattern.compile("j(?!mp).*");
    /** Arithmetic of several elements: of floats by ending, of integers by name. */
    private static final Pattern PACKED = Pattern.compile(
            "v?(((add|sub|mul|div|min|max|sqrt|hadd|cmp\\w*|cvt\\w+2|round|rcp|rsqrt)p[sd].*)|cvt\\w*p[sd]\\w*"
                    + "|vfn?m(add|sub)\\d+p[sd]|vcvtph2ps|vcvtps2ph"
                    + "|p(add|sub|mul|madd|min|max|avg|sad|abs|sll|srl|sra|cmp(eq|gt)|hadd|sign).*)");

    private RoughReading() {}

    /** The largest change of a function, and how many instructions that is about. */
    static CodeChange change(Path baseline, Path candidate) {
        Map<String, List<String>> one = functions(baseline);
        Map<String, List<String>> other = functions(candidate);
        if (!one.keySet().equals(other.keySet())) {
            return CodeChange.STRUCTURE;
        }
        return one.keySet().stream()
                .map(name -> change(one.getOrDefault(name, List.of()), other.getOrDefault(name, List.of())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Map<String, List<String>> functions(Path library) {
        Map<String, List<String>> functions = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : NativeFolder.output("objdump", "-d", "--no-show-raw-insn", "-j", ".text", library.toString())
                .lines()
                .toList()) {
            Matcher head = HEAD.matcher(line);
            Matcher instruction = LINE.matcher(line);
            if (head.matches()) {
                current = functions.computeIfAbsent(head.group(1), any -> new ArrayList<>());
            } else if (instruction.matches()
                    && !PADDING.matcher(instruction.group(1).strip()).matches()) {
                current.add(withoutPlaces(instruction.group(1).strip()));
            }
        }
        return functions;
    }

    private static String withoutPlaces(String instruction) {
        return instruction
                .replaceAll("#.*", "")
                .replaceAll("<[^>]*>", "")
                .replaceAll("^(j\\w+|call) +[0-9a-f]+", "$1")
                .replaceAll("-?0x[0-9a-f]+\\(%rip\\)", "(%rip)")
                .strip();
    }

    private static CodeChange change(List<String> before, List<String> after) {
        if (before.equals(after)) {
            return CodeChange.IDENTICAL;
        }
        if (words(before).equals(words(after)) && kinds(before).equals(kinds(after))) {
            return CodeChange.REGISTERS;
        }
        boolean wider = names(after, "%ymm") && !names(before, "%ymm");
        boolean packedBefore = isPacked(before);
        if ((wider && !names(before, "%xmm")) || (!packedBefore && isPacked(after))) {
            return CodeChange.VECTORISED;
        }
        if (wider) {
            return CodeChange.WIDER;
        }
        return conditional(before) == conditional(after) ? CodeChange.SCALAR : CodeChange.STRUCTURE;
    }

    private static List<String> words(List<String> code) {
        return code.stream().map(line -> line.replaceFirst(" .*", "")).toList();
    }

    /** Operands without numbers and with registers of one width alike. */
    private static List<String> kinds(List<String> code) {
        return code.stream()
                .map(line -> line.replaceAll("-?0x[0-9a-f]+", "")
                        .replaceAll("%r(\\d+|[a-ds][xip]|[bs]p|[sd]i)\\b", "%64")
                        .replaceAll("%(r\\d+d|e[a-ds][xip]|ebp|e[sd]i)\\b", "%32")
                        .replaceAll("mm\\d+", "mm"))
                .toList();
    }

    private static boolean names(List<String> code, String register) {
        return code.stream().anyMatch(line -> line.contains(register));
    }

    private static boolean isPacked(List<String> code) {
        return code.stream()
                .anyMatch(line -> PACKED.matcher(line.replaceFirst(" .*", "")).matches());
    }

    private static long conditional(List<String> code) {
        return words(code).stream()
                .filter(word -> CONDITIONAL.matcher(word).matches())
                .count();
    }
}
