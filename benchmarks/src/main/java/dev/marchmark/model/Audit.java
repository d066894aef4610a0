// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * What the machine code of some files needs.
 *
 * @param files that could be audited, by name
 * @param failures those that could not
 */
public record Audit(List<FileAudit> files, List<Failure> failures) {
    /** A file and why it could not be audited. */
    public record Failure(String name, String reason) {}

    /** All code of all files. */
    public CodeCounts total() {
        return files.stream().map(FileAudit::total).reduce(CodeCounts.NONE, CodeCounts::plus);
    }
}
