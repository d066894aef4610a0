// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * The source of a package of Debian's or Ubuntu's, as it was fetched.
 *
 * @param folder holds its archives
 */
record PackageSource(Path folder) {
    private static final String COPYRIGHT = "debian/copyright";
    private static final int LONGEST = 4 << 20;

    /** What the distribution says of its licences; empty where it says nothing, as sources of RPM distributions do. */
    Optional<String> copyright() {
        try (Stream<Path> files = Files.list(folder)) {
            // The distribution's own part first: it has the last word, and is small.
            List<Path> archives = files.filter(
                            file -> String.valueOf(file.getFileName()).contains(".tar."))
                    .filter(file -> !file.toString().endsWith(".asc"))
                    .sorted(Comparator.comparing((Path file) -> !file.toString().contains(".debian.tar."))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            for (Path archive : archives) {
                Optional<String> text = copyright(archive);
                if (text.isPresent()) {
                    return text;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> copyright(Path archive) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new CompressorStreamFactory().createCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (entry.isFile() && (name.equals(COPYRIGHT) || name.endsWith("/" + COPYRIGHT))) {
                    return Optional.of(new String(tar.readNBytes(LONGEST), StandardCharsets.UTF_8));
                }
            }
        }
        return Optional.empty();
    }
}
