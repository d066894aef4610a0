// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.host.Doctor;
import dev.marchmark.host.Finding;
import dev.marchmark.nativelib.CallCost;
import dev.marchmark.nativelib.Cpu;
import dev.marchmark.nativelib.Shim;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code marchmark doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what on this host disturbs measurements.",
            "Says what the host is, and how to mend what disturbs. Changes nothing."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        NativeBuild build = Home.nativeBuild();
        build.describe();
        Cpu cpu = Shim.load(build.output());
        PrintWriter out = spec.commandLine().getOut();
        int warnings = 0;
        for (Finding finding : Doctor.examine(cpu)) {
            print(out, finding.severity(), finding.topic(), finding.value());
            if (finding.advice() != null) {
                out.println("          " + finding.advice());
            }
            warnings += finding.severity() == Finding.Severity.WARN ? 1 : 0;
        }
        CallCost cost = CallCost.measure();
        print(out, Finding.Severity.OK, "Java to block", Math.round(cost.blockNanos()) + " ns, outside the slices");
        print(
                out,
                Finding.Severity.OK,
                "call in a slice",
                String.format(Locale.ROOT, "%.2f ns beside the code called", cost.callNanos()));
        print(
                out,
                Finding.Severity.OK,
                "dirty upper halves",
                cost.dirtyUpperRatio() == 0
                        ? "none, without AVX"
                        : String.format(
                                Locale.ROOT,
                                "make legacy SSE code %.2f times slower; cleared before each slice",
                                cost.dirtyUpperRatio()));
        out.println();
        out.println(warnings == 0 ? "nothing here disturbs measurements" : warnings + " to look at (WARN)");
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Finding.Severity severity, String topic, String value) {
        out.println(String.format(Locale.ROOT, "%-5s %-22s %s", severity, topic, value));
    }
}
