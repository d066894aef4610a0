// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import dev.marchmark.model.PackageCode;

/**
 * What is kept of a system's file: a few hundred bytes, whatever its size.
 *
 * @param links what it offers and needs
 * @param code as a package's of this one file; none where it holds no code
 */
record SurveyedFile(ElfLinks links, PackageCode code) {
    /**
     * Of an audit.
     *
     * @param packed instructions that compute on several elements at once
     * @param unwoundBytes of code that unwind entries, or the table of a program in Go, cover
     */
    static SurveyedFile of(FileAudit audit, ElfLinks links, long packed, long unwoundBytes) {
        CodeCounts counts = audit.total();
        if (audit.codeBytes() == 0) {
            return new SurveyedFile(links, PackageCode.NONE);
        }
        boolean isLibrary = audit.kind().equals("shared library");
        return new SurveyedFile(
                links,
                new PackageCode(
                        1,
                        isLibrary ? 1 : 0,
                        audit.codeBytes(),
                        counts,
                        packed,
                        new PackageCode.Choice(
                                audit.dispatches() ? 1 : 0, audit.asksCpu(), audit.ifuncs(), namedAfterFeatures(audit)),
                        new PackageCode.Origin(
                                audit.units(), audit.assemblyUnits(), Math.max(0, counts.bytes() - unwoundBytes))));
    }

    private static long namedAfterFeatures(FileAudit audit) {
        return audit.functions().stream()
                .map(FunctionAudit::dispatch)
                .filter(marks -> marks.stream().anyMatch(mark -> !mark.equals(FunctionAudit.IFUNC)))
                .count();
    }
}
