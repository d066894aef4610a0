// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Family;
import dev.marchmark.model.Settings;
import dev.marchmark.model.TestRuns;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    @ParameterizedTest
    @EnumSource
    void onlyTheQuickOneExplores(Profile profile) {
        Settings like = TestRuns.settings(List.of(TestRuns.CRC32), TestRuns.V2_V3, 12);
        Settings settings = new Settings(
                like.workloads(), like.variants(), "small", profile.label(), 12, 50, 350, 4, 0.5, like.seed(), 0);
        assertThat(Family.of(settings)).isEqualTo(profile == Profile.QUICK ? Family.EXPLORATORY : Family.PUBLISHED);
    }
}
