// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

/** A fork that gives no numbers; the message says why, for the row of the table. */
public final class ForkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForkFailure(String message) {
        super(message);
    }

    ForkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
