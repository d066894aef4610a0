// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    private static final Draws DRAWS = new Draws(42, "kernels/checksum/crc32");

    private static List<Integer> drawn(Draws draws, String purpose, int first, int count, int bound) {
        return IntStream.range(first, first + count)
                .mapToObj(index -> draws.balanced(purpose, index, bound))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16, 64})
    void everyRunOfBoundDrawsHasEachValueOnce(int bound) {
        Integer[] all = IntStream.range(0, bound).boxed().toArray(Integer[]::new);
        for (int run = 0; run < 20; run++) {
            assertThat(drawn(DRAWS, "layout", run * bound, bound, bound)).containsExactlyInAnyOrder(all);
        }
    }

    @Test
    void drawsDependOnNothingButSeedWorkloadPurposeAndIndex() {
        Draws again = new Draws(42, "kernels/checksum/crc32");
        drawn(again, "something else", 0, 10, 8);
        assertThat(drawn(again, "layout", 0, 64, 8)).isEqualTo(drawn(DRAWS, "layout", 0, 64, 8));
        assertThat(again.random("data", 3).nextLong())
                .isEqualTo(DRAWS.random("data", 3).nextLong());
    }

    @Test
    void seedWorkloadPurposeAndForkEachChangeTheDraws() {
        List<Integer> drawn = drawn(DRAWS, "layout of v2", 0, 64, 8);
        assertThat(drawn(DRAWS, "layout of v3", 0, 64, 8)).isNotEqualTo(drawn);
        assertThat(drawn(new Draws(43, "kernels/checksum/crc32"), "layout of v2", 0, 64, 8))
                .isNotEqualTo(drawn);
        assertThat(drawn(new Draws(42, "kernels/checksum/crc33"), "layout of v2", 0, 64, 8))
                .isNotEqualTo(drawn);
        assertThat(drawn(DRAWS, "layout of v2", 64, 64, 8)).isNotEqualTo(drawn);
    }

    @Test
    void seedsOfManyForksPurposesAndRunsAreAllDifferent() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Draws draws = new Draws(seed, "w");
            for (int fork = 0; fork < 60; fork++) {
                seeds.add(draws.random("data", fork).nextLong());
                seeds.add(draws.random("blocks", fork).nextLong());
            }
        }
        assertThat(seeds).hasSize(20 * 60 * 2);
    }

    /** Pearson's chi-squared over the pairs of two purposes: neither says anything about the other. */
    @Test
    void drawsOfTwoPurposesAreIndependent() {
        int bound = 4;
        int count = 16_000;
        long[] pairs = new long[bound * bound];
        List<Integer> first = drawn(DRAWS, "layout of v2-O2", 0, count, bound);
        List<Integer> second = drawn(DRAWS, "layout of v3-O2", 0, count, bound);
        for (int i = 0; i < count; i++) {
            pairs[first.get(i) * bound + second.get(i)]++;
        }
        double expected = (double) count / pairs.length;
        double chiSquared = Arrays.stream(pairs)
                .mapToDouble(pair -> (pair - expected) * (pair - expected) / expected)
                .sum();
        assertThat(chiSquared).as("9 degrees of freedom; 0.9999 quantile 33.7").isLessThan(33.7);
        assertThat(chiSquared).as("0.0001 quantile").isGreaterThan(0.4);
    }

    @Test
    void allPermutationsAreEquallyLikely() {
        SplittableRandom random = new SplittableRandom(7);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            counts.merge(Arrays.stream(Draws.permutation(random, 4)).boxed().toList(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - 1000) < 150);
    }
}
