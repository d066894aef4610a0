// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TinyPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a package's library calls is in the very file that was audited, as the loader itself says, although the JVM has a
 * libz in its global scope with functions of the same names.
 */
class PackageBindingTest {
    private final Path folder;

    PackageBindingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void callsInsideAPackageBindToItsOwnFile() throws IOException {
        Path sources = folder.resolve("native");
        TinyPackage tiny = TinyPackage.alone(sources, Files.createDirectory(folder.resolve("host")));
        tiny.built("v1-package", "v2-package");
        tiny.require("make", "WORKLOADS=" + TinyPackage.WORKLOAD, "VARIANTS=v1-package v2-package");
        Path first = sources.resolve("build/" + TinyPackage.WORKLOAD + "/v1-package/0.so");
        Path second = sources.resolve("build/" + TinyPackage.WORKLOAD + "/v2-package/0.so");

        assertThat(Compiled.bindings("ours", "compress2", List.of(first, second), "deflate"))
                .contains(first + " -> " + first, second + " -> " + second)
                .hasSize(2);
        // So the test can tell: with JNA's own flags the JVM's libz is called.
        assertThat(Compiled.bindings("default", "compress2", List.of(first), "deflate"))
                .singleElement()
                .asString()
                .startsWith(first + " -> ")
                .contains("libz.so");
    }
}
