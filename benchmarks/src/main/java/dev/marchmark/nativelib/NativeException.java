// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

/** Native code that is missing, damaged, above the host's level, or not what its label says. */
public final class NativeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeException(String message) {
        super(message);
    }

    NativeException(String message, Throwable cause) {
        super(message, cause);
    }
}
