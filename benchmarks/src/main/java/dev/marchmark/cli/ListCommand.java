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
        int width = manifest.workloads().stream()
                .mapToInt(workload -> workload.id().length())
                .max()
                .orElse(0);
        out.println("workloads:");
        for (Workload workload : manifest.workloads()) {
            if (workload.unavailable() != null) {
                out.println("  " + pad(workload.id(), width) + "  " + workload.unavailable());
                continue;
            }
            try (ReferenceLibrary reference =
                    ReferenceLibrary.open(build.output().resolve(workload.reference()))) {
                String left = Size.NAMED.stream()
                        .filter(size -> reference.shape(size).isEmpty())
                        .map(Size::label)
                        .collect(Collectors.joining(", "));
                out.println("  " + pad(workload.id(), width) + "  " + reference.summary()
                        + (left.isEmpty() ? "" : " (not " + left + ")"));
            }
        }
        for (Run.Failure broken : Preparation.withoutReference(manifest, manifest.ids())) {
            out.println("  " + pad(broken.workload(), width) + "  can't be built: " + broken.reason());
        }
        out.println();
        out.println("variants (this host supports x86-64-v" + cpu.level() + "):");
        width = manifest.variants().stream()
                .mapToInt(variant -> variant.name().length())
                .max()
                .orElse(0);
        int room = COLUMNS - GAPS - width;
        boolean cut = false;
        for (Variant variant : manifest.variants()) {
            String without = variant.leftOut() == null ? "" : " (left out: " + variant.leftOut() + ")";
            String flags = variant.compiler() + " " + variant.flags() + without;
            Optional<String> refusal = Selection.refusal(variant, cpu);
            boolean tooLong = !allFlags && refusal.isEmpty() && flags.length() > room;
            cut |= tooLong;
            out.println("  " + pad(variant.name(), width) + "  "
                    + refusal.map(reason -> "can't run here: " + reason.replaceFirst("^\\S+ is left out: ", ""))
                            .orElse(tooLong ? flags.substring(0, room - CUT.length()) + CUT : flags));
        }
        out.println();
        if (cut) {
            out.println("all flags, where " + CUT + " stands for more: marchmark list --flags");
            out.println();
        }
        out.println("sets (run --vary):");
        width = manifest.sets().keySet().stream().mapToInt(String::length).max().orElse(0);
        for (String set : manifest.sets().keySet()) {
            for (List<String> run : manifest.set(set)) {
                out.println("  " + pad(set, width) + "  " + String.join(" ", run));
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
