// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.Audits;
import dev.marchmark.audit.Scans;
import dev.marchmark.model.Scan;
import dev.marchmark.report.ScanCsv;
import dev.marchmark.report.ScanReport;
import dev.marchmark.run.StopRequest;
import dev.marchmark.store.AuditJson;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code marchmark scan}. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says which packages of a system or image need which level.",
            "Audits all executables and shared libraries below ROOT, which may be '/', and",
            "adds them up by the packages that dpkg's or rpm's database there names. Reads",
            "nothing outside of ROOT, executes and changes nothing in it.",
            ""
        })
final class ScanCommand implements Callable<Integer> {
    /** How to print it. */
    enum As {
        console,
        markdown,
        csv,
        json
    }

    @Parameters(paramLabel = "ROOT", description = "The root of a system: a folder.")
    private Path root = Path.of("");

    @Option(
            names = "--as",
            defaultValue = "console",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private As as = As.console;

    @Option(
            names = "--packages",
            defaultValue = "10",
            paramLabel = "N",
            description =
                    "How many packages to print for each question; CSV and JSON have all. Default: ${DEFAULT-VALUE}.")
    private int packages;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (packages < 0) {
            throw new UsageException("--packages takes 0 or more");
        }
        if (!Files.isDirectory(root)) {
            throw new UsageException(root + (Files.exists(root) ? " is no folder" : " does not exist"));
        }
        requireObjdump();
        StopRequest stop = new StopRequest();
        return Interruption.guard(stop, () -> scan(stop));
    }

    /** @throws HostException where there is none: each file would fail with that reason */
    static void requireObjdump() {
        if (!Audits.isPossible()) {
            throw new HostException("objdump, which decodes machine code, is missing: install binutils");
        }
    }

    /** Ctrl-C ends it with what is there. */
    private int scan(StopRequest stop) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("looking for executables and libraries ...");
        err.flush();
        long start = System.nanoTime();
        Scan scan;
        try {
            scan = Scans.of(root, new AuditProgress(err, stop::isMade));
        } catch (AuditException e) {
            err.println("marchmark: " + e.reason());
            return ExitCode.SOME_FAILED;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        print(
                switch (as) {
                    case console -> ScanReport.console(scan, packages);
                    case markdown -> ScanReport.markdown(scan, packages);
                    case csv -> ScanCsv.of(scan);
                    case json -> AuditJson.of(scan);
                });
        // Not what is passed over: code that only pointers lead to, and data.
        double megabytes = scan.total().counts().bytes() / 1e6;
        long files = scan.total().files();
        err.println(String.format(
                Locale.ROOT,
                "%.1f MB of code decoded of %d file%s in %.1f s: %.1f MB/s",
                megabytes,
                files,
                files == 1 ? "" : "s",
                seconds,
                megabytes / seconds));
        if (scan.knowsNoPackage()) {
            err.println("no package of dpkg or rpm is known there: 'marchmark audit " + root
                    + "' says of each file what it needs");
        }
        if (stop.isMade()) {
            return ExitCode.INTERRUPTED;
        }
        return scan.failures().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private void print(String text) {
        output.write(spec.commandLine().getOut(), text);
    }
}
