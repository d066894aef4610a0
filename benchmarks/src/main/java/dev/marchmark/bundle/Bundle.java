// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import dev.marchmark.audit.GlibcVersion;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.ManifestLines;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An archive that holds what was built, laid out as the project is: {@code scripts/marchmark} in it works as it does there, and
 * a file {@value #FACTS} at its top says that it builds nothing, and what it needs.
 */
public final class Bundle {
    /** The file by which the launcher tells a bundle; lines {@code key=value}. */
    public static final String FACTS = "BUNDLE";

    private static final List<String> PROJECT_FILES = List.of(
            "LICENSE",
            "THIRD-PARTY.md",
            "scripts/marchmark",
            "scripts/lib/prerequisites.sh",
            "benchmarks/target/benchmarks.jar");
    private static final String BUILD = "native/build/";
    private static final String MANIFEST = "manifest.tsv";
    private static final String JRE = "jre";
    /** What measures, whatever is measured. */
    private static final List<String> INSTRUMENT = List.of("libshim.so", "jna/libjnidispatch.so");

    private final Path home;
    private final Manifest manifest;
    private final Licences licences;
    private final GlibcNeeds glibc;

    /**
     * What one bundle is.
     *
     * @param version of marchmark
     * @param commit of its sources
     * @param workloads that are in it, built
     * @param variants that they are in it as
     * @param audits of their machine code, by their paths below the build folder
     * @param jre a Java runtime to take along, or empty
     */
    public record Choice(
            String version,
            String commit,
            Set<String> workloads,
            List<Variant> variants,
            Map<String, String> audits,
            Optional<Path> jre) {}

    /**
     * @param home the project's folder
     * @param manifest of what is built there
     * @param withCopyleft takes packages along whose licence asks for their source, with that
     */
    public Bundle(Path home, Manifest manifest, boolean withCopyleft) {
        this.home = home;
        this.manifest = manifest;
        this.licences = new Licences(home.resolve("native"), manifest, withCopyleft);
        this.glibc = new GlibcNeeds(home.resolve(BUILD));
    }

    /** Why a workload can't be passed on; empty where its licences let it. */
    public Optional<String> obstacle(String workload) {
        return licences.obstacle(workload);
    }

    /** The least C library that a workload's files, as these variants, can be loaded with. */
    private GlibcVersion glibc(String workload, List<Variant> variants) {
        return glibc.of(files(workload, variants));
    }

    /** The same of what measures. */
    public GlibcVersion glibcOfInstrument() {
        return glibc.of(INSTRUMENT);
    }

    /** Those of the workloads that need a later C library than this one, with what they need. */
    public SortedMap<String, GlibcVersion> above(GlibcVersion most, Set<String> workloads, List<Variant> variants) {
        SortedMap<String, GlibcVersion> above = new TreeMap<>();
        for (String workload : workloads) {
            GlibcVersion needed = glibc(workload, variants);
            if (needed.compareTo(most) > 0) {
                above.put(workload, needed);
            }
        }
        return above;
    }

    private List<String> files(String workload, List<Variant> variants) {
        List<String> files = new ArrayList<>();
        manifest.workloads().stream()
                .filter(each -> each.id().equals(workload) && each.unavailable() == null)
                .map(Workload::reference)
                .forEach(files::add);
        for (Variant variant : variants) {
            manifest.libraries(workload, variant.name()).stream()
                    .map(Library::path)
                    .forEach(files::add);
        }
        return files;
    }

    /**
     * Writes the archive.
     *
     * @return its size in bytes
     * @throws IOException where it can't be written
     */
    public long write(Path file, Choice choice) throws IOException {
        Contents contents = new Contents();
        PROJECT_FILES.forEach(name -> contents.add(name, home.resolve(name)));
        INSTRUMENT.forEach(name -> contents.add(BUILD + name, home.resolve(BUILD + name)));
        for (String workload : choice.workloads()) {
            files(workload, choice.variants()).forEach(name -> contents.add(BUILD + name, home.resolve(BUILD + name)));
        }
        Set<String> names = choice.variants().stream().map(Variant::name).collect(Collectors.toSet());
        List<String> lines = Files.readAllLines(home.resolve(BUILD + MANIFEST));
        contents.add(
                BUILD + MANIFEST, String.join("\n", ManifestLines.reduced(lines, choice.workloads(), names)) + "\n");
        choice.audits().forEach((name, text) -> contents.add(BUILD + name, text));
        licences.addTo(contents, choice.workloads(), choice.variants());
        choice.jre().ifPresent(folder -> contents.addAll(JRE, folder));
        contents.add(FACTS, facts(choice));
        Archive.write(file, "marchmark-" + choice.version(), contents);
        return Files.size(file);
    }

    private String facts(Choice choice) {
        GlibcVersion least = choice.workloads().stream()
                .map(workload -> glibc(workload, choice.variants()))
                .reduce(glibcOfInstrument(), GlibcVersion::max);
        List<String> lines = new ArrayList<>(List.of(
                "# marchmark, built: 'scripts/marchmark run' beside this file measures. Needs Linux on x86-64, the C library"
                        + " and",
                "# the Java below, or newer; no compiler, no network, no root. 'sha256sum -c " + Archive.SUMS
                        + "' checks all files.",
                "version=" + choice.version(),
                "commit=" + choice.commit(),
                "glibc=" + least,
                "java=17",
                "variants=" + choice.variants().stream().map(Variant::name).collect(Collectors.joining(" ")),
                "workloads=" + choice.workloads().size()));
        choice.jre().ifPresent(folder -> lines.add("jre_glibc=" + glibc.ofAll(folder)));
        return String.join("\n", lines) + "\n";
    }
}
