// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.InputFile;
import dev.marchmark.model.ManifestLines;
import dev.marchmark.model.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the distribution as inputs of an adapter, on a host with stand-ins for apt and dpkg. */
@Tag("slow")
class RealFileTest {
    private final Path folder;
    private final TinyPackage tiny;

    RealFileTest(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("to build in");
        tiny = TinyPackage.alone(folder, Files.createDirectory(temporary.resolve("a host of its own")));
    }

    private Workload workload() throws IOException {
        tiny.require("make", "WORKLOADS=" + TinyPackage.WORKLOAD, "VARIANTS=v1-package");
        return ManifestLines.parse(Files.readAllLines(folder.resolve("build/manifest.tsv")), "manifest.tsv")
                .workload(TinyPackage.WORKLOAD);
    }

    @Test
    void realFileIsAnInputOnceItIsFetchedWithTheContentThatIsMeant() throws Exception {
        String content = "a file of words, ".repeat(40);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.US_ASCII));
        tiny.withInputOfFile(content, HexFormat.of().formatHex(hash)).built("v1-package");
        assertThat(workload().unavailable())
                .isEqualTo("needs the file 'words', which 'marchmark packages build tiny' fetches");
        tiny.require("./fetch-files", "tiny");
        assertThat(workload().unavailable()).isNull();
        assertThat(workload().files())
                .containsExactly(
                        new InputFile("words", "tiny-data", "2", HexFormat.of().formatHex(hash), "CC0-1.0"));
        String reference = "build/reference/" + TinyPackage.WORKLOAD + ".so";
        assertThat(tiny.run("grep", "-qF", content, reference).status()).isZero();
        assertThat(tiny.run("grep", "-qF", content, "build/" + TinyPackage.WORKLOAD + "/v1-package/0.so")
                        .status())
                .as("what is timed does not hold it")
                .isEqualTo(1);
    }

    @Test
    void realFileOfOtherContentIsNotTaken() throws IOException {
        tiny.withInputOfFile("other words", "0".repeat(64)).built("v1-package");
        assertThat(tiny.run("./fetch-files", "tiny").said())
                .contains(
                        "tiny: note: the file 'words' can't be had here; tiny-data=2: it has other content there; tiny-data: ");
        assertThat(workload().unavailable()).startsWith("needs the file 'words'");
    }
}
