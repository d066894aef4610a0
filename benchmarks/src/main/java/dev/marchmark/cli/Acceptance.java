// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.analysis.PublishedRun;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Warning;
import dev.marchmark.report.CsvReport;
import dev.marchmark.report.MarkdownReport;
import dev.marchmark.run.Session;
import dev.marchmark.store.CalibrationFolder;
import dev.marchmark.store.PublishedFolder;
import dev.marchmark.store.RunFolder;
import dev.marchmark.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run must be to be published, wherever it comes from. That it holds nothing else its schemas see to. */
final class Acceptance {
    private Acceptance() {}

    /** Why a run is not published, each naming its file and what to do; nothing where it may be. */
    static List<String> problems(RunFolder folder) {
        try {
            Run run = folder.read();
            List<String> problems = new ArrayList<>(ofContent(folder.path(), run));
            PublishedFolder.unknown(folder)
                    .forEach(file -> problems.add(file + " is no part of a result; move it away"));
            if (problems.isEmpty()) {
                problems.addAll(ofForks(folder, run));
            }
            return problems;
        } catch (StoreException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // Numbers that the schema allows, and no measurement gives.
            return List.of(folder.path() + ": " + e.getMessage() + "; it was changed by hand or is damaged");
        }
    }

    /** That more copies differ than chance explains, as the run itself says: empty where they don't. */
    static List<String> ofControls(RunFolder folder) {
        Summary summary = folder.read().summary();
        return summary == null
                ? List.of()
                : summary.warnings().stream()
                        .filter(warning -> warning.kind() == Warning.Kind.CONTROL)
                        .map(
                                warning -> folder.path() + ": " + warning.text()
                                        + ". Measure again while the host is quiet, or publish it so marked with --accept-controls")
                        .toList();
    }

    /** What is damaged in the calibrations of the hosts of runs, a line a host. */
    static List<String> ofCalibrations(List<RunFolder> runs) {
        List<String> problems = new ArrayList<>();
        runs.stream()
                .map(run -> run.path().resolve("..").normalize())
                .distinct()
                .forEach(host -> {
                    try {
                        for (CalibrationFolder calibration : CalibrationFolder.all(host)) {
                            calibration.read();
                            calibration.forks();
                        }
                    } catch (StoreException e) {
                        problems.add(String.valueOf(e.getMessage()));
                    }
                });
        return problems;
    }

    private static List<String> ofContent(Path path, Run run) {
        String file = path + ": ";
        if (!path.toAbsolutePath().endsWith(run.id())) {
            return List.of(file + "the run in it is " + run.id() + "; a folder has the name of its run");
        }
        if (Boolean.TRUE.equals(run.host().platform().emulated())
                || run.host().name().endsWith("-emulated")) {
            return List.of(file + "its host is emulated, so that no time means anything");
        }
        Summary summary = run.summary();
        if (run.status() != Run.Status.COMPLETE || summary == null) {
            return List.of(file + "it is not complete; 'marchmark run --resume " + path + "' goes on");
        }
        PublishedRun published = PublishedRun.of(run, summary);
        if (published.tables().isEmpty()) {
            return List.of(file + "it has no row");
        }
        List<String> problems = new ArrayList<>();
        for (Contrast control : List.of(Contrast.COPY, Contrast.RELINKED)) {
            if (summary.controlRows().stream().noneMatch(row -> row.contrast() == control)) {
                problems.add(file + "it has no control of kind " + control);
            }
        }
        published.tables().stream()
                .flatMap(table -> table.rows().stream())
                .map(PublishedRun.Row::workload)
                .distinct()
                .flatMap(workload -> run.settings().variants().stream()
                        .filter(variant -> run.libraries(workload, variant).isEmpty())
                        .map(variant ->
                                file + "it does not say which library of " + workload + " was measured as " + variant))
                .forEach(problems::add);
        return problems;
    }

    /** By its forks: whether they are all there, and whether what is stored of them follows from them. */
    private static List<String> ofForks(RunFolder folder, Run run) {
        Run again = Session.analysed(folder);
        List<String> problems = new ArrayList<>();
        if (!MarkdownReport.of(again).equals(MarkdownReport.of(run))
                || !CsvReport.of(List.of(again)).equals(CsvReport.of(List.of(run)))) {
            problems.add(
                    folder.path() + ": the summary in its run.json is not what its forks come to; it was changed by"
                            + " hand, or made by another version: 'scripts/recompute' names the values, 'marchmark publish"
                            + " --again' computes them anew");
        }
        if (folder.hasBlocks() && !folder.blocksSha256().equals(run.blocksSha256())) {
            problems.add(folder.path() + ": its archive of blocks is not the one whose SHA-256 its run.json names");
        }
        return problems;
    }
}
