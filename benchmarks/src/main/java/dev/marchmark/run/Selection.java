// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.model.UnknownNameException;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;

/** Which workloads and variants a user's words mean. */
public final class Selection {
    private Selection() {}

    /**
     * The ids that match one of the globs, sorted. A glob may leave out the front of an id: {@code crc32} and
     * {@code checksum/*} are enough.
     *
     * @param globs none for all
     * @throws UnknownNameException where a glob matches nothing
     */
    public static List<String> workloads(List<String> ids, List<String> globs) {
        if (globs.isEmpty()) {
            return ids;
        }
        Set<String> selected = new LinkedHashSet<>();
        for (String glob : globs) {
            PathMatcher full = matcher(glob, glob, ids);
            PathMatcher tail = matcher("**/" + glob, glob, ids);
            List<String> matching = ids.stream()
                    .filter(id -> full.matches(Path.of(id)) || tail.matches(Path.of(id)))
                    .toList();
            if (matching.isEmpty()) {
                throw UnknownNameException.of("workload", glob, ids);
            }
            selected.addAll(matching);
        }
        return selected.stream().sorted().toList();
    }

    private static PathMatcher matcher(String pattern, String glob, List<String> ids) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw UnknownNameException.of("workload", glob, ids);
        }
    }

    /**
     * Those of the variants that can be measured here, in their order.
     *
     * @param say takes why the others can't, a line each
     */
    public static List<Variant> runnable(List<Variant> variants, Cpu cpu, Consumer<String> say) {
        List<Variant> runnable = new ArrayList<>();
        for (Variant variant : variants) {
            refusal(variant, cpu).ifPresentOrElse(say, () -> runnable.add(variant));
        }
        return runnable;
    }

    /** Why a variant can't be measured here, in one line; empty where it can. */
    public static Optional<String> refusal(Variant variant, Cpu cpu) {
        if (variant.unavailable() != null) {
            return Optional.of(variant.name() + " is left out: " + variant.unavailable());
        }
        String missing = cpu.missingFeature(variant.level());
        return missing == null
                ? Optional.empty()
                : Optional.of(variant.name() + " is left out: this host supports x86-64-v" + cpu.level()
                        + " only (it lacks " + missing + ")");
    }
}
