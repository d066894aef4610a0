// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the kernel backs by huge pages, by {@code /proc/self/smaps} (proc(5)). */
final class HugePages {
    private static final Path SMAPS = Path.of("/proc/self/smaps");
    private static final Pattern AREA = Pattern.compile("([0-9a-f]{1,16})-[0-9a-f]{1,16} .*");
    private static final Pattern HUGE = Pattern.compile("AnonHugePages: +([0-9]{1,15}) kB");

    private HugePages() {}

    /**
     * The share of some mappings of this process that is in huge pages, 0 to 1; null where the kernel does not tell.
     *
     * @param mappings their lengths in bytes by their first address; areas between guard pages, which the kernel can't
     *     join with others
     */
    static @Nullable Double share(Map<Long, Long> mappings) {
        try {
            return share(Files.readAllLines(SMAPS), mappings);
        } catch (IOException e) {
            return null;
        }
    }

    static @Nullable Double share(List<String> smaps, Map<Long, Long> mappings) {
        TreeMap<Long, Long> byAddress = new TreeMap<>(mappings);
        long huge = 0;
        boolean told = false;
        boolean ours = false;
        for (String line : smaps) {
            Matcher area = AREA.matcher(line);
            if (area.matches()) {
                long start = Long.parseUnsignedLong(area.group(1), 16);
                Map.Entry<Long, Long> mapping = byAddress.floorEntry(start);
                ours = mapping != null && start < mapping.getKey() + mapping.getValue();
                continue;
            }
            Matcher amount = HUGE.matcher(line);
            if (ours && amount.matches()) {
                told = true;
                huge += 1024 * Long.parseLong(amount.group(1));
            }
        }
        long all = mappings.values().stream().mapToLong(Long::longValue).sum();
        return told ? Math.min(1, (double) huge / all) : null;
    }
}
