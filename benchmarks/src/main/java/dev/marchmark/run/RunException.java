// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

/** A run that can't start, or can't go on; the message says why and what to do. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }
}
