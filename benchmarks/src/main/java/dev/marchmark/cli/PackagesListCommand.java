// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.PackageBuild;
import dev.marchmark.model.Manifest;
import dev.marchmark.report.PackagesReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code marchmark packages list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"Lists the packages, what is built of them and how faithfully.", ""})
final class PackagesListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Manifest manifest = Home.nativeBuild().describe();
        PrintWriter out = spec.commandLine().getOut();
        out.print(PackagesReport.of(manifest.packages()));
        if (manifest.packages().stream().anyMatch(each -> !each.builds().isEmpty())) {
            out.println("\nkept in " + PackageBuild.cache()
                    + "; 'marchmark run -w packages/**' measures what is built at all three levels");
        }
        out.flush();
        return ExitCode.OK;
    }
}
