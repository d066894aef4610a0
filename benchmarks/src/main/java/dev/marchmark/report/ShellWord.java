// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import java.util.regex.Pattern;

/** What a user may type or paste as one word of a shell. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private ShellWord() {}

    /** The text, in quotes where a shell would read more into it. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
