// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.Analysis;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import dev.marchmark.model.TimedForks;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A result that a test makes hostile, and what every way to report it must keep to. */
final class HostileFolder {
    static final String SCRIPT = "<script>alert(1)</script>";

    private static final List<String> WORKLOADS = List.of(TestRuns.CRC32, TestRuns.DGEMM, TestRuns.DECOMPRESS);
    private static final Set<ReportCommand.As> MARKDOWN = EnumSet.of(
            ReportCommand.As.markdown, ReportCommand.As.groups, ReportCommand.As.shortlist, ReportCommand.As.sweep);
    private static final Pattern NAMED = Pattern.compile("marchmark: .*(run\\.json|forks\\.jsonl(, line [0-9]+)?)"
            + " (is not what this version writes: field '|is no JSON: |holds [0-9]+ forks of ).*");

    // One for thousands of reports, as to make it takes longer than some of them.
    private final CommandLine program = Main.commandLine();
    private final Path folder;
    private final String run;
    private final String forks;

    /** A run of three workloads, complete but for one that failed, on a host with a calibration. */
    HostileFolder(Path root) {
        List<ForkResult> measured = new ArrayList<>();
        WORKLOADS.forEach(workload -> measured.addAll(TimedForks.ofLogRatios(workload, 0.049, 0.05, 0.051, 0.052)));
        Run started =
                TestRuns.withCalibration(TestRuns.started(WORKLOADS, TestRuns.V2_V3), TestCalibrations.calibration(2));
        RunFolder stored = RunFolder.create(root.resolve("hostile"));
        measured.forEach(fork -> stored.append(fork, List.of()));
        List<Run.Failure> failures = List.of(new Run.Failure(TestRuns.EMPTY, "v3-O2", "it crashed: SIGILL"));
        stored.write(started.ended("2026-11-23T08:04:00Z", Run.Status.COMPLETE, failures, stored.blocksSha256())
                .withSummary(Analysis.summarise(
                        started.settings(), started.workloads(), started.code(), measured, List.of())));
        folder = stored.path();
        run = Project.read(folder.resolve("run.json"));
        forks = Project.read(folder.resolve("forks.jsonl"));
    }

    String run() {
        return run;
    }

    String forks() {
        return forks;
    }

    /** The result with other files. */
    HostileFolder with(UnaryOperator<String> changedRun, UnaryOperator<String> changedForks) {
        try {
            Files.writeString(folder.resolve("run.json"), changedRun.apply(run));
            Files.writeString(folder.resolve("forks.jsonl"), changedForks.apply(forks));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reports it in every format: all of them print something that holds, or all say which file and field is wrong. */
    Program.Outcome reportInEveryFormat(String what) {
        Program.Outcome first = report(ReportCommand.As.console, what);
        for (ReportCommand.As format : ReportCommand.As.values()) {
            // A file that can't be read can't be read for any format.
            if (first.code() == ExitCode.OK && format != ReportCommand.As.console) {
                Program.Outcome outcome = report(format, what);
                assertThat(outcome.code()).as(what + " as " + format).isEqualTo(ExitCode.OK);
            }
        }
        return first;
    }

    Program.Outcome report(ReportCommand.As format, String what) {
        Program.Outcome outcome = HelpTest.execute(program, "report", "--as", format.name(), folder.toString());
        assertThat(outcome.code()).as(what + " as " + format + ": " + outcome).isIn(ExitCode.OK, ExitCode.STORE);
        assertThat(outcome.err())
                .as(what)
                .doesNotContain("\tat ", "fault of marchmark", "dev.marchmark.", "tools.jackson");
        if (outcome.code() == ExitCode.STORE) {
            assertThat(outcome.err().strip()).as(what).matches(NAMED);
        } else if (format == ReportCommand.As.page) {
            assertThat(outcome.out().split("<script", -1)).as(what).hasSize(2);
        } else if (MARKDOWN.contains(format)) {
            String withoutCode = outcome.out().replaceAll("`[^`\n]*`", "");
            assertThat(withoutCode).as(what + " as " + format).doesNotContain("<script");
        }
        return outcome;
    }
}
