// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIT",
                "Zlib",
                "BSD-3-Clause OR GPL-2.0-only",
                "GPL-2.0-only OR BSD-3-Clause",
                "MIT AND BSD-2-Clause",
                "Apache-2.0 WITH LLVM-exception",
                "LicenseRef-public-domain"
            })
    void whatAsksForNoMoreThanItsTextIsPermissive(String licence) {
        assertThat(Spdx.isPermissive(licence)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GPL-2.0-or-later",
                "LGPL-2.1-or-later",
                "MPL-2.0",
                "MIT AND LGPL-2.1-only",
                "GPL-2.0-only WITH Classpath-exception-2.0",
                "GPL-2.0-only OR MIT AND LGPL-2.1-only",
                "(MIT OR GPL-2.0-only) AND LGPL-2.1-only",
                "LicenseRef-nobody-knows",
                "mit",
                ""
            })
    void whatAsksForItsSourceOrIsNotKnownIsNot(String licence) {
        assertThat(Spdx.isPermissive(licence)).isFalse();
    }
}
