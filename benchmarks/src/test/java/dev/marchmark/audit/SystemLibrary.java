// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Libraries of Debian 12, whose counts are known. */
final class SystemLibrary {
    private SystemLibrary() {}

    static Path named(String name) {
        Path file = Path.of("/usr/lib/x86_64-linux-gnu", name);
        assumeThat(file).exists();
        return file;
    }
}
