// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt name is said before anything is built: here is nothing that could be, and no compiler is asked. */
class WrongNameTest {
    private static final String HOME = "marchmark.home";
    private static final Path NATIVE =
            Path.of(System.getProperty("basedir", "")).resolve("../native");

    WrongNameTest(@TempDir Path home) throws IOException {
        Path folder = home.resolve("native");
        for (String id : List.of("kernels/checksum/crc32", "kernels/text/base64", "packages/zlib/inflate")) {
            Path source = folder.resolve(id + ".c");
            Files.createDirectories(source.resolve("..").normalize());
            Files.createFile(source);
        }
        for (String list : List.of("variants", "sets")) {
            Files.copy(NATIVE.resolve(list), folder.resolve(list));
        }
        System.setProperty(HOME, home.toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty(HOME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "run -w crc33 | unknown workload 'crc33'; did you mean 'kernels/checksum/crc32'?",
                "run -w crc32,zlib/* | these workloads are kernels and packages",
                "run -v v9-O2,v3-O2 | unknown variant 'v9-O2'; did you mean 'v1-O2', 'v2-O2', 'v3-O2' or 'v4-O2'?",
                "run -v fast,v3-O2 | unknown variant 'fast'; 'marchmark list' shows them",
                "run --vary levl | unknown set 'levl'; did you mean 'level'?",
                "run --estimate -w crc33 | unknown workload 'crc33'",
                "verify -w crc33 | unknown workload 'crc33'",
                "verify -v v9-O2 | unknown variant 'v9-O2'",
                "calibrate -w crc33 | unknown workload 'crc33'",
                "calibrate -v v9-O2 | unknown variant 'v9-O2'",
                "calibrate --truths copy,1.1 | unknown truth '1.1'; did you mean '1.01' or '1.10'?",
                "instances -v v9-O2 | unknown variant 'v9-O2'",
                "count -v v9-O2 | unknown variant 'v9-O2'",
                "bundle -w crc33 | unknown workload 'crc33'",
                "bundle --vary levl | unknown set 'levl'; did you mean 'level'?",
                "packages build zlip | unknown package 'zlip'; did you mean 'zlib'?",
                "packages build zlib --levels v3,v9 | no variant of packages is of gcc and v9; 'marchmark list' shows",
                "packages build --profile fedra | with the flags of fedra and v1; 'marchmark list' shows",
            })
    void nameThatThereIsNotIsRefusedBeforeAnythingIsBuilt(String typed, String answer) {
        Program.Outcome outcome = HelpTest.execute(typed.split(" ", -1)).requireCode(2);
        assertThat(outcome.reason()).contains(answer);
        assertThat(outcome.err()).doesNotContain("building");
        assertThat(outcome.out()).isEmpty();
    }
}
