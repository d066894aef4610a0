// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import org.jspecify.annotations.Nullable;

/**
 * One thing that {@link Doctor} looked at.
 *
 * @param topic what was looked at: a few lower-case words, the same on every host
 * @param value what was found
 * @param advice what it disturbs and how to mend it, in one line; null where there is nothing to do
 */
public record Finding(String topic, Severity severity, String value, @Nullable String advice) {
    /** How much a finding matters to a measurement. */
    public enum Severity {
        /** Nothing to do. */
        OK,
        /** Worth knowing: it widens intervals, or narrows what a result speaks for. */
        NOTE,
        /** Spoils a measurement, or forbids a part of it. */
        WARN
    }

    /** What it disturbs: its advice up to the first colon, after which stands how to mend it; empty without advice. */
    public String disturbs() {
        return advice == null ? "" : advice.split(":", 2)[0];
    }

    static Finding ok(String topic, String value) {
        return new Finding(topic, Severity.OK, value, null);
    }

    static Finding note(String topic, String value, @Nullable String advice) {
        return new Finding(topic, Severity.NOTE, value, advice);
    }

    static Finding warn(String topic, String value, String advice) {
        return new Finding(topic, Severity.WARN, value, advice);
    }
}
