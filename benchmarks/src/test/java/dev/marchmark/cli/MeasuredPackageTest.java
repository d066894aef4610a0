// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TinyPackage;
import dev.marchmark.model.Comparison;
import dev.marchmark.model.Summary;
import dev.marchmark.model.Verdict;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run says of a package whose build for one level holds the code of another, alone on the machine. */
@Tag("slow")
@Tag("measures")
class MeasuredPackageTest {
    /** What is called v3 is compiled for v2; v1 is not optimised, so that the same run has a difference to tell. */
    private static final String RULES = TinyPackage.rules("$(subst x86-64-v3,x86-64-v2,$(DEB_CFLAGS_APPEND))"
            + " $(if $(findstring x86-64-v,$(DEB_CFLAGS_APPEND)),,-O0)");

    private final Project project = Project.own("measured package");
    private final TinyPackage tiny;

    MeasuredPackageTest() throws IOException {
        tiny = new TinyPackage(
                        project.nativeFolder(),
                        Files.createDirectory(project.home().resolve("a host of its own")))
                .withRules(RULES);
    }

    private Program.Outcome run(String... arguments) {
        Program program = new Program(project);
        tiny.environment().forEach(program::environment);
        return program.run(arguments).requireCode(0);
    }

    private static Comparison only(List<Comparison> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /**
     * Asserts nothing of how long anything takes, only of the ratio of what runs in the same blocks. Of the same code on
     * both sides a p value below 0.0001 comes once in 10000 starts. The margin is 20 times the error that identical code
     * has beside two busy processes (README.md, "Can you trust it?"), so that a host which is not quiet does not decide;
     * what is planted in v1 is far beyond it.
     */
    @Test
    void buildThatHoldsTheCodeOfALowerLevelIsCalledOutAndEquivalentInTime() {
        assertThat(run("packages", "build", "tiny").err())
                .contains("tiny, v3-package: note: 0 of its 1 units of C and C++ are compiled at its level")
                .contains("tiny, v3-package: note: its code has no instruction of x86-64-v3 that v1's has not");

        String[] measured = {
            "run", "-w", "packages/**", "-v", "v2-package,v1-package,v3-package", "--forks", "12", "--margin", "5"
        };
        assertThat(run(measured).table())
                .contains("package tiny 1:1.0-1, v3-package: only 0 of its 1 units of C and C++")
                .contains("package tiny 1:1.0-1, v3-package: its code has no instruction of its level");

        Summary summary = Objects.requireNonNull(
                RunFolder.open(project.runs().get(0)).read().summary());
        Comparison slow = only(summary.comparisons("v1-package"));
        assertThat(slow.verdict()).as("%s", slow).isEqualTo(Verdict.SLOWER);
        Comparison planted = only(summary.comparisons("v3-package"));
        assertThat(planted.verdict()).as("%s", planted).isEqualTo(Verdict.EQUIVALENT);
        assertThat(planted.pValue()).as("%s", planted).isGreaterThan(1e-4);
    }
}
