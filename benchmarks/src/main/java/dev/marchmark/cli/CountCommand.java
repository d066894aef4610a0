// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import dev.marchmark.report.CountReport;
import dev.marchmark.run.InstructionCounter;
import dev.marchmark.run.MachineLock;
import dev.marchmark.run.Selection;
import dev.marchmark.store.CountsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marchmark count}. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts the instructions that variants execute.",
            "By valgrind, which must be installed: the same numbers on every start, however",
            "busy the host. Not for x86-64-v4, which valgrind does not emulate.",
            ""
        })
final class CountCommand implements Callable<Integer> {
    /** How to print it. */
    enum As {
        console,
        json
    }

    @Option(
            names = {"-w", "--workloads"},
            split = ",",
            paramLabel = "GLOB",
            description = "Workloads by id, as in 'run'. Default: all.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = {"-v", "--variants"},
            split = ",",
            defaultValue = "v2-O2,v3-O2",
            paramLabel = "NAME",
            description = "The baseline first. Default: ${DEFAULT-VALUE}.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = {"-s", "--size"},
            defaultValue = "small",
            description = "As in 'run'. Default: ${DEFAULT-VALUE}.")
    private String size = "";

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Size asked = Size.of(size);
        String counter = InstructionCounter.version()
                .orElseThrow(
                        () -> new HostException("valgrind, which counts instructions, is missing or does not start:"
                                + " install the package valgrind; 'marchmark run' needs none"));
        MachineLock lock = MachineLock.take();
        try {
            return count(asked, counter);
        } finally {
            MachineLock.release(lock);
        }
    }

    private int count(Size asked, String counter) {
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        NativeBuild build = Home.nativeBuild();
        progress.say("building what is missing ...");
        Manifest described = build.describe();
        Cpu cpu = Shim.load(build.output());
        List<String> selected = Selection.workloads(described, workloads);
        List<Variant> countable = new ArrayList<>();
        for (String name : variants.stream().distinct().toList()) {
            Variant variant = described.variant(name);
            if (variant.level() > InstructionCounter.HIGHEST_LEVEL) {
                progress.say(name + " is left out: valgrind does not emulate x86-64-v" + variant.level());
            } else {
                Selection.refusal(variant, cpu).ifPresentOrElse(progress::say, () -> countable.add(variant));
            }
        }
        if (countable.isEmpty()) {
            throw new HostException("none of these variants can be counted here; 'marchmark list' shows all");
        }
        Manifest manifest =
                build.build(selected, countable.stream().map(Variant::name).toList());
        InstructionCounts counts =
                new InstructionCounter(build.output(), manifest, asked, progress).count(counter, selected, countable);
        print(
                switch (as) {
                    case console -> CountReport.console(counts);
                    case json -> CountsJson.of(counts);
                });
        return counts.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private void print(String text) {
        output.write(spec.commandLine().getOut(), text);
    }
}
