// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.ElfFile.Section;
import dev.marchmark.model.FileAudit.FlagSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What compilers say in debug information (DW_AT_producer) about how they were called, as readelf prints it. */
final class CompilerFlags {
    private static final Pattern PRODUCER = Pattern.compile("DW_AT_producer\\s*:\\s(?:\\(.*?\\): )?(.*)");
    /** Those that decide which instructions come out. */
    private static final Pattern TELLING = Pattern.compile("-(O.*|m.*|flto.*|fprofile-use.*|ffast-math|funroll.*)");

    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_SETS = 1000;

    private CompilerFlags() {}

    /** The sets of flags, the most frequent first; none where the file has no debug information. */
    static List<FlagSet> of(ElfFile elf, Path file) throws AuditException {
        Section info = elf.sections().stream()
                .filter(section -> section.name().equals(".debug_info"))
                .findAny()
                .orElse(null);
        if (info == null) {
            return List.of();
        }
        Map<String, Integer> units = new HashMap<>();
        Tool.run(
                List.of(
                        "readelf",
                        "--debug-dump=no-follow-links",
                        "--debug-dump=info",
                        "--dwarf-depth=1",
                        file.toAbsolutePath().toString()),
                output -> read(output, units));
        List<FlagSet> sets = new ArrayList<>();
        units.forEach((flags, count) -> sets.add(new FlagSet(flags, count)));
        sets.sort(Comparator.comparingInt(FlagSet::units).reversed().thenComparing(FlagSet::flags));
        return sets;
    }

    private static void read(InputStream output, Map<String, Integer> units) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8), LONGEST_LINE);
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c != '\n') {
                if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
                continue;
            }
            if (line.indexOf("DW_AT_producer") >= 0) {
                Matcher producer = PRODUCER.matcher(line);
                if (producer.find() && units.size() < MOST_SETS) {
                    units.merge(summary(producer.group(1)), 1, Integer::sum);
                }
            }
            line.setLength(0);
        }
    }

    /** Compiler and version, and the flags that matter. */
    static String summary(String producer) {
        int flags = Math.min(producer.length(), (producer + " -").indexOf(" -"));
        StringBuilder summary = new StringBuilder(producer.substring(0, flags).strip());
        for (String flag : producer.substring(flags).strip().split(" +", -1)) {
            if (TELLING.matcher(flag).matches()) {
                summary.append(' ').append(flag);
            }
        }
        return summary.toString();
    }
}
