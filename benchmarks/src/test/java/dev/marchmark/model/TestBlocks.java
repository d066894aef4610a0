// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/** Blocks and forks that could have been measured. */
public final class TestBlocks {
    private TestBlocks() {}

    /** One variant alone, in two cells. */
    public static IsolatedResult isolated(String workload, int fork, String variant, double nanos) {
        return new IsolatedResult(
                workload, "small", fork, variant, "2026-11-23T08:03:00Z", 1.25, List.of(nanos / 1.01, nanos * 1.01));
    }

    /** A finished fork of two cells. */
    public static ForkResult fork(String workload, int number) {
        return new ForkResult(
                workload,
                "small",
                number,
                "2026-11-23T08:02:00Z",
                0.875,
                List.of(List.of(0, 5), List.of(3, 1), List.of(7, 2)),
                List.of(48, 1040),
                16,
                -6_148_914_691_236_517_206L,
                81_985_529_216_486_895L,
                List.of(
                        new ForkResult.Ratio(
                                Contrast.VARIANTS,
                                1,
                                81,
                                2,
                                0.0015,
                                List.of(0, 1),
                                List.of(0.05, 0.0525),
                                0.0511,
                                0.0003),
                        new ForkResult.Ratio(Contrast.COPY, 1, 10, 0, 0.0001, List.of(0), List.of(-1e-5), -1e-5, null)),
                List.of(new ForkResult.Time(0, 16_384.5), new ForkResult.Time(1, 15_574)),
                List.of(new ForkResult.LevelShift(0, 2, 3, 0.00095)),
                new ForkResult.Noise(96, 2, 3, 1, 250, 0, 5120.5, 0.002, 0.01, null, 0.5));
    }

    /** An ordinary block of four slices: the times are the lead-in's, then A B B A's. */
    public static Block block(long leadIn, long a1, long b1, long b2, long a2) {
        return block(Contrast.VARIANTS, 0, 0, 10, List.of(1, 0, 1, 1, 0), List.of(leadIn, a1, b1, b2, a2), 0);
    }

    public static Block block(
            Contrast contrast,
            int cell,
            int sliceMillis,
            long calls,
            List<Integer> order,
            List<Long> elapsed,
            int involuntarySwitches) {
        Usage usage = new Usage(1_000, 3_000, involuntarySwitches, 1, 5, 2, 0, 1, 5_000);
        return new Block(contrast, cell, sliceMillis, calls, 77, order, elapsed, usage);
    }
}
