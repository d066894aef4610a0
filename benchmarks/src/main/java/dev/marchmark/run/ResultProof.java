// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.harness.ForkLength;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Settings;
import dev.marchmark.model.Size;
import dev.marchmark.model.Variant;
import dev.marchmark.verify.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What variants of workloads compute, found out before anything is timed. All layouts of a variant hold the same object code,
 * so one library stands for all.
 */
public final class ResultProof {
    private final Verifier verifier;
    private final Manifest manifest;
    private final List<String> workloads;
    private final List<Variant> variants;
    private final BooleanSupplier stopping;

    /**
     * @param workloads by id
     * @param variants the baseline first
     * @param stopping ends it early
     */
    public ResultProof(
            Verifier verifier,
            Manifest manifest,
            List<String> workloads,
            List<Variant> variants,
            BooleanSupplier stopping) {
        this.verifier = verifier;
        this.manifest = manifest;
        this.workloads = workloads;
        this.variants = variants;
        this.stopping = stopping;
    }

    /** How many of these workloads' variants were built, or could not be. */
    public static int tried(Manifest manifest, List<String> workloads, List<Variant> variants) {
        return (int) workloads.stream()
                .flatMap(id -> variants.stream().filter(variant -> isTried(manifest, id, variant)))
                .count();
    }

    private static boolean isTried(Manifest manifest, String id, Variant variant) {
        return !manifest.libraries(id, variant.name()).isEmpty()
                || manifest.broken(id, variant.name()).isPresent();
    }

    private Library library(String id, Variant variant) {
        return manifest.libraries(id, variant.name()).get(0);
    }

    /**
     * Compares every variant of every workload with the reference. A variant that could not be built has failed; one that
     * does not build the workload is passed over.
     */
    public List<Run.Failure> failures(Progress progress) {
        List<Run.Failure> failures = new ArrayList<>();
        progress.begin("verifying", tried(manifest, workloads, variants));
        for (String id : workloads) {
            for (Variant variant : variants) {
                if (stopping.getAsBoolean() || !isTried(manifest, id, variant)) {
                    continue;
                }
                progress.step(id + ", " + variant.name());
                String failure = manifest.broken(id, variant.name()).orElse(null);
                if (failure == null) {
                    failure = verifier.verify(manifest.workload(id), library(id, variant))
                            .failure();
                }
                if (failure != null) {
                    failures.add(new Run.Failure(id, variant.name(), FailureReason.withoutPaths(failure)));
                }
            }
        }
        progress.end();
        return failures;
    }

    /**
     * How the results of each candidate compare with the baseline's, for workloads of which all variants passed.
     *
     * @param failures of what did not
     */
    public List<Run.Numerics> numerics(List<Run.Failure> failures) {
        List<Run.Numerics> numerics = new ArrayList<>();
        for (String id : workloads) {
            if (isAmong(failures, id)) {
                continue;
            }
            Library baseline = library(id, variants.get(0));
            for (Variant candidate : variants.subList(1, variants.size())) {
                if (stopping.getAsBoolean()) {
                    return numerics;
                }
                verifier.compare(manifest.workload(id), baseline, library(id, candidate))
                        .ifPresent(agreement -> numerics.add(new Run.Numerics(
                                id,
                                candidate.name(),
                                agreement.numericClass(),
                                agreement.largestUlps(),
                                agreement.largestDifference())));
            }
        }
        return numerics;
    }

    private static boolean isAmong(List<Run.Failure> failures, String workload) {
        return failures.stream().anyMatch(failure -> failure.workload().equals(workload));
    }

    /**
     * About how long a fork of each workload will measure, by what one run of its baseline takes; without those that failed.
     *
     * @param settings of the run
     * @param facts of its workloads
     */
    public Map<String, Duration> measuring(
            Settings settings, List<Run.WorkloadFacts> facts, List<Run.Failure> failures) {
        Map<String, Duration> measuring = new HashMap<>();
        Duration told = Duration.ofMillis(settings.measuredMillis());
        for (Run.WorkloadFacts each : facts) {
            if (isAmong(failures, each.id())) {
                continue;
            }
            if (stopping.getAsBoolean()) {
                return measuring;
            }
            verifier.nanosPerRun(
                            manifest.workload(each.id()), library(each.id(), variants.get(0)), Size.of(settings.size()))
                    .ifPresent(nanos -> measuring.put(
                            each.id(), ForkLength.expected(told, variants.size(), each.instances() > 1, nanos)));
        }
        return measuring;
    }
}
