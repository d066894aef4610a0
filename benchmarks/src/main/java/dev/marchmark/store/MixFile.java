// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Mix;
import java.nio.file.Path;

/** What the time of a whole is made of, as JSON by {@code mix.schema.json}. */
public final class MixFile {
    private MixFile() {}

    /**
     * Reads a file that somebody wrote.
     *
     * @throws StoreException naming file and field where it can't be read or is not sound
     */
    public static Mix read(Path file) {
        return JsonFormats.MIX.read(TextFile.read(file), file.toString());
    }
}
