// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.model.Workload;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.ReferenceLibrary;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.run.Preparation;
import dev.marchmark.run.Selection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the workloads and variants.",
            "Says which variants this host can run, and why not the others."
        })
final class ListCommand implements Callable<Integer> {
    private static final int COLUMNS = 100;
    private static final int GAPS = 4; // before a name and after it
    private static final String CUT = "...";

    @Option(names = "--flags", description = "All flags of each variant, however long.")
    private boolean allFlags;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        NativeBuild build = Home.nativeBuild();
        Manifest manifest = build.describe();
        Cpu cpu = Shim.load(build.output());
        PrintWriter out = spec.commandLine().getOut();
        workloads(out, build, manifest);
        out.println();
        variants(out, manifest, cpu);
        out.println();
        sets(out, manifest);
        out.flush();
        return ExitCode.OK;
    }

    private static void workloads(PrintWriter out, NativeBuild build, Manifest manifest) {
        int width = width(manifest.workloads().stream().map(Workload::id));
        out.println("workloads:");
        for (Workload workload : manifest.workloads()) {
            out.println(line(workload.id(), width, described(workload, build)));
        }
        for (Run.Failure broken : Preparation.withoutReference(manifest, manifest.ids())) {
            out.println(line(broken.workload(), width, "can't be built: " + broken.reason()));
        }
    }

    private static String described(Workload workload, NativeBuild build) {
        if (workload.unavailable() != null) {
            return workload.unavailable();
        }
        try (ReferenceLibrary reference = ReferenceLibrary.open(build.output().resolve(workload.reference()))) {
            String left = Size.NAMED.stream()
                    .filter(size -> reference.shape(size).isEmpty())
                    .map(Size::label)
                    .collect(Collectors.joining(", "));
            return reference.summary() + (left.isEmpty() ? "" : " (not " + left + ")");
        }
    }

    private void variants(PrintWriter out, Manifest manifest, Cpu cpu) {
        int width = width(manifest.variants().stream().map(Variant::name));
        int room = COLUMNS - GAPS - width;
        boolean cut = false;
        out.println("variants (this host supports x86-64-v" + cpu.level() + "):");
        for (Variant variant : manifest.variants()) {
            String without = variant.leftOut() == null ? "" : " (left out: " + variant.leftOut() + ")";
            String flags = variant.compiler() + " " + variant.flags() + without;
            Optional<String> refusal = Selection.refusal(variant, cpu);
            boolean tooLong = !allFlags && refusal.isEmpty() && flags.length() > room;
            cut |= tooLong;
            out.println(line(
                    variant.name(),
                    width,
                    refusal.map(reason -> "can't run here: " + reason.replaceFirst("^\\S+ is left out: ", ""))
                            .orElse(tooLong ? flags.substring(0, room - CUT.length()) + CUT : flags)));
        }
        if (cut) {
            out.println();
            out.println("all flags, where " + CUT + " stands for more: marchmark list --flags");
        }
    }

    private static void sets(PrintWriter out, Manifest manifest) {
        int width = width(manifest.sets().keySet().stream());
        out.println("sets (run --vary):");
        for (String set : manifest.sets().keySet()) {
            for (List<String> run : manifest.set(set)) {
                out.println(line(set, width, String.join(" ", run)));
            }
        }
    }

    private static int width(Stream<String> names) {
        return names.mapToInt(String::length).max().orElse(0);
    }

    private static String line(String name, int width, String what) {
        return "  " + name + " ".repeat(Math.max(0, width - name.length())) + "  " + what;
    }
}
