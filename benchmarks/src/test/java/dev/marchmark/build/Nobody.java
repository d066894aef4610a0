// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** As whom root has packages built. */
final class Nobody {
    private Nobody() {}

    /** Leaves a test out, which says so, where he can run nothing, as in a root below a folder that is closed to others. */
    static void requireAbleToBuild() {
        try {
            assumeTrue(
                    !System.getProperty("user.name").equals("root")
                            || Files.getPosixFilePermissions(Path.of("/")).contains(PosixFilePermission.OTHERS_EXECUTE),
                    "the user nobody, as whom packages are built, can run nothing here: / is closed to others");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
