// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code marchmark packages}. */
@Command(
        name = "packages",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Builds the distribution's packages at each level, and lists them.",
            "What is built is measured by 'marchmark run -w packages/**'.",
            ""
        },
        subcommands = {PackagesBuildCommand.class, PackagesListCommand.class})
final class PackagesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "what about packages? 'build' builds them, 'list' says which are built");
    }
}
