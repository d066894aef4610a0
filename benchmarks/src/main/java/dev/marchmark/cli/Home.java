// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.build.NativeBuild;
import dev.marchmark.build.PackageBuild;
import dev.marchmark.harness.BuildFolder;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the project is: the launcher says so. */
final class Home {
    private Home() {}

    static NativeBuild nativeBuild() {
        return new NativeBuild(nativeFolder());
    }

    /** @param say takes what builds say while they work */
    static PackageBuild packageBuild(Consumer<String> say) {
        return new PackageBuild(nativeFolder(), say);
    }

    private static Path nativeFolder() {
        String home = System.getProperty("marchmark.home");
        Path folder = home == null
                ? BuildFolder.path().getParent()
                : Path.of(home, "native").toAbsolutePath().normalize();
        if (folder == null) {
            throw new UsageException("marchmark.home does not name the project's folder");
        }
        return folder;
    }

    static Path results() {
        return nativeFolder().resolveSibling("results");
    }
}
