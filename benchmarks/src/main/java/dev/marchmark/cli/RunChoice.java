// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which variants {@code run} compares, and at which sizes, as its options say.
 *
 * @param build the output folder of the native build
 * @param described what could be built
 */
record RunChoice(Path build, Manifest described, WorkloadChoice selected, RunOptions options) {
    /** Those of each run, the baseline first. */
    List<List<Variant>> variants() {
        return names().stream()
                .map(run -> run.stream().map(described::variant).toList())
                .toList();
    }

    private List<List<String>> names() {
        if (options.variants != null && options.vary == null) {
            return List.of(options.variants);
        }
        return described.set(options.vary == null ? selected.kind(described.ids()) : options.vary);
    }

    /**
     * Of each run's variants those that this host can build and run, where two or more are left.
     *
     * @param say takes why others are left out
     * @throws HostException where nothing is left
     */
    List<List<Variant>> runnable(Cpu cpu, Consumer<String> say) {
        List<List<Variant>> runs = variants().stream()
                .map(run -> Selection.runnable(run, cpu, say))
                .filter(run -> run.size() >= 2)
                .toList();
        if (runs.isEmpty()) {
            throw new HostException(
                    "nothing is left to compare: 'marchmark list' shows which variants this host can run");
        }
        return runs;
    }

    /**
     * Those of the sizes that any of the workloads offers.
     *
     * @throws UsageException where there is none
     */
    List<Size> offered(List<String> workloads, List<Size> sizes) {
        List<Size> offered = sizes.stream()
                .filter(size -> !offering(workloads, size).isEmpty())
                .toList();
        if (offered.isEmpty()) {
            throw new UsageException("none of these workloads offers size " + options.size);
        }
        return offered;
    }

    /** Those of the workloads that offer that size. */
    List<String> offering(List<String> workloads, Size size) {
        return Preparation.offering(build, described, workloads, size);
    }
}
