// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.CodeCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers as tables print them: in the root locale, with digits that the interval supports. */
final class Format {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\t\\r\\n\\x0B\\f\\x85\\p{Zl}\\p{Zp}]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

    private static final String[] TIME_UNITS = {"ns", "us", "ms", "s"};
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    /** What a line of plain text has at most. */
    static final int COLUMNS = 100;

    private static final String INDENT = "    ";

    private Format() {}

    /** A ratio with enough digits for an interval of that half width. */
    static String ratio(double value, double halfWidth) {
        if (value >= 999_999.5) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        if (value >= 999.5) {
            return fixed(value, 0);
        }
        return fixed(value, halfWidth < 0.0005 ? 5 : halfWidth < 0.005 ? 4 : 3);
    }

    static String percent(double fraction) {
        double percent = 100 * fraction;
        return fixed(percent, Math.abs(percent) < 0.1 ? 3 : Math.abs(percent) < 1 ? 2 : 1) + " %";
    }

    /** A difference, whose sign stands before it. */
    static String signedPercent(double fraction) {
        return (fraction > 0 ? "+" : "") + percent(fraction);
    }

    /** Nanoseconds with three significant digits and a unit that fits. */
    static String time(double nanos) {
        double value = nanos;
        int unit = 0;
        while (value >= 999.5 && unit < TIME_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return significant(value) + " " + TIME_UNITS[unit];
    }

    /** Units of work in a second, such as "1.24 GB/s" for bytes. */
    static String throughput(double work, double nanos, String unit) {
        double value = work / nanos * 1e9;
        int prefix = 0;
        while (value >= 999.5 && prefix < PREFIXES.length - 1) {
            value /= 1000;
            prefix++;
        }
        String name = unit.equals("byte") ? "B" : prefix == 0 ? unit : " " + unit;
        return significant(value) + " " + PREFIXES[prefix] + name + "/s";
    }

    private static String significant(double value) {
        return fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    }

    static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** A number and what goes with it, such as "1 row" and "3 rows". */
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** Each name with its number, the largest first. */
    static String tally(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The features that code needs. */
    static String needed(CodeCounts counts) {
        return counts.features().isEmpty() ? "nothing beyond x86-64" : tally(counts.features());
    }

    /** A result file may come from anywhere: nothing in it moves the cursor or turns the direction of writing. */
    static String printable(String text) {
        // Almost all is plain, and an index over many hosts prints millions of cells.
        return isPlain(text)
                ? text
                : UNPRINTABLE.matcher(LINE_BREAKS.matcher(text).replaceAll(" ")).replaceAll("?");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Lines of at most {@value #COLUMNS} columns, the later ones indented. */
    static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        String rest = printable(text);
        while (rest.length() > COLUMNS) {
            int space = rest.lastIndexOf(' ', COLUMNS);
            boolean wordFits = space > INDENT.length();
            lines.add(rest.substring(0, wordFits ? space : COLUMNS));
            rest = INDENT + rest.substring(wordFits ? space + 1 : COLUMNS);
        }
        lines.add(rest);
        return lines;
    }

    /** At most that long, by leaving out the front: the end of a path tells more. */
    static String clipFront(String text, int width) {
        return text.length() <= width ? text : "..." + text.substring(text.length() - width + 3);
    }

    static String clipEnd(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 3) + "...";
    }

    static String left(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }
}
