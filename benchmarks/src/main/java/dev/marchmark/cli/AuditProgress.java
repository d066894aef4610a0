// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.Audits;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Shows how far an audit is, by bytes, where there is more than one file, or a large one. */
final class AuditProgress implements Audits.Watcher {
    private static final int MEGABYTE = 1_000_000;
    /** What takes longer than somebody likes to wait without a word. */
    private static final int LARGE = 30 * MEGABYTE;

    private final ConsoleProgress progress;
    private final BooleanSupplier stopped;
    private boolean shown;
    private long done;

    /** @param stopped whether the user does not wait any longer */
    AuditProgress(PrintWriter err, BooleanSupplier stopped) {
        this.progress = new ConsoleProgress(err);
        this.stopped = stopped;
    }

    @Override
    public void found(int files, long bytes) {
        shown = files > 1 || bytes > LARGE;
        if (shown) {
            progress.begin(
                    "auditing " + files + (files == 1 ? " file, MB" : " files, MB"), 1 + (int) (bytes / MEGABYTE));
        }
    }

    @Override
    public void begins(String name) {
        advances(name, 0);
    }

    @Override
    public void advances(String name, long bytes) {
        done += bytes;
        // What is passed over after Ctrl-C is no progress.
        if (shown && !isStopped()) {
            progress.at(1 + (int) (done / MEGABYTE), name);
        }
    }

    @Override
    public void ends() {
        if (shown) {
            progress.end();
        }
    }

    @Override
    public boolean isStopped() {
        return stopped.getAsBoolean();
    }
}
