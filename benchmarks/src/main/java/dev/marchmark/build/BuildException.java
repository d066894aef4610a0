// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

/** A build that failed; the message holds what the tools said. */
public final class BuildException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message saying what to do */
    public BuildException(String message) {
        super(message);
    }

    BuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
