// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AuditProgressTest {
    @Test
    void whatIsPassedOverAfterCtrlCIsNoProgress() {
        StringWriter err = new StringWriter();
        AtomicBoolean stopped = new AtomicBoolean();
        AuditProgress progress = new AuditProgress(new PrintWriter(err), stopped::get);
        progress.found(2, 100_000_000);
        progress.begins("first");
        progress.advances("first", 20_000_000);
        stopped.set(true);
        progress.advances("second", 80_000_000);
        progress.ends();
        assertThat(err.toString())
                .contains("auditing 2 files, MB: 20 of 101, first")
                .doesNotContain("second");
    }
}
