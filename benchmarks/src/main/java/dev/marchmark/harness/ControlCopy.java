// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Byte copies of libraries as controls: the loader shares by inode, so a copy needs a file of its own. */
final class ControlCopy {
    private ControlCopy() {}

    /**
     * The copy of a library, made if it is not there yet or differs.
     *
     * @param purpose keeps the copies of one library apart
     */
    static Path of(Path library, String purpose) {
        Path copy = library.resolveSibling(library.getFileName() + "." + purpose);
        try {
            if (!Files.exists(copy) || Files.mismatch(library, copy) >= 0) {
                Path temporary = Files.createTempFile(library.getParent(), "copy", ".tmp");
                Files.copy(library, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            return copy;
        } catch (IOException e) {
            throw new ForkFailure("can't copy " + library + " for the controls: " + e.getMessage(), e);
        }
    }
}
