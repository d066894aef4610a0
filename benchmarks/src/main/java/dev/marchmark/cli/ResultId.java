// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** What a result folder is called: UTC time and a random number, so that two are never one. */
final class ResultId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ResultId() {}

    static String draw() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(random);
    }
}
