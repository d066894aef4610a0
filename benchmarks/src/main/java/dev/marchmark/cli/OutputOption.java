// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.store.TextFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's text goes, for those that print one. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of printing.")
    private @Nullable Path output;

    /** Prints, or writes the file in one step. */
    void write(PrintWriter out, String text) {
        if (output == null) {
            out.print(text);
            out.flush();
        } else {
            TextFile.write(output, text);
        }
    }
}
