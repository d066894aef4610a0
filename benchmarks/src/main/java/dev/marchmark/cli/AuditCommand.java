// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.Audits;
import dev.marchmark.model.Audit;
import dev.marchmark.model.Audit.Failure;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.FileAudit;
import dev.marchmark.report.AuditReport;
import dev.marchmark.report.ComparisonReport;
import dev.marchmark.run.StopRequest;
import dev.marchmark.store.AuditJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says which functions of libraries need which level.",
            "Takes shared libraries, executables, object files, static libraries, .deb and .rpm",
            "packages, and folders with any of these. Decodes their code with objdump and",
            "executes nothing of it.",
            ""
        })
final class AuditCommand implements Callable<Integer> {
    /** How to print it. */
    enum As {
        console,
        markdown,
        json
    }

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "What to audit.")
    private List<Path> paths = List.of();

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Option(
            names = "--against",
            paramLabel = "BASELINE",
            description = "What becomes of the functions of this file in FILE, another build of the same source: one"
                    + " library, executable or object file each, not stripped, as names tell which is which.")
    private @Nullable Path against;

    @Option(
            names = "--functions",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many functions of a file to print; JSON has all. Default: ${DEFAULT-VALUE}.")
    private int functions;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (functions < 0) {
            throw new UsageException("--functions takes 0 or more");
        }
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException(path + " does not exist");
            }
        }
        ScanCommand.requireObjdump();
        StopRequest stop = new StopRequest();
        try {
            return against == null ? Interruption.guard(stop, () -> audit(stop)) : compare(against);
        } catch (OutOfMemoryError e) {
            spec.commandLine()
                    .getErr()
                    .println("marchmark: that many functions take more memory than Java has: audit fewer files at once,"
                            + " or not --as json, which holds all of them");
            return ExitCode.SOME_FAILED;
        }
    }

    /** Ctrl-C ends it with what is there. */
    private int audit(StopRequest stop) {
        AuditReport report = as == As.markdown ? AuditReport.markdown(functions) : AuditReport.console(functions);
        List<FileAudit> files = new ArrayList<>();
        AuditProgress progress = new AuditProgress(spec.commandLine().getErr(), stop::isMade);
        List<Failure> failures = Audits.each(paths, progress, as == As.json ? files::add : report::add);
        if (files.isEmpty() && report.isEmpty() && failures.isEmpty()) {
            throw new UsageException("nothing to audit in "
                    + paths.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": no ELF file, static library, .deb or .rpm");
        }
        print(as == As.json ? AuditJson.of(new Audit(files, failures)) : report.text(failures));
        if (stop.isMade()) {
            return ExitCode.INTERRUPTED;
        }
        return failures.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private int compare(Path baseline) {
        if (paths.size() != 1 || Files.isDirectory(paths.get(0)) || !Files.isRegularFile(baseline)) {
            throw new UsageException("--against compares one ELF file with one other");
        }
        BuildComparison comparison;
        try {
            comparison = Audits.compare(baseline, paths.get(0));
        } catch (AuditException e) {
            spec.commandLine().getErr().println("marchmark: " + e.reason());
            return ExitCode.SOME_FAILED;
        }
        print(
                switch (as) {
                    case console -> ComparisonReport.console(comparison, functions);
                    case markdown -> ComparisonReport.markdown(comparison, functions);
                    case json -> AuditJson.of(comparison);
                });
        return ExitCode.OK;
    }

    private void print(String text) {
        output.write(spec.commandLine().getOut(), text);
    }
}
