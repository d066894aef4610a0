// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    private static final String VERSION = "3";

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
     * Reads the tab-separated lines that the native build writes: the kind of a line comes first, {@code manifest},
     * {@code variant}, {@code set}, {@code package}, {@code build} (of the package before it), {@code workload},
     * {@code input} (of the workload before it), {@code library} or {@code broken}.
     *
     * @param file what an error message calls the source of the lines
     * @throws IllegalArgumentException naming file and line where a line is not of that form
     */
    public static Manifest parse(List<String> lines, String file) {
        return parse(lines, file, any -> true);
    }

    /**
     * The same with the libraries of some workloads only. A fork needs those of one, and its JVM is still cold when it reads
     * thousands.
     *
     * @param needed by a workload's id
     */
    public static Manifest parse(List<String> lines, String file, Predicate<String> needed) {
        List<Variant> variants = new ArrayList<>();
        Map<String, List<List<String>>> sets = new LinkedHashMap<>();
        List<SourcePackage> packages = new ArrayList<>();
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
                    case "package" ->
                        packages.add(new SourcePackage(
                                field[1],
                                field[2],
                                field[3],
                                field[4],
                                Dispatch.of(field[5]),
                                field[6].isEmpty() ? null : field[6].equals("yes"),
                                List.of()));
                    case "build" -> {
                        int last = packages.size() - 1;
                        packages.set(last, packages.get(last).with(build(field)));
                    }
                    case "workload" ->
                        workloads.add(new Workload(
                                field[1], field[2], field[3], field[4].isEmpty() ? null : field[4], List.of()));
                    case "input" -> {
                        int last = workloads.size() - 1;
                        InputFile shipped = new InputFile(field[1], field[2], field[3], field[4], field[5]);
                        workloads.set(last, workloads.get(last).with(shipped));
                    }
                    case "library" -> {
                        if (needed.test(field[1])) {
                            libraries.add(library(field));
                        }
                    }
                    case "broken" ->
                        broken.add(new Run.Failure(field[1], field[2].isEmpty() ? null : field[2], field[3]));
                    default -> throw new IllegalArgumentException("unknown kind of line '" + field[0] + "'");
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": " + e.getMessage() + "; delete the file and build again", e);
            }
        }
        return new Manifest(variants, sets, packages, workloads, libraries, broken);
    }

    private static Library library(String[] field) {
        return new Library(
                field[1],
                field[2],
                field[3],
                field[4],
                Long.parseLong(field[5]),
                Integer.parseInt(field[6]),
                field[7],
                words(field[8]),
                words(field[9]));
    }

    /**
     * Of lines as {@link #parse} reads them those about some workloads and variants only, for a folder that holds no others:
     * of sets what is left of them, where that still compares something with their baseline.
     *
     * @param ids of the workloads
     * @param names of the variants
     */
    public static List<String> reduced(List<String> lines, Set<String> ids, Set<String> names) {
        List<String> kept = new ArrayList<>();
        boolean keepsWorkload = false; // that inputs follow
        for (String line : lines) {
            String[] field = line.split("\t", -1);
            boolean keeps =
                    switch (field[0]) {
                        case "variant" -> names.contains(field[1]);
                        case "package" -> holdsPackage(ids, field[1]);
                        case "build" -> holdsPackage(ids, field[1]) && names.contains(field[2]);
                        case "workload" -> {
                            keepsWorkload = ids.contains(field[1]);
                            yield keepsWorkload;
                        }
                        case "input" -> keepsWorkload;
                        case "library" -> ids.contains(field[1]) && names.contains(field[2]);
                        case "broken" -> ids.contains(field[1]) && (field[2].isEmpty() || names.contains(field[2]));
                        default -> true;
                    };
            if (field[0].equals("set")) {
                List<String> left =
                        words(field[2]).stream().filter(names::contains).toList();
                if (left.size() >= 2 && left.get(0).equals(words(field[2]).get(0))) {
                    kept.add("set\t" + field[1] + "\t" + String.join(" ", left));
                }
            } else if (keeps) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static boolean holdsPackage(Set<String> ids, String name) {
        return ids.stream().anyMatch(id -> id.startsWith(Workload.PACKAGES + "/" + name + "/"));
    }

    private static SourcePackage.Build build(String[] field) {
        SourcePackage.Build build = new SourcePackage.Build(
                field[2],
                field[3],
                Long.parseLong(field[4]),
                Integer.parseInt(field[5]),
                Integer.parseInt(field[6]),
                Double.parseDouble(field[7]));
        return field[8].isEmpty() ? build : build.audited(field[8].equals("yes"));
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
