// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * One start of {@code marchmark calibrate}: all that {@code calibration.json} holds. Like a {@link Run} it says nothing of
 * who started it or where.
 *
 * @param schema version of this format
 * @param marchmark version of the program
 * @param id the folder's name: UTC time and a random number
 * @param startedUtc ISO 8601
 * @param host name that its folder is filed under
 * @param cpu of the host
 * @param method by which it measures: starts of one method add up
 * @param workloads ids
 * @param rounds comparisons of each workload that it was asked for
 * @param seed of all that is drawn
 * @param failures workloads that could not be measured to the end, and why
 */
public record CalibrationStart(
        int schema,
        String marchmark,
        String id,
        String startedUtc,
        String host,
        Host.Processor cpu,
        Method method,
        List<String> workloads,
        int rounds,
        long seed,
        List<Run.Failure> failures) {
    /** Of this format. */
    public static final int SCHEMA = 1;

    /** Copies the lists. */
    public CalibrationStart {
        workloads = List.copyOf(workloads);
        failures = List.copyOf(failures);
    }

    /** The same with what failed meanwhile. */
    public CalibrationStart withFailures(List<Run.Failure> failed) {
        return new CalibrationStart(
                schema, marchmark, id, startedUtc, host, cpu, method, workloads, rounds, seed, failed);
    }

    /**
     * All that an error rate may depend on, beside host and workloads.
     *
     * @param number of how blocks are made and what is kept of them; one more whenever that changes. How comparisons are
     *     judged is no part of it: that is done anew, from all forks, whenever they are read
     * @param variant that all sides are made of
     * @param compiler its first line of {@code --version}
     * @param flags of the variant
     * @param size label
     * @param forks a comparison
     * @param cells combinations of layouts that a fork's blocks cycle through
     * @param warmUpMillis of blocks that are thrown away, a fork
     * @param measuredMillis of blocks that count, a fork
     * @param truths that share this time, each with its blocks among those of the others; all of them in results before a
     *     start could choose
     */
    public record Method(
            int number,
            String variant,
            String compiler,
            String flags,
            String size,
            int forks,
            int cells,
            int warmUpMillis,
            int measuredMillis,
            List<Contrast> truths) {
        /** Of this version. */
        public static final int NUMBER = 2;

        /** Copies the list. */
        public Method {
            truths = truths == null ? Contrast.KNOWN : List.copyOf(truths);
        }
    }
}
