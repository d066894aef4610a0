// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facts that stand beside every table, in a line each. */
final class Headline {
    private Headline() {}

    static String host(Host host) {
        return Stream.of(
                        host.cpu().brand(),
                        "x86-64-v" + host.cpu().level(),
                        machine(host.platform()),
                        rented(host.platform().cloud()),
                        host.cpu().cpusAvailable() == null ? null : host.cpu().cpusAvailable() + " CPUs",
                        host.software().os(),
                        host.software().kernel() == null
                                ? null
                                : "Linux " + host.software().kernel())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String machine(Host.Platform platform) {
        if (Boolean.TRUE.equals(platform.emulated())) {
            return "emulated (no time means anything)";
        }
        return platform.hypervisor() == null ? null : "virtual machine";
    }

    private static @Nullable String rented(Host.@Nullable Cloud cloud) {
        return cloud == null ? null : cloud.line();
    }

    /** What compiled the variants: once where it is the same for all, else for each of them. */
    static String toolchain(Run run) {
        List<String> versions =
                run.variants().stream().map(Variant::compilerVersion).distinct().toList();
        return versions.size() == 1
                ? versions.get(0)
                : run.variants().stream()
                        .map(variant -> variant.name() + " by " + variant.compilerVersion())
                        .collect(Collectors.joining(", "));
    }

    /** The flags that the compiler here did not take, a line for each variant that has some. */
    static List<String> leftOut(Run run) {
        return run.variants().stream()
                .filter(variant -> variant.leftOut() != null)
                .map(variant -> variant.name() + " was built without " + variant.leftOut()
                        + ", which the compiler on this host does not take")
                .toList();
    }

    /** What was asked for. */
    static String run(Run run) {
        return "profile " + run.settings().profile() + ", size "
                + run.settings().size() + ", " + run.settings().forks() + " forks a row, seed "
                + run.settings().seed() + ", run " + run.id();
    }

    static String failure(Run.Failure failure) {
        return failure.workload() + (failure.variant() == null ? "" : ", " + failure.variant()) + ": "
                + failure.reason();
    }
}
