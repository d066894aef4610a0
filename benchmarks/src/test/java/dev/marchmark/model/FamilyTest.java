// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FamilyTest {
    @Test
    void publishedTablesConfirmByHolmAndExploratoryOnesByTheShareOfFalseFlags() {
        Comparison between = TestRows.adjusted(0.08, 0.03);
        assertThat(Family.PUBLISHED.confirms(between)).isFalse();
        assertThat(Family.EXPLORATORY.confirms(between)).isTrue();
        assertThat(Family.PUBLISHED.confirms(TestRows.adjusted(0.049, 0.01))).isTrue();
        assertThat(Family.EXPLORATORY.confirms(TestRows.adjusted(0.2, 0.051))).isFalse();
    }
}
