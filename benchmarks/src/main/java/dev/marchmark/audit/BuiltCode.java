// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.Dispatch;
import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the machine code of a package's build says of the level that its name claims, whatever its flags say. */
public final class BuiltCode {
    private static final int FUNCTIONS_NAMED = 5;

    private final FileAudit audit;

    private BuiltCode(FileAudit audit) {
        this.audit = audit;
    }

    /**
     * Audits a library.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    public static BuiltCode of(Path library) throws AuditException {
        try (Auditors auditors = new Auditors(Audits.Watcher.NOBODY)) {
            return new BuiltCode(
                    new Auditor(auditors.workspace()).audit(library, library.toString(), Objdump.Watch.NONE));
        }
    }

    /**
     * Why this is no build of that level; empty where it is one. A package that asks the CPU may hold code above it, which
     * it then chooses, and must hold the question.
     */
    public Optional<String> objection(int level, Dispatch dispatch) {
        if (audit.total().level() <= level) {
            return Optional.empty();
        }
        String found = "holds code that needs x86-64-v" + audit.total().level() + " (" + functionsAbove(level) + ")";
        if (!dispatch.mayHoldHigherLevels()) {
            return Optional.of(found + ", and its descriptor says 'dispatch " + dispatch.label()
                    + "': nothing would keep a lesser CPU from running it");
        }
        if (audit.asksCpu() == 0 && audit.ifuncs() == 0) {
            return Optional.of(found + ", and nothing in it asks the CPU, though its descriptor says 'dispatch "
                    + dispatch.label() + "'");
        }
        return Optional.empty();
    }

    /** Whether it has more instructions of exactly that level than the baseline, which tells a build from its name only. */
    public boolean addsTo(BuiltCode baseline, int level) {
        return count(audit.total(), level) > count(baseline.audit.total(), level);
    }

    /** How many of its units an assembler made, by its debug information. */
    public long assemblyUnits() {
        return audit.assemblyUnits();
    }

    private static long count(CodeCounts counts, int level) {
        return switch (level) {
            case 1 -> counts.v1();
            case 2 -> counts.v2();
            case 3 -> counts.v3();
            default -> counts.v4();
        };
    }

    private String functionsAbove(int level) {
        List<String> above = audit.functions().stream()
                .filter(function -> function.counts().level() > level)
                .map(function -> function.name() + " " + function.counts().features())
                .toList();
        if (above.isEmpty()) {
            return "code that belongs to no function";
        }
        String named = above.stream().limit(FUNCTIONS_NAMED).collect(Collectors.joining(", "));
        return above.size() <= FUNCTIONS_NAMED ? named : named + ", and " + (above.size() - FUNCTIONS_NAMED) + " more";
    }
}
