// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.BuiltCode;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.model.Dispatch;
import dev.marchmark.model.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds of packages whose machine code was audited: one that holds code above its level does not stay. */
final class CheckedBuilds {
    private final PackageBuild build;
    private final Consumer<String> say;

    /** @param say takes what is found, line by line */
    CheckedBuilds(PackageBuild build, Consumer<String> say) {
        this.build = build;
        this.say = say;
    }

    /**
     * Builds these variants of a package, as far as they are not built yet.
     *
     * @param variants the baseline first
     * @return whether all of them are there now; else the reason was said
     */
    boolean build(PackageBuild.Source source, Dispatch dispatch, List<Variant> variants) {
        Path baseline = null;
        for (Variant variant : variants) {
            Optional<Path> built = build.build(source, variant.name());
            if (built.isEmpty()) {
                return false;
            }
            if (baseline == null) {
                baseline = built.get();
            }
            if (!build.isAudited(built.get()) && !isOfLevel(source.name(), dispatch, variant, built.get(), baseline)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfLevel(String name, Dispatch dispatch, Variant variant, Path built, Path baseline) {
        String which = name + ", " + variant.name() + ": ";
        BuiltCode code;
        boolean adds;
        try {
            code = BuiltCode.of(built.resolve("library.so"));
            adds = built.equals(baseline) || code.addsTo(BuiltCode.of(baseline.resolve("library.so")), variant.level());
        } catch (AuditException e) {
            say.accept(which + "can't be audited, as its library " + e.reason());
            return false;
        }
        Optional<String> objection = code.objection(variant.level(), dispatch);
        if (objection.isPresent()) {
            build.refuse(built);
            say.accept(which + "refused, as it " + objection.get());
            return false;
        }
        if (!adds) {
            say.accept(which + "note: its code has no instruction of x86-64-v" + variant.level()
                    + " that v1's has not: it is of that level in name only");
        }
        build.keepAudit(built, adds, code.assemblyUnits());
        return true;
    }
}
