// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Run;
import dev.marchmark.report.ConsoleReport;
import dev.marchmark.run.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with what is running and the time left on a terminal; a line now and then elsewhere. */
final class ConsoleProgress implements Progress {
    private static final int LINES = 10;

    private final PrintWriter err;
    // The launcher looks how wide the terminal is that standard error goes to, if any; Java can't.
    private final int columns = Integer.getInteger("marchmark.terminal", 0);
    private @Nullable ProgressBar bar;
    private String stage = "";
    private int steps;
    private int started;

    ConsoleProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begin(String name, int count) {
        stage = name;
        steps = count;
        started = 0;
        if (columns > 0 && count > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(count)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    // By itself the library asks JLine for the width, which sets Ctrl-C back to ending the process
                    // without a word.
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
                    .build();
        }
    }

    @Override
    public void step(String what) {
        at(started + 1, what);
    }

    /** So many steps began, and what is going on. */
    void at(int begun, String what) {
        if (bar != null) {
            bar.stepTo(begun - 1);
            bar.setExtraMessage(what);
        } else if (steps > 0 && (started == 0 || tenth(begun) != tenth(started))) {
            err.println(stage + ": " + (begun - 1) + " of " + steps + ", " + what);
            err.flush();
        }
        started = begun;
    }

    private long tenth(int begun) {
        return (begun - 1L) * LINES / steps;
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.stepTo(started);
            bar.setExtraMessage("");
            bar.close();
            bar = null;
        }
    }

    @Override
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void firstRows(Run soFar) {
        say("\nThe first rows, of few forks; the table of "
                + WorkloadChoice.count(soFar.settings().workloads().size()) + " follows.\n\n"
                + ConsoleReport.of(soFar));
    }
}
