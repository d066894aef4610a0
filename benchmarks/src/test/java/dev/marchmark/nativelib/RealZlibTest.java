// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.RealPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zlib of this distribution, built by its own rules. */
@Tag("slow")
class RealZlibTest {
    @Test
    void isTheInstalledOneAndCallsItselfInAJvmThatHasALibzOfItsOwn(@TempDir Path folder) throws Exception {
        String workload = "packages/zlib/compress-6-text";
        Path build = RealPackage.built(folder, "zlib", workload, "v1-package");
        assertThat(Files.readAllLines(build.resolve("manifest.tsv")))
                .anyMatch(line -> line.matches("package\\tzlib\\tzlib\\t[^\\t]+\\tZlib\\tnone\\tyes\\t"));
        Path library = build.resolve(workload + "/v1-package/0.so");
        for (String inner : List.of("deflate", "deflateInit_", "deflateEnd", "inflate", "crc32")) {
            assertThat(Compiled.bindings("ours", "zlibCompileFlags", List.of(library), inner))
                    .as("compress2 and others call %s", inner)
                    .containsExactly(library + " -> " + library);
        }
    }
}
