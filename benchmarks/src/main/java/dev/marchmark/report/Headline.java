// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Host;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
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

    static String compilers(Run run) {
        return run.variants().stream().map(Variant::compilerVersion).distinct().collect(Collectors.joining(" and "));
    }

    static String failure(Run.Failure failure) {
        return failure.workload() + (failure.variant() == null ? "" : ", " + failure.variant()) + ": "
                + failure.reason();
    }
}
