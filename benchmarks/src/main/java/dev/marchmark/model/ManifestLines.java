// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a manifest as the native build writes them, tab-separated: the kind of a line comes first, {@code manifest},
 * {@code variant}, {@code set}, {@code package}, {@code build} (of the package before it), {@code workload}, {@code input} (of
 * the workload before it), {@code library} or {@code broken}.
 */
public final class ManifestLines {
    private static final String VERSION = "4";

    private final Predicate<String> needed;
    private final List<Variant> variants = new ArrayList<>();
    private final Map<String, List<List<String>>> sets = new LinkedHashMap<>();
    private final List<SourcePackage> packages = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Library> libraries = new ArrayList<>();
    private final List<Run.Failure> broken = new ArrayList<>();

    private ManifestLines(Predicate<String> needed) {
        this.needed = needed;
    }

    /**
     * Reads them.
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
        ManifestLines read = new ManifestLines(needed);
        for (int i = 0; i < lines.size(); i++) {
            try {
                read.add(lines.get(i).split("\t", -1));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": " + e.getMessage() + "; delete the file and build again", e);
            }
        }
        return new Manifest(read.variants, read.sets, read.packages, read.workloads, read.libraries, read.broken);
    }

    private void add(String[] field) {
        switch (field[0]) {
            case "manifest" -> {
                if (!field[1].equals(VERSION)) {
                    throw new IllegalArgumentException("version " + field[1] + " instead of " + VERSION);
                }
            }
            case "variant" -> variants.add(variant(field));
            case "set" ->
                sets.computeIfAbsent(field[1], any -> new ArrayList<>()).add(words(field[2]));
            case "package" -> packages.add(sourcePackage(field));
            case "build" -> {
                int last = packages.size() - 1;
                packages.set(last, packages.get(last).with(build(field)));
            }
            case "workload" -> workloads.add(new Workload(field[1], field[2], field[3], optional(field[4]), List.of()));
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
            case "broken" -> broken.add(new Run.Failure(field[1], optional(field[2]), field[3]));
            default -> throw new IllegalArgumentException("unknown kind of line '" + field[0] + "'");
        }
    }

    private static @Nullable String optional(String field) {
        return field.isEmpty() ? null : field;
    }

    private static Variant variant(String[] field) {
        return new Variant(
                field[1],
                Integer.parseInt(field[2]),
                field[3],
                field[4],
                field[5],
                optional(field[6]),
                optional(field[7]));
    }

    private static SourcePackage sourcePackage(String[] field) {
        return new SourcePackage(
                field[1],
                field[2],
                field[3],
                field[4],
                Dispatch.of(field[5]),
                field[6].isEmpty() ? null : field[6].equals("yes"),
                List.of());
    }

    private static SourcePackage.Build build(String[] field) {
        return new SourcePackage.Build(
                field[2],
                field[3],
                Long.parseLong(field[4]),
                Integer.parseInt(field[5]),
                Integer.parseInt(field[6]),
                Double.parseDouble(field[7]),
                field[8].isEmpty() ? null : field[8].equals("yes"),
                field[9].isEmpty() ? null : Long.valueOf(field[9]));
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

    private static List<String> words(String field) {
        return field.isBlank() ? List.of() : List.of(field.trim().split(" +", -1));
    }

    /**
     * Those about some workloads and variants only, for a folder that holds no others: of sets what is left of them, where
     * that still compares something with their baseline.
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
}
