// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.GlibcVersion;
import dev.marchmark.build.JavaRuntime;
import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.Revision;
import dev.marchmark.bundle.Bundle;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.run.LevelProof;
import dev.marchmark.run.MachineCode;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Preparation;
import dev.marchmark.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark bundle}. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs what is built, for hosts that build nothing.",
            "One archive, in which scripts/marchmark runs with a JRE (17 or newer) alone: no",
            "compiler, no network, no root. Builds what is missing of it first.",
            ""
        })
final class BundleCommand implements Callable<Integer> {
    @Mixin
    private WorkloadChoice selected = new WorkloadChoice();

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            paramLabel = "NAME",
            description = "Which variants go in, instead of --vary.")
    private List<String> variants = List.of();

    @Option(
            names = "--vary",
            split = ",",
            paramLabel = "SET",
            defaultValue = "kernels,level,optimisation,packages",
            description = "The variants of these sets, as 'list' shows them. Default: ${DEFAULT-VALUE}.")
    private List<String> sets = List.of();

    @Option(
            names = "--glibc",
            paramLabel = "VERSION",
            defaultValue = "2.31",
            description = "The oldest C library that it must run with; what needs a newer one is left out, and said."
                    + " Default: ${DEFAULT-VALUE}, that of Debian 11.")
    private String glibc = "";

    @Option(
            names = "--with-jre",
            description = "With a Java runtime of the JDK that runs this, for hosts that have none.")
    private boolean withJre;

    @Option(
            names = "--with-copyleft",
            description = "Also packages whose licence asks for their source, with that, its patches and a notice of"
                    + " what is modified.")
    private boolean withCopyleft;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The archive. Default: marchmark-" + Version.NUMBER + ".tar.gz in the current folder.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Home.requireSources("bundle");
        if (!variants.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--vary")) {
            throw new UsageException("--vary names the variants itself: leave out --variants");
        }
        GlibcVersion oldest = GlibcVersion.of(glibc)
                .orElseThrow(() -> new UsageException("--glibc takes a version, such as 2.31, not '" + glibc + "'"));
        Path file = output == null ? Path.of("marchmark-" + Version.NUMBER + ".tar.gz") : output;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new StoreException("can't write " + file + ": it is a folder, or its folder can't be written");
        }
        KnownNames names = Home.names();
        selected.check(names, variants);
        names.requireSets(sets);
        return MachineLock.hold(() -> bundle(file, oldest));
    }

    private int bundle(Path file, GlibcVersion oldest) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild(progress);
        Manifest described = build.describe();
        List<Variant> chosen = chosen(described, progress);
        List<String> asked = selected.chosenByAny(described, chosen, progress::say);
        Preparation.withoutReference(described, asked)
                .forEach(broken -> progress.say(broken.workload() + " is left out: " + broken.reason()));
        List<String> possible = NativeBuild.possible(described, asked);
        Manifest built =
                build.buildPossible(possible, chosen.stream().map(Variant::name).toList());
        Shim.load(build.output()); // which leaves JNA's own library beside it
        Bundle bundle = new Bundle(Home.folder(), built, withCopyleft);
        Set<String> workloads = allowed(bundle, possible, chosen, oldest, progress);
        MachineCode code = LevelProof.audit(build.output(), built, List.copyOf(workloads), chosen, progress)
                .orElseThrow(() ->
                        new HostException("a bundle takes along what objdump tells of the code: install binutils"));
        print(file, write(bundle, file, workloads, chosen, code, progress), workloads.size(), chosen);
        return ExitCode.OK;
    }

    /** In the manifest's order, those that can be built here. */
    private List<Variant> chosen(Manifest described, ConsoleProgress progress) {
        Set<String> names = new LinkedHashSet<>(variants);
        if (variants.isEmpty()) {
            sets.forEach(set -> described.set(set).forEach(names::addAll));
        }
        names.forEach(described::variant);
        List<Variant> chosen = new ArrayList<>();
        for (Variant variant : described.variants()) {
            if (names.contains(variant.name())) {
                if (variant.unavailable() == null) {
                    chosen.add(variant);
                } else {
                    progress.say(variant.name() + " is left out: " + variant.unavailable());
                }
            }
        }
        return chosen;
    }

    /** Those of the workloads that may be passed on, and that the oldest system can load. */
    private static Set<String> allowed(
            Bundle bundle, List<String> possible, List<Variant> chosen, GlibcVersion oldest, ConsoleProgress progress) {
        GlibcVersion instrument = bundle.glibcOfInstrument();
        if (instrument.compareTo(oldest) > 0) {
            throw new UsageException("what measures was built on this host to need glibc " + instrument
                    + ": --glibc must be that or above, or build on an older system");
        }
        Set<String> workloads = new TreeSet<>(possible);
        for (String workload : possible) {
            bundle.obstacle(workload).ifPresent(reason -> {
                progress.say(workload + " is left out: " + reason);
                workloads.remove(workload);
            });
        }
        SortedMap<String, GlibcVersion> above = bundle.above(oldest, workloads, chosen);
        above.forEach((workload, needed) -> progress.say(
                workload + " is left out: it needs glibc " + needed + "; --glibc " + needed + " takes it along"));
        workloads.removeAll(above.keySet());
        if (workloads.isEmpty()) {
            throw new HostException("nothing is left to bundle");
        }
        return workloads;
    }

    private long write(
            Bundle bundle,
            Path file,
            Set<String> workloads,
            List<Variant> chosen,
            MachineCode code,
            ConsoleProgress progress) {
        Path scratch = null;
        try {
            Optional<Path> jre = Optional.empty();
            if (withJre) {
                progress.say("linking a Java runtime ...");
                scratch = Files.createTempDirectory("marchmark-jre");
                jre = Optional.of(scratch.resolve("jre"));
                JavaRuntime.link(Home.jar(), scratch.resolve("jre"));
            }
            progress.say("packing ...");
            return bundle.write(
                    file,
                    new Bundle.Choice(
                            Version.NUMBER, Revision.of(Home.folder()), workloads, chosen, code.bundled(), jre));
        } catch (IOException e) {
            throw new StoreException("can't write " + file + ": " + e.getMessage());
        } finally {
            if (scratch != null) {
                delete(scratch);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Path file, long bytes, int workloads, List<Variant> chosen) {
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %.1f MB, %s, %d variants",
                        file,
                        bytes / 1e6,
                        WorkloadChoice.count(workloads),
                        chosen.size()));
        spec.commandLine().getOut().flush();
    }
}
