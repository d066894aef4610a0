// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void eachLookIsAboutHalfAsManyForksLater() {
        assertThat(Looks.between(12, 100).forks()).containsExactly(12, 18, 28, 43, 65, 100);
        assertThat(Looks.between(30, 45).forks()).containsExactly(30, 45);
        assertThat(Looks.between(30, 33).forks()).containsExactly(30, 33);
        assertThat(Looks.between(12, 12).forks()).containsExactly(12);
        assertThat(Looks.between(12, 100).most()).isEqualTo(100);
    }

    @Test
    void countsThatDoNotIncreaseOrStartTooLowAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Looks(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Looks(List.of(2, 12)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Looks(List.of(12, 20, 20)));
        assertThatIllegalArgumentException().isThrownBy(() -> Looks.between(12, 11));
    }

    @Test
    void looksDoNotChangeWithTheListTheyCameFrom() {
        List<Integer> forks = new ArrayList<>(List.of(12, 20));
        Looks looks = new Looks(forks);
        forks.set(0, 19);
        assertThat(looks.forks()).containsExactly(12, 20);
    }

    @Test
    void everyRangeGivesItsEndsAndIncreases() {
        Samples.property(random -> {
            int first = random.nextInt(3, 60);
            int most = random.nextInt(first, 500);
            List<Integer> forks = Looks.between(first, most).forks();
            assertThat(forks).startsWith(first).endsWith(most);
        });
    }
}
