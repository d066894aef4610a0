// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Run;
import dev.marchmark.report.Browser;
import dev.marchmark.run.Profile;
import dev.marchmark.store.PublishedFolder;
import dev.marchmark.store.RunFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are published, of all kernels and of packages: their page, their brief, their size. */
class PublishedRunTest {
    private static final Path RESULTS = Path.of("../results/amd-epyc-vm");
    private static final String KERNELS = "20261125T200222Z-08ff9e";
    private static final String THOROUGH = "20261126T060309Z-4ce344";
    private static final String PACKAGES = "20261125T220528Z-ecfbc2";

    private static String report(String run, String as) {
        String folder = RESULTS.resolve(run).toString();
        return HelpTest.execute("report", folder, "--as", as).requireCode(0).out();
    }

    @Test
    void pageOf76RowsWithAllTheirDetailsTakesLessThan150Kilobytes() {
        String page = report(KERNELS, "page");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(150_000);
        assertThat(page)
                .contains("Yes: v3-O2 is 1.0636 times as fast as v2-O2 (95 % interval 1.0616 - 1.0657)")
                .contains("half_to_float 10.122 (9.185 - 11.155)", "ddot 0.778 (0.771 - 0.784)")
                .contains("<dt>flags<dd>v2-O2: -march&#61;x86-64-v2 -mtune&#61;generic -O2; v3-O2: ");
    }

    /** Where it was measured elsewhere: here it is in its place already, and nothing is copied. */
    @Test
    void thoroughRunOfAllKernelsIsNotTooLargeToBePublished(@TempDir Path results) {
        RunFolder folder = RunFolder.open(RESULTS.resolve(THOROUGH));
        Run run = folder.read();
        assertThat(run.workloads()).hasSize(76);
        assertThat(run.settings().forks()).isEqualTo(Profile.THOROUGH.forks());
        assertThat(PublishedFolder.put(folder, run, results).forks()).hasSize(76 * Profile.THOROUGH.forks());
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {KERNELS, PACKAGES})
    void briefTakesTwoSheets(String run, @TempDir Path folder) throws Exception {
        assertThat(new Browser(folder).sheets(report(run, "brief"))).isEqualTo(2);
    }
}
