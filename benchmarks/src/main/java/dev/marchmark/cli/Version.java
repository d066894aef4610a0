// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

/** Of this program; a test holds it equal to the pom's. */
final class Version {
    static final String NUMBER = "0.1.0";
    static final String TEXT = "marchmark " + NUMBER;

    private Version() {}
}
