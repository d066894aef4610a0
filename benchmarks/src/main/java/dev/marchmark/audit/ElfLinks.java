// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the loader goes by.
 *
 * @param soname the name by which others ask for this library, or null
 * @param needed names of the libraries that it is linked with
 */
record ElfLinks(@Nullable String soname, Set<String> needed) {
    private static final long DT_NULL = 0;
    private static final long DT_NEEDED = 1;

    static ElfLinks of(ElfFile elf) throws AuditException {
        String soname = null;
        Set<String> needed = new LinkedHashSet<>();
        for (Section section : elf.sections()) {
            if (section.type() == Section.DYNAMIC) {
                Section strings = elf.section(section.link());
                ByteBuffer bytes = elf.contents(section);
                for (int at = 0; at + 16 <= bytes.limit() && bytes.getLong(at) != DT_NULL; at += 16) {
                    long tag = bytes.getLong(at);
                    if (tag == DT_NEEDED) {
                        needed.add(elf.string(strings, (int) bytes.getLong(at + 8)));
                    } else if (tag == ElfFile.DT_SONAME) {
                        soname = elf.string(strings, (int) bytes.getLong(at + 8));
                    }
                }
            }
        }
        return new ElfLinks(soname, needed);
    }
}
