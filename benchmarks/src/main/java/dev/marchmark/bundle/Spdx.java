// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Licences by their SPDX identifiers. */
final class Spdx {
    /** That let a built library be passed on with no more than their text; what is not here counts as copyleft. */
    private static final Set<String> PERMISSIVE = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-1-Clause",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSL-1.0",
            "bzip2-1.0.6",
            "CC0-1.0",
            "curl",
            "FTL",
            "HPND",
            "ICU",
            "IJG",
            "ISC",
            "libpng-2.0",
            "LicenseRef-public-domain",
            "MIT",
            "NCSA",
            "PostgreSQL",
            "Python-2.0",
            "Unlicense",
            "X11",
            "Zlib");

    private static final Pattern OR = Pattern.compile("\\s+OR\\s+");
    private static final Pattern AND = Pattern.compile("\\s+AND\\s+");
    private static final Pattern EXCEPTION = Pattern.compile("\\s+WITH\\s+\\S+$");

    private Spdx() {}

    /**
     * Whether something can be passed on under a licence without its source: of alternatives one must allow that, of parts
     * all. An expression with brackets is not looked into.
     */
    static boolean isPermissive(String expression) {
        return Arrays.stream(OR.split(expression.strip(), -1)).anyMatch(choice -> Arrays.stream(
                        AND.split(choice.strip(), -1))
                .allMatch(part -> PERMISSIVE.contains(EXCEPTION.matcher(part).replaceFirst(""))));
    }
}
