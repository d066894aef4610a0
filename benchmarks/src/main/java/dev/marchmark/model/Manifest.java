// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the native build made: all variants, all workloads, and the libraries that are there and up to date; and what of that it
 * could not make.
 *
 * @param variants in the order of {@code native/variants}
 * @param sets what {@code --vary} measures: one list of variants a run, by the name of the set
 * @param packages those that are described, built or not
 * @param workloads sorted by id
 * @param libraries by workload, variant, layout
 * @param broken why a workload is not among the workloads, or a variant of it not among the libraries
 */
public record Manifest(
        List<Variant> variants,
        Map<String, List<List<String>>> sets,
        List<SourcePackage> packages,
        List<Workload> workloads,
        List<Library> libraries,
        List<Run.Failure> broken) {
    /** Copies the lists. */
    public Manifest {
        variants = List.copyOf(variants);
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        packages = List.copyOf(packages);
        workloads = List.copyOf(workloads);
        libraries = List.copyOf(libraries);
        broken = List.copyOf(broken);
    }

    /**
     * The variant of that name.
     *
     * @throws UnknownNameException where there is none
     */
    public Variant variant(String name) {
        return variants.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of(
                        "variant", name, variants.stream().map(Variant::name).toList()));
    }

    /**
     * What the set of that name measures: one list of variants a run.
     *
     * @throws UnknownNameException where there is none
     */
    public List<List<String>> set(String name) {
        List<List<String>> runs = sets.get(name);
        if (runs == null) {
            throw UnknownNameException.of("set", name, List.copyOf(sets.keySet()));
        }
        return runs;
    }

    /**
     * The workload of that id.
     *
     * @throws UnknownNameException where there is none
     */
    public Workload workload(String id) {
        return workloads.stream()
                .filter(workload -> workload.id().equals(id))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of(
                        "workload", id, workloads.stream().map(Workload::id).toList()));
    }

    /** The package of that name; empty where there is none. */
    public Optional<SourcePackage> sourcePackage(String name) {
        return packages.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The package that a workload calls; empty for a kernel. */
    public Optional<SourcePackage> packageOf(String workload) {
        return workload.startsWith(Workload.PACKAGES + "/")
                ? sourcePackage(workload.split("/", -1)[1])
                : Optional.empty();
    }

    /**
     * Why that workload can't be had as that variant on this host; empty where it can, or where only its source keeps it
     * from being built.
     */
    public Optional<String> obstacle(String id, Variant variant) {
        if (!variant.kind().equals(Workload.kind(id))) {
            return Optional.of(variant.name() + " builds " + variant.kind() + " only");
        }
        Optional<String> unavailable = workloads.stream()
                .filter(workload -> workload.id().equals(id))
                .flatMap(workload -> Stream.ofNullable(workload.unavailable()))
                .findFirst();
        if (unavailable.isPresent()) {
            return unavailable;
        }
        return packageOf(id)
                .filter(called -> called.build(variant.name()).isEmpty())
                .map(called -> variant.name() + " of it is not built: 'marchmark packages build " + called.name()
                        + "' does it");
    }

    /** The libraries of one workload and variant, one a layout; empty where they were not built. */
    public List<Library> libraries(String workload, String variant) {
        return libraries.stream()
                .filter(library ->
                        library.workload().equals(workload) && library.variant().equals(variant))
                .toList();
    }

    /** Why that variant of a workload could not be built; empty where it was, or was not asked for. */
    public Optional<String> broken(String workload, String variant) {
        return broken.stream()
                .filter(each -> each.workload().equals(workload)
                        && (each.variant() == null || each.variant().equals(variant)))
                .map(Run.Failure::reason)
                .findFirst();
    }

    /** The workloads, and those that would be, sorted by id. */
    public List<String> ids() {
        return Stream.concat(
                        workloads.stream().map(Workload::id), broken.stream().map(Run.Failure::workload))
                .distinct()
                .sorted()
                .toList();
    }
}
