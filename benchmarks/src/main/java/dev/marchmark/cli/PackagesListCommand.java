// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Manifest;
import dev.marchmark.report.PackagesReport;
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
        spec.commandLine().getOut().print(PackagesReport.of(manifest.packages()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
