// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.audit.Audits;
import java.io.PrintWriter;

/** Shows how far an audit is, where there is more than one file. */
final class AuditProgress implements Audits.Watcher {
    private final ConsoleProgress progress;
    private boolean shown;

    AuditProgress(PrintWriter err) {
        progress = new ConsoleProgress(err);
    }

    @Override
    public void found(int files) {
        shown = files > 1;
        if (shown) {
            progress.begin("auditing", files);
        }
    }

    @Override
    public void begins(String name) {
        if (shown) {
            progress.step(name);
        }
    }

    @Override
    public void ends() {
        if (shown) {
            progress.end();
        }
    }
}
