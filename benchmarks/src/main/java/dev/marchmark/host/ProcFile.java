// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kernel's files of keys and values. */
final class ProcFile {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})(?: kB)?");

    private ProcFile() {}

    /** The value of the first line "key : value", as in /proc/cpuinfo. */
    static @Nullable String field(@Nullable String text, String key) {
        return find(text, key, "[ \\t]*:[ \\t]*(.*)");
    }

    /** The number in the first line "key : number", with or without "kB" after it. */
    static @Nullable Long number(@Nullable String text, String key) {
        return parse(field(text, key));
    }

    /** The number in the first line "key number", as in cpu.stat. */
    static @Nullable Long counter(@Nullable String text, String key) {
        return parse(find(text, key, "[ \\t]+(.*)"));
    }

    static @Nullable Long parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Matcher number = NUMBER.matcher(value);
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }

    private static @Nullable String find(@Nullable String text, String key, String rest) {
        if (text == null) {
            return null;
        }
        Matcher line = Pattern.compile("^" + Pattern.quote(key) + rest + "$", Pattern.MULTILINE)
                .matcher(text);
        return line.find() ? line.group(1).strip() : null;
    }
}
