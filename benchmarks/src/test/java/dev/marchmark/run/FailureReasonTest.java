// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Run;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRuns;
import dev.marchmark.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reason is the one text of a result that comes from outside: nothing in it may tell where it was measured. */
class FailureReasonTest {
    private static final String MARKER = "secretuser";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            commentCharacter = '$',
            value = {
                "/srv/secretuser/project/native/build/kernels/x/0.so|0.so",
                "can't open /srv/secretuser/project/native/build/kernels/x/0.so: no such file|0.so: no such file",
                "'/srv/secretuser/project/0.so' and \"/srv/secretuser/project/1.so\" share their code|share their code",
                "(/srv/secretuser/p/0.so)|0.so)",
                "-Djna.library.path=/srv/secretuser/lib/x.so|x.so",
                "loaded from file:/srv/secretuser/benchmarks.jar!/x|loaded from",
                "file:///srv/secretuser/benchmarks.jar|benchmarks.jar",
                "#  C  [0.so+0x1123] run+0x3 in /srv/secretuser/p/hs_err_pid1.log|[0.so+0x1123]",
                "cut off at /srv/secretuser/|cut off at",
            })
    void noFolderSurvives(String reason, String kept) {
        String published = FailureReason.withoutPaths(reason);
        assertThat(published).doesNotContain(MARKER, "home", "project");
        assertThat(published).contains(kept);
    }

    @Test
    void folderWithBlanksIsTakenOutAsFarAsItExists(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("a secret folder/native build"));
        assertThat(FailureReason.withoutPaths(
                        "can't copy " + folder + "/deep down/0.so for the controls: " + folder + "/1.so: read only"))
                .isEqualTo("can't copy deep down/0.so for the controls: 1.so: read only");
    }

    @Test
    void wordsThatAreNoPathsStay() {
        for (String reason : List.of(
                "step 3: 17 of 4096 values differ, the first at 5: 1.5 instead of 2.5",
                "kernels/checksum/crc32 wrote past its data",
                "its fork crashed: SIGSEGV (0xb) at pc=0x00007f and/or so",
                "its fork did not end within 30 s",
                "1/2 of 3 / 4 bytes")) {
            assertThat(FailureReason.withoutPaths(reason)).isEqualTo(reason);
        }
        assertThat(FailureReason.withoutPaths(null)).isEqualTo("null");
    }

    @Test
    void resultHoldsNothingOfWhereItWasMade(@TempDir Path root) throws IOException {
        List<String> names = List.of("user.name", "user.home", "user.dir");
        List<String> before = names.stream().map(System::getProperty).toList();
        try {
            names.forEach(name -> System.setProperty(name, "/home/" + MARKER));
            RunFolder folder = RunFolder.create(root.resolve(MARKER));
            Run run = TestRuns.complete();
            List<Run.Failure> failures = new ArrayList<>();
            failures.add(new Run.Failure(
                    TestRuns.EMPTY, null, FailureReason.withoutPaths("/home/" + MARKER + "/native/0.so: cannot open")));
            folder.write(run.ended(UtcTime.now(), run.status(), failures, folder.blocksSha256()));
            folder.append(TestBlocks.fork(TestRuns.CRC32, 0), List.of());
            for (String file : List.of("run.json", "forks.jsonl")) {
                assertThat(Files.readString(folder.path().resolve(file)))
                        .as(file)
                        .doesNotContain(MARKER, "/home", root.toString());
            }
            assertThat(folder.read().failures().get(0).reason()).isEqualTo("0.so: cannot open");
        } finally {
            for (int i = 0; i < names.size(); i++) {
                System.setProperty(names.get(i), before.get(i));
            }
        }
    }
}
