// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

/** A file that can't be audited; the message says why, without naming it. */
public final class AuditException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    AuditException(String message) {
        super(message);
        reason = message;
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
        reason = message;
    }

    /** What is wrong, as the end of a sentence about the file. */
    public String reason() {
        return reason;
    }
}
