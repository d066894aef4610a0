// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

/** A command line that can't be meant; the message says what to write instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** Of a file that the command line names. */
    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
