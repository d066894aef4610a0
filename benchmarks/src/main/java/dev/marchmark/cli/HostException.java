// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

/** Nothing of what was asked can be measured on this host. */
final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostException(String message) {
        super(message);
    }
}
