// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.GlibcVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What files need of the C library.
 *
 * @param build the folder that their names are relative to
 */
record GlibcNeeds(Path build) {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    /** The least version that all of these can be loaded with. */
    GlibcVersion of(List<String> names) {
        return names.stream().map(name -> of(build.resolve(name))).reduce(GlibcVersion.OLDEST, GlibcVersion::max);
    }

    /** The same of all programs and libraries below a folder. */
    GlibcVersion ofAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && isElf(file))
                    .map(GlibcNeeds::of)
                    .reduce(GlibcVersion.OLDEST, GlibcVersion::max);
        } catch (IOException e) {
            throw new BundleException("can't read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isElf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF.length), ELF);
        } catch (IOException e) {
            throw new BundleException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    private static GlibcVersion of(Path file) {
        try {
            return GlibcVersion.neededBy(file);
        } catch (AuditException e) {
            throw new BundleException("not made, as " + e.getMessage(), e);
        }
    }
}
