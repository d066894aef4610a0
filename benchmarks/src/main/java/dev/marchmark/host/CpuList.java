// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sets of CPUs as the kernel writes them: "0-3,8". */
final class CpuList {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    // The kernel's own limit on x86-64 (NR_CPUS).
    private static final int MOST_CPUS = 8192;

    private CpuList() {}

    /** The CPUs of a list; null where it is none, or empty. */
    static @Nullable BitSet parse(@Nullable String list) {
        if (list == null) {
            return null;
        }
        BitSet cpus = new BitSet();
        for (String part : list.strip().split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return null;
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last >= MOST_CPUS) {
                return null;
            }
            cpus.set(first, last + 1);
        }
        return cpus;
    }

    /** The CPUs of the list in a file. */
    static @Nullable BitSet read(Tree tree, String path) {
        return parse(tree.text(path));
    }

    static @Nullable Integer size(@Nullable BitSet cpus) {
        return cpus == null ? null : cpus.cardinality();
    }
}
