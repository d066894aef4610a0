// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.UnknownNameException;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import java.util.Collection;
import java.util.List;

/**
 * The names by which users choose, known before anything is built: a misspelt one is to be said at once, not after minutes of
 * building.
 *
 * @param workloads by id, sorted
 * @param variants in the order of {@code native/variants}
 * @param sets that {@code --vary} takes
 */
record KnownNames(List<String> workloads, List<String> variants, List<String> sets) {
    /** Of what was built, in a bundle for instance. */
    static KnownNames of(Manifest manifest) {
        return new KnownNames(
                manifest.ids(),
                manifest.variants().stream().map(Variant::name).toList(),
                List.copyOf(manifest.sets().keySet()));
    }

    /** Those that have a workload. */
    List<String> packages() {
        String folder = Workload.PACKAGES + "/";
        return workloads.stream()
                .filter(id -> id.startsWith(folder))
                .map(id -> id.split("/", -1)[1])
                .distinct()
                .toList();
    }

    /** @throws UnknownNameException where one of these is no variant */
    void requireVariants(Collection<String> typed) {
        typed.forEach(name -> require("variant", name, variants));
    }

    /** @throws UnknownNameException where one of these is no set */
    void requireSets(Collection<String> typed) {
        typed.forEach(name -> require("set", name, sets));
    }

    private static void require(String kind, String name, List<String> known) {
        if (!known.contains(name)) {
            throw UnknownNameException.of(kind, name, known);
        }
    }
}
