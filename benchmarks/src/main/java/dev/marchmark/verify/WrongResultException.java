// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

/** A variant does not compute what the reference computes; the message says what differs. */
public final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongResultException(String message) {
        super(message);
    }
}
