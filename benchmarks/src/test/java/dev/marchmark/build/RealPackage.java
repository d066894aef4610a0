// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A package of the host's own distribution, fetched and built for real, in a folder and a cache of its own. */
public final class RealPackage {
    private RealPackage() {}

    /**
     * Builds it as one variant, and a workload of it; skips the test where the host lacks what that needs.
     *
     * @param folder an empty one
     * @return the native build's output folder
     */
    public static Path built(Path folder, String name, String workload, String variant) throws Exception {
        Nobody.requireAbleToBuild();
        Path sources = folder.resolve("native");
        NativeFolder.at(sources)
                .with("variants", TinyPackage.VARIANTS)
                .withLayouts(2)
                .withPackage(name);
        assumeThat(status(sources, folder, "./package-needs " + name))
                .as("what building " + name + " needs is installed")
                .isZero();
        assertThat(status(
                        sources,
                        folder,
                        "fetched=$(./fetch-package %1$s) && ./build-package %1$s %3$s \"$fetched\" && make WORKLOADS=%2$s VARIANTS=%3$s"
                                .formatted(name, workload, variant)))
                .isZero();
        return sources.resolve("build");
    }

    private static int status(Path sources, Path folder, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", command))
                .directory(sources.toFile())
                .redirectErrorStream(true);
        builder.environment().put("MARCHMARK_CACHE", folder.resolve("cache").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            System.err.println(said);
        }
        return status;
    }
}
