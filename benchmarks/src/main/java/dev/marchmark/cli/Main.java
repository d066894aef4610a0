// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.BuildException;
import dev.marchmark.bundle.BundleException;
import dev.marchmark.model.UnknownNameException;
import dev.marchmark.nativelib.NativeException;
import dev.marchmark.run.RunException;
import dev.marchmark.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code marchmark}. */
@Command(
        name = "marchmark",
        description = {
            "Measures what compiling for x86-64-v3 instead of x86-64-v2 gains on this host:",
            "the same source built both ways, run in turns of fractions of a millisecond,",
            "compared with intervals that hold.",
            ""
        },
        footer = {
            "",
            "Start with 'marchmark run': a few minutes later it prints a table.",
            "'marchmark COMMAND --help' explains a command.",
            "",
            "Exit codes: 0 fine; 1 some of it failed, the rest was done; 2 wrong",
            "command line; 3 nothing of it can be measured on this host; 4 none of it can be",
            "built; 5 a result can't be read or written; 69 something must be installed first;",
            "70 a fault of marchmark's own; 130 ended by Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        version = Version.TEXT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            CalibrateCommand.class,
            InstancesCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            PublishCommand.class,
            ReproduceCommand.class,
            AuditCommand.class,
            ScanCommand.class,
            CountCommand.class,
            PackagesCommand.class,
            BundleCommand.class
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Without a command: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        int code;
        try {
            code = commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "marchmark: Java ran out of memory; JAVA_TOOL_OPTIONS=-Xmx8g in the environment gives it 8 GiB");
            code = ExitCode.HOST;
        }
        System.exit(code);
    }

    static CommandLine commandLine() {
        return NumberArgument.readBy(new CommandLine(new Main()))
                .setUsageHelpWidth(84)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::explain);
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        int code = code(e);
        if (code == ExitCode.INTERNAL) {
            e.printStackTrace(command.getErr());
            command.getErr()
                    .println("marchmark: this is a fault of marchmark's own; please report it with the lines above");
        } else {
            command.getErr().println("marchmark: " + e.getMessage());
        }
        return code;
    }

    private static int code(Exception e) {
        if (e instanceof UnknownNameException || e instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (e instanceof NativeException || e instanceof RunException || e instanceof HostException) {
            return ExitCode.HOST;
        }
        if (e instanceof BuildException || e instanceof BundleException) {
            return ExitCode.BUILD;
        }
        return e instanceof StoreException ? ExitCode.STORE : ExitCode.INTERNAL;
    }

    private static int explain(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("marchmark: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr()
                .println("'marchmark" + (command.getParent() == null ? "" : " " + command.getCommandName())
                        + " --help' explains what there is");
        return ExitCode.USAGE;
    }
}
