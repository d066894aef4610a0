// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

/** A file that can't be audited; the message says why, without naming it. */
public final class AuditException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Some libraries' messages quote what they read, whatever its length. */
    private static final int LONGEST = 5000;

    private final String reason;

    AuditException(String message) {
        super(message);
        reason = clipped(message);
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
        reason = clipped(message);
    }

    private static String clipped(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " ...";
    }

    /** Whether the file may pass where there is more memory. */
    boolean isLackOfMemory() {
        return getCause() instanceof OutOfMemoryError;
    }

    /** What is wrong, as the end of a sentence about the file. */
    public String reason() {
        return reason;
    }
}
