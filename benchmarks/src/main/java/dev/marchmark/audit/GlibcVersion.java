// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the C library, such as 2.31; those of one major and minor number are equal. */
public record GlibcVersion(int major, int minor) implements Comparable<GlibcVersion> {
    /** What x86-64 began with: every file that runs there needs it. */
    public static final GlibcVersion OLDEST = new GlibcVersion(2, 2);

    private static final Comparator<GlibcVersion> ORDER =
            Comparator.comparingInt(GlibcVersion::major).thenComparingInt(GlibcVersion::minor);
    // A third number stands for a correction, as in GLIBC_2.2.5; GLIBC_PRIVATE is no version.
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,3})(?:\\.[0-9]{1,3})?");
    private static final String PREFIX = "GLIBC_";
    // A promise of the loader's, of packed relocations, that came with this version.
    private static final String PACKED_RELOCATIONS = "GLIBC_ABI_DT_RELR";
    private static final GlibcVersion WITH_PACKED_RELOCATIONS = new GlibcVersion(2, 36);

    /** What is written as {@code 2.31}; empty where it is written otherwise. */
    public static Optional<GlibcVersion> of(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? Optional.of(new GlibcVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /**
     * The least version that an ELF file can be loaded with: the highest that it takes a symbol of.
     *
     * @throws AuditException naming the file, where it can't be read
     */
    public static GlibcVersion neededBy(Path file) throws AuditException {
        try {
            return Confined.to(() -> {
                try (ElfFile elf = ElfFile.read(file)) {
                    return ElfVersions.needed(elf).stream()
                            .flatMap(symbol -> ofSymbol(symbol).stream())
                            .max(Comparator.naturalOrder())
                            .orElse(OLDEST);
                }
            });
        } catch (AuditException e) {
            throw new AuditException(file + " " + e.reason(), e);
        }
    }

    private static Optional<GlibcVersion> ofSymbol(String version) {
        if (version.equals(PACKED_RELOCATIONS)) {
            return Optional.of(WITH_PACKED_RELOCATIONS);
        }
        return version.startsWith(PREFIX) ? of(version.substring(PREFIX.length())) : Optional.empty();
    }

    /** The later one of two. */
    public GlibcVersion max(GlibcVersion other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(GlibcVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
