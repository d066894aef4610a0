// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A library of the distribution, built of its own source by its own rules.
 *
 * @param name its folder in {@code native/packages}, such as {@code zlib}
 * @param source what the distribution calls its source
 * @param version of that source, as the distribution counts; empty where it is not built
 * @param licence SPDX identifier
 * @param dispatch where it decides which of its code a CPU gets
 * @param reproduced whether the baseline's machine code is that of the library which the distribution ships in this version;
 *     null where none was there to compare with
 * @param builds those that are there
 */
public record SourcePackage(
        String name,
        String source,
        String version,
        String licence,
        Dispatch dispatch,
        @Nullable Boolean reproduced,
        List<Build> builds) {

    /** Copies the list. */
    public SourcePackage {
        builds = List.copyOf(builds);
    }

    /**
     * One variant of it.
     *
     * @param sha256 of the library as its own build linked it
     * @param codeBytes of that library's {@code .text}
     * @param units of C and C++ that it was compiled of; those that an assembler made come on top
     * @param unitsAtLevel those of them whose debug information says the variant's level
     * @param cpuSeconds that its build took
     * @param addsLevel whether its code has instructions of its level that the baseline's has not, by the audit of what was
     *     built; null where it was not audited
     * @param assemblyUnits how many units an assembler made, which no level reaches, by the debug information of what was
     *     built; null where nobody counted them
     */
    public record Build(
            String variant,
            String sha256,
            long codeBytes,
            int units,
            int unitsAtLevel,
            double cpuSeconds,
            @Nullable Boolean addsLevel,
            @Nullable Long assemblyUnits) {
        /** One that was not audited. */
        public Build(String variant, String sha256, long codeBytes, int units, int unitsAtLevel, double cpuSeconds) {
            this(variant, sha256, codeBytes, units, unitsAtLevel, cpuSeconds, null, null);
        }

        /** Whether all that a compiler made of it says that it is at its level. */
        public boolean keepsLevel() {
            return units > 0 && unitsAtLevel == units;
        }
    }

    /** The build of that variant; empty where it is not there. */
    public Optional<Build> build(String variant) {
        return builds.stream().filter(build -> build.variant().equals(variant)).findFirst();
    }

    /** The same package with only the builds of these variants. */
    public SourcePackage of(Collection<String> variants) {
        List<Build> kept = builds.stream()
                .filter(build -> variants.contains(build.variant()))
                .toList();
        return new SourcePackage(name, source, version, licence, dispatch, reproduced, kept);
    }

    /** The same package with that build as well. */
    SourcePackage with(Build build) {
        List<Build> more = new ArrayList<>(builds);
        more.add(build);
        return new SourcePackage(name, source, version, licence, dispatch, reproduced, more);
    }
}
