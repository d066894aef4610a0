// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void everySideFollowsEveryOtherEquallyOften(int sides) {
        Map<String, Integer> successions = new HashMap<>();
        List<int[]> rows = Orders.williams(sides);
        assertThat(rows).hasSize(sides % 2 == 0 ? sides : 2 * sides);
        for (int[] row : rows) {
            assertThat(Arrays.stream(row).distinct().count()).isEqualTo(sides);
            for (int i = 1; i < sides; i++) {
                successions.merge(row[i - 1] + " " + row[i], 1, Integer::sum);
            }
        }
        assertThat(successions).hasSize(sides * (sides - 1));
        assertThat(successions.values()).containsOnly(sides % 2 == 0 ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void rowsAndNamesAreDrawn(int sides) {
        Orders orders = new Orders(sides, new SplittableRandom(1));
        Map<String, Integer> counts = new HashMap<>();
        int draws = 12_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(
                    Arrays.stream(orders.next()).mapToObj(Integer::toString).collect(Collectors.joining()),
                    1,
                    Integer::sum);
        }
        int possible = sides == 2 ? 2 : sides == 3 ? 6 : 24;
        assertThat(counts).hasSize(possible);
        // Names come once a design, so the spread is that of draws / rows of a design draws.
        assertThat(counts.values()).allSatisfy(count -> assertThat((double) count * possible / draws)
                .isBetween(0.8, 1.2));
    }
}
