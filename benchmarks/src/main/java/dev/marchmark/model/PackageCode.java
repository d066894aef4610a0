// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * The code of a package's linked files: executables and shared libraries.
 *
 * @param files with code, each once however many names it has
 * @param libraries shared libraries among them
 * @param codeBytes of their executable sections, without procedure linkage tables
 * @param counts all code found there
 * @param packed how many instructions of their functions compute on several elements at once
 * @param choice marks of code that is chosen at run time
 * @param origin what tells compiled code from assembly
 */
public record PackageCode(
        long files, long libraries, long codeBytes, CodeCounts counts, long packed, Choice choice, Origin origin) {
    /** No code. */
    public static final PackageCode NONE =
            new PackageCode(0, 0, 0, CodeCounts.NONE, 0, new Choice(0, 0, 0, 0), new Origin(0, 0, 0));

    /**
     * Marks of code that is chosen at run time.
     *
     * @param files that have any of them
     * @param asksCpu instructions that ask what the CPU is
     * @param ifuncs symbols that are resolved at run time
     * @param functions that are named after a feature
     */
    public record Choice(long files, long asksCpu, long ifuncs, long functions) {}

    /**
     * What tells compiled code from assembly: debug information where files have it, unwind entries everywhere.
     *
     * @param units of compilation in debug information; 0 in stripped files
     * @param assemblyUnits of them that an assembler made
     * @param withoutUnwindBytes code found that no unwind entry covers
     */
    public record Origin(long units, long assemblyUnits, long withoutUnwindBytes) {}

    /** Both together. */
    public PackageCode plus(PackageCode other) {
        return new PackageCode(
                files + other.files,
                libraries + other.libraries,
                codeBytes + other.codeBytes,
                counts.plus(other.counts),
                packed + other.packed,
                new Choice(
                        choice.files + other.choice.files,
                        choice.asksCpu + other.choice.asksCpu,
                        choice.ifuncs + other.choice.ifuncs,
                        choice.functions + other.choice.functions),
                new Origin(
                        origin.units + other.origin.units,
                        origin.assemblyUnits + other.origin.assemblyUnits,
                        origin.withoutUnwindBytes + other.origin.withoutUnwindBytes));
    }

    /** Whether any file has a mark of code that is chosen at run time. */
    public boolean chooses() {
        return choice.files > 0;
    }

    /** The share of the code found that no unwind entry covers, 0 to 1. */
    public double withoutUnwind() {
        return counts.bytes() == 0 ? 0 : (double) origin.withoutUnwindBytes / counts.bytes();
    }

    /** Whether half of the code or more is without unwind entries, or half of the units or more are an assembler's. */
    public boolean mostlyAssembly() {
        return withoutUnwind() >= 0.5 || (origin.units > 0 && 2 * origin.assemblyUnits >= origin.units);
    }
}
