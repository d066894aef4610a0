// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.run.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option by which several commands choose what they work on. */
class WorkloadChoice {
    @Option(
            names = {"-w", "--workloads"},
            split = ",",
            paramLabel = "GLOB",
            description = "Workloads by id, as 'list' shows them; * and ** match, and the front may be left out:"
                    + " crc32, 'checksum/*'. Default: all that the variants build; those of kernels, where no"
                    + " variants are named.")
    private List<String> workloads = new ArrayList<>();

    /**
     * Looks whether what is typed means something.
     *
     * @param variants that are typed beside the workloads
     * @throws dev.marchmark.model.UnknownNameException where a glob matches no workload, or a variant is none
     */
    void check(KnownNames names, Collection<String> variants) {
        Selection.workloads(names.workloads(), workloads);
        names.requireVariants(variants);
    }

    /**
     * Of the workloads that are meant those that can be had as each of these variants, sorted. Others that were asked
     * for are said, with the reason.
     *
     * @throws HostException where none is left
     */
    List<String> chosen(Manifest manifest, List<Variant> variants, Consumer<String> say) {
        return chosen(manifest, variants, 0, say);
    }

    /** The same of those that can be had as at least one of them. */
    List<String> chosenByAny(Manifest manifest, List<Variant> variants, Consumer<String> say) {
        return chosen(manifest, variants, variants.size() - 1, say);
    }

    private List<String> chosen(Manifest manifest, List<Variant> variants, int mostObstacles, Consumer<String> say) {
        List<String> chosen = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (String id : Selection.workloads(manifest.ids(), workloads)) {
            List<String> obstacles = variants.stream()
                    .flatMap(variant -> manifest.obstacle(id, variant).stream())
                    .toList();
            if (obstacles.size() <= mostObstacles) {
                chosen.add(id);
                continue;
            }
            String reason = obstacles.get(obstacles.size() - 1);
            reasons.add(reason);
            if (!workloads.isEmpty()) {
                say.accept(id + " is left out: " + reason);
            }
        }
        if (chosen.isEmpty()) {
            throw new HostException("nothing is left to measure: " + String.join("; ", reasons));
        }
        return chosen;
    }

    /**
     * The kind of those of the ids that are meant, by which the manifest names the variants that are compared where nobody
     * does.
     *
     * @throws UsageException where they are of several
     */
    String kind(List<String> ids) {
        if (workloads.isEmpty()) {
            return Workload.KERNELS;
        }
        List<String> kinds = Selection.workloads(ids, workloads).stream()
                .map(Workload::kind)
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            throw new UsageException("these workloads are " + String.join(" and ", kinds)
                    + ", which are built as different variants: choose some of one kind, such as -w '" + kinds.get(0)
                    + "/**', or name --variants");
        }
        return kinds.get(0);
    }

    /** "1 workload", "2 workloads". */
    static String count(int workloads) {
        return workloads + (workloads == 1 ? " workload" : " workloads");
    }
}
