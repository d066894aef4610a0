// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the machine code of one ELF file needs.
 *
 * @param name of the file, relative to what was asked for; for a member of an archive after its name and a colon
 * @param kind {@code shared library}, {@code executable} or {@code object}
 * @param sha256 of the file
 * @param isaNeeded the level of its ELF note, such as {@code x86-64-v3}; null without one
 * @param flags the sets of optimisation and machine flags in its debug information, most frequent first
 * @param asksCpu how many instructions ask what the CPU is
 * @param ifuncs how many symbols are resolved at run time
 * @param codeBytes of its executable sections, without procedure linkage tables
 * @param attributed the code of all functions
 * @param unattributed code that belongs to no function but that functions jump to
 * @param unreadBytes of executable sections that are neither: padding, data, or code reached through pointers only
 * @param functions by address
 */
public record FileAudit(
        String name,
        String kind,
        String sha256,
        @Nullable String isaNeeded,
        List<FlagSet> flags,
        long asksCpu,
        long ifuncs,
        long codeBytes,
        CodeCounts attributed,
        CodeCounts unattributed,
        long unreadBytes,
        List<FunctionAudit> functions) {
    /**
     * Flags that some compilation units share.
     *
     * @param flags separated by blanks
     * @param units how many there are of them
     */
    public record FlagSet(String flags, int units) {
        /** How assemblers call themselves; compilers name their language. */
        private static final Pattern ASSEMBLER = Pattern.compile("(GNU AS|NASM|yasm) .*", Pattern.CASE_INSENSITIVE);
    }

    /** Compilation units in its debug information; 0 where it has none. */
    public long units() {
        return flags.stream().mapToLong(FlagSet::units).sum();
    }

    /** Those of its units that an assembler made. */
    public long assemblyUnits() {
        return flags.stream()
                .filter(set -> FlagSet.ASSEMBLER.matcher(set.flags()).matches())
                .mapToLong(FlagSet::units)
                .sum();
    }

    /** All code found. */
    public CodeCounts total() {
        return attributed.plus(unattributed);
    }

    /** Whether there is a mark of code that is chosen at run time. */
    public boolean dispatches() {
        return asksCpu > 0
                || ifuncs > 0
                || functions.stream().anyMatch(function -> !function.dispatch().isEmpty());
    }
}
