// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the native build made: all variants, all workloads, and the libraries that it was last asked for; and what of that it
 * could not make.
 *
 * @param variants in the order of {@code native/variants}
 * @param sets what {@code --vary} measures: one list of variants a run, by the name of the set
 * @param workloads sorted by id
 * @param libraries by workload, variant, layout
 * @param broken why a workload is not among the workloads, or a variant of it not among the libraries
 */
public record Manifest(
        List<Variant> variants,
        Map<String, List<List<String>>> sets,
        List<Workload> workloads,
        List<Library> libraries,
        List<Run.Failure> broken) {
    private static final String VERSION = "2";

    /** Copies the lists. */
    public Manifest {
        variants = List.copyOf(variants);
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        workloads = List.copyOf(workloads);
        libraries = List.copyOf(libraries);
        broken = List.copyOf(broken);
    }

    /**
     * Reads the tab-separated lines that the native build writes: the kind of a line comes first, {@code manifest},
     * {@code variant}, {@code set}, {@code workload}, {@code library} or {@code broken}.
     *
     * @param file what an error message calls the source of the lines
     * @throws IllegalArgumentException naming file and line where a line is not of that form
     */
    public static Manifest parse(List<String> lines, String file) {
        List<Variant> variants = new ArrayList<>();
        Map<String, List<List<String>>> sets = new LinkedHashMap<>();
        List<Workload> workloads = new ArrayList<>();
        List<Library> libraries = new ArrayList<>();
        List<Run.Failure> broken = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] field = lines.get(i).split("\t", -1);
            try {
                switch (field[0]) {
                    case "manifest" -> {
                        if (!field[1].equals(VERSION)) {
                            throw new IllegalArgumentException("version " + field[1] + " instead of " + VERSION);
                        }
                    }
                    case "variant" ->
                        variants.add(new Variant(
                                field[1],
                                Integer.parseInt(field[2]),
                                field[3],
                                field[4],
                                field[5],
                                field[6].isEmpty() ? null : field[6],
                                field[7].isEmpty() ? null : field[7]));
                    case "set" ->
                        sets.computeIfAbsent(field[1], any -> new ArrayList<>()).add(words(field[2]));
                    case "workload" -> workloads.add(new Workload(field[1], field[2], field[3]));
                    case "library" ->
                        libraries.add(new Library(
                                field[1],
                                field[2],
                                field[3],
                                field[4],
                                Long.parseLong(field[5]),
                                Integer.parseInt(field[6]),
                                field[7],
                                words(field[8]),
                                words(field[9])));
                    case "broken" ->
                        broken.add(new Run.Failure(field[1], field[2].isEmpty() ? null : field[2], field[3]));
                    default -> throw new IllegalArgumentException("unknown kind of line '" + field[0] + "'");
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": " + e.getMessage() + "; delete the file and build again", e);
            }
        }
        return new Manifest(variants, sets, workloads, libraries, broken);
    }

    private static List<String> words(String field) {
        return field.isBlank() ? List.of() : List.of(field.trim().split(" +", -1));
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
