// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

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
    private static final long DT_NEEDED = 1;

    static ElfLinks of(ElfFile elf) throws AuditException {
        String soname = null;
        Set<String> needed = new LinkedHashSet<>();
        for (ElfFile.Dynamic entry : elf.dynamic()) {
            if (entry.tag() == DT_NEEDED) {
                needed.add(name(elf, entry));
            } else if (entry.tag() == ElfFile.DT_SONAME) {
                soname = name(elf, entry);
            }
        }
        return new ElfLinks(soname, needed);
    }

    private static String name(ElfFile elf, ElfFile.Dynamic entry) throws AuditException {
        return elf.string(elf.section(entry.strings()), (int) entry.value());
    }
}
