// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what a run differs from another one, or from the host that it is to go on or be repeated on: words, one item each. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /** All but results, of a run and of what would measure it again. */
    static List<String> of(Run then, Host host, List<Variant> variants, List<Run.LibraryFacts> libraries) {
        List<String> all = new ArrayList<>(ofMachine(then.host(), host));
        all.addAll(ofSystem(then.host(), host));
        all.addAll(ofVariants(then.variants(), variants));
        Set<String> both = libraries.stream().map(Differences::row).collect(Collectors.toSet());
        List<Run.LibraryFacts> measured = then.libraries().stream()
                .filter(library -> both.contains(row(library)))
                .toList();
        List<String> other = ofLibraries(measured, libraries);
        if (!other.isEmpty()) {
            all.add("machine code, of " + other.size() + " of " + measured.size() + " libraries: first "
                    + other.get(0));
        }
        return all;
    }

    /** All but results, of two runs. */
    static List<String> of(Run then, Run now) {
        List<String> all = new ArrayList<>(of(then, now.host(), now.variants(), now.libraries()));
        all.addAll(ofSettings(then.settings(), now.settings()));
        return all;
    }

    /** Without which nothing of a run is the same: CPU and kernel. */
    static List<String> ofMachine(Host then, Host now) {
        Differences differences = new Differences();
        differences.add("CPU", then.cpu().brand(), now.cpu().brand());
        differences.add("CPU model", then.cpu().model(), now.cpu().model());
        differences.add("microcode", then.cpu().microcode(), now.cpu().microcode());
        differences.add("x86-64 level", then.cpu().level(), now.cpu().level());
        differences.add("kernel", then.software().kernel(), now.software().kernel());
        return differences.found;
    }

    private static List<String> ofSystem(Host then, Host now) {
        Differences differences = new Differences();
        differences.add("stepping", then.cpu().stepping(), now.cpu().stepping());
        differences.add("CPUs", then.cpu().cpusAvailable(), now.cpu().cpusAvailable());
        differences.add("threads a core", then.cpu().threadsPerCore(), now.cpu().threadsPerCore());
        differences.add(
                "hypervisor", then.platform().hypervisor(), now.platform().hypervisor());
        differences.add(
                "rented as",
                rented(then.platform().cloud()),
                rented(now.platform().cloud()));
        differences.add("container", then.platform().container(), now.platform().container());
        differences.add(
                "memory, GiB", then.platform().memoryGib(), now.platform().memoryGib());
        differences.add(
                "quota of CPUs", then.platform().cpuQuota(), now.platform().cpuQuota());
        differences.add("governor", then.settings().governor(), now.settings().governor());
        differences.add("turbo", then.settings().turbo(), now.settings().turbo());
        differences.add(
                "clock source", then.settings().clockSource(), now.settings().clockSource());
        differences.add(
                "huge pages", then.settings().hugePages(), now.settings().hugePages());
        differences.add("ASLR", then.settings().aslr(), now.settings().aslr());
        differences.add("system", then.software().os(), now.software().os());
        differences.add("glibc", then.software().glibc(), now.software().glibc());
        differences.add("JVM", then.software().jvmVersion(), now.software().jvmVersion());
        return differences.found;
    }

    private static @Nullable String rented(Host.@Nullable Cloud cloud) {
        return cloud == null ? null : cloud.line();
    }

    private static List<String> ofVariants(List<Variant> then, List<Variant> now) {
        Differences differences = new Differences();
        for (Variant before : then) {
            Variant after = now.stream()
                    .filter(variant -> variant.name().equals(before.name()))
                    .findFirst()
                    .orElse(null);
            if (after == null) {
                differences.found.add("variant " + before.name() + " (not measured now)");
                continue;
            }
            differences.add("compiler of " + before.name(), before.compilerVersion(), after.compilerVersion());
            differences.add("flags of " + before.name(), before.flags(), after.flags());
        }
        return differences.found;
    }

    /** The libraries of a run whose file is not the same now, or not there. */
    static List<String> ofLibraries(List<Run.LibraryFacts> then, List<Run.LibraryFacts> now) {
        Map<String, String> hashes = new HashMap<>();
        now.forEach(library -> hashes.put(name(library), library.sha256()));
        return then.stream()
                .filter(library -> !library.sha256().equals(hashes.get(name(library))))
                .map(Differences::name)
                .toList();
    }

    private static String row(Run.LibraryFacts library) {
        return library.workload() + ", " + library.variant();
    }

    private static String name(Run.LibraryFacts library) {
        return "the library of " + row(library) + ", layout " + library.layout();
    }

    private static List<String> ofSettings(Settings then, Settings now) {
        Differences differences = new Differences();
        differences.add("profile", then.profile(), now.profile());
        differences.add("forks a row", then.forks(), now.forks());
        differences.add("warm-up, ms", then.warmUpMillis(), now.warmUpMillis());
        differences.add("measured, ms a fork", then.measuredMillis(), now.measuredMillis());
        differences.add("cells", then.cells(), now.cells());
        differences.add("margin, %", then.marginPercent(), now.marginPercent());
        differences.add("target", then.target(), now.target());
        differences.add("seed", then.seed(), now.seed());
        return differences.found;
    }

    private void add(String what, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            found.add(what + " (" + then + " then, " + now + " now)");
        }
    }
}
