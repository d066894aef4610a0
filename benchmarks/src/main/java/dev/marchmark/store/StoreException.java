// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

/** A result that can't be read or written; the message names the file and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
