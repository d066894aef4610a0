// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/** The versions of symbols that a file needs of other libraries, such as {@code GLIBC_2.17}. */
final class ElfVersions {
    private static final int GNU_VERNEED = 0x6ffffffe;
    private static final int NEED_BYTES = 16;
    private static final int VERSION_BYTES = 16;
    // VER_FLG_WEAK: the loader goes on without.
    private static final int WEAK = 2;

    private ElfVersions() {}

    /** As the loader reads them: lists of lists, which lead on by offsets and are bounded by the section. */
    static Set<String> needed(ElfFile elf) throws AuditException {
        Set<String> needed = new TreeSet<>();
        for (Section section : elf.sections()) {
            if (section.type() == GNU_VERNEED) {
                read(elf, section, needed);
            }
        }
        return needed;
    }

    private static void read(ElfFile elf, Section section, Set<String> needed) throws AuditException {
        Section strings = elf.section(section.link());
        ByteBuffer bytes = elf.contents(section);
        // Each step leads forwards, so that a hostile list ends.
        int library = 0;
        while (true) {
            require(bytes, library, NEED_BYTES);
            int versions = Short.toUnsignedInt(bytes.getShort(library + 2));
            int at = forwards(bytes, library, bytes.getInt(library + 8));
            for (int i = 0; i < versions; i++) {
                require(bytes, at, VERSION_BYTES);
                if ((bytes.getShort(at + 4) & WEAK) == 0) {
                    needed.add(elf.string(strings, bytes.getInt(at + 8)));
                }
                if (i + 1 < versions) {
                    at = forwards(bytes, at, bytes.getInt(at + 12));
                }
            }
            if (bytes.getInt(library + 12) == 0) {
                return;
            }
            library = forwards(bytes, library, bytes.getInt(library + 12));
        }
    }

    private static int forwards(ByteBuffer bytes, int from, int step) throws AuditException {
        if (step <= 0 || step > bytes.limit() - from) {
            throw new AuditException("is damaged: its list of needed versions leads nowhere");
        }
        return from + step;
    }

    private static void require(ByteBuffer bytes, int at, int length) throws AuditException {
        if (length > bytes.limit() - at) {
            throw new AuditException("is damaged: its list of needed versions is cut off");
        }
    }
}
