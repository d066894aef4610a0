// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Run;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.report.ShellWord;
import dev.marchmark.store.RunFolder;
import java.io.PrintWriter;
import java.util.List;

/** What a run leaves and prints when it ends. */
final class RunOutput {
    private RunOutput() {}

    /** Writes a run and the tables beside it. */
    static void store(Run run, RunFolder folder) {
        folder.write(run);
        writeTables(run, folder);
    }

    /** Its tables, in its folder. */
    static void writeTables(Run run, RunFolder folder) {
        folder.writeFile(RunFolder.MARKDOWN, MarkdownReport.of(run));
        folder.writeFile(RunFolder.CSV, CsvReport.of(List.of(run)));
    }

    /** Its tables, where they are stored, and how to go on. */
    static void print(PrintWriter out, Run run, RunFolder folder) {
        out.println();
        out.print(ConsoleReport.of(run));
        out.println("\nstored in " + folder.path());
        if (run.status() == Run.Status.INTERRUPTED) {
            out.println("not all forks were measured; 'marchmark run --resume "
                    + ShellWord.of(folder.path().toString()) + "' goes on");
        }
        out.flush();
    }

    /** What the process of a run ends with that has come to its end. */
    static int exitCode(Run run, boolean stopped) {
        if (stopped) {
            return ExitCode.INTERRUPTED;
        }
        return run.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
