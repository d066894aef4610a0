// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FamilyTest {
    private static Comparison row(double holm, double falseDiscovery) {
        return TestRows.row(TestRuns.CRC32, "v3-O2", 1.05, 0.01, Verdict.FASTER).withAdjusted(holm, falseDiscovery);
    }

    @Test
    void publishedTablesConfirmByHolmAndExploratoryOnesByTheShareOfFalseFlags() {
        Comparison between = row(0.08, 0.03);
        assertThat(Family.PUBLISHED.confirms(between)).isFalse();
        assertThat(Family.EXPLORATORY.confirms(between)).isTrue();
        assertThat(Family.PUBLISHED.confirms(row(0.049, 0.01))).isTrue();
        assertThat(Family.EXPLORATORY.confirms(row(0.2, 0.051))).isFalse();
    }
}
