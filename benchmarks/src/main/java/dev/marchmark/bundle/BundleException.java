// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

/** A bundle that can't be made of what is here; the message says what to do. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BundleException(String message) {
        super(message);
    }

    BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
