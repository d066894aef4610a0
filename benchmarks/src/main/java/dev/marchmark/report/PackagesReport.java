// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.SourcePackage;
import java.util.List;
import java.util.Locale;

/** What is known of packages and their builds, for the console. */
public final class PackagesReport {
    private PackagesReport() {}

    /** A paragraph a package. */
    public static String of(List<SourcePackage> packages) {
        StringBuilder text = new StringBuilder();
        for (SourcePackage each : packages) {
            text.append(each.name())
                    .append(each.version().isEmpty() ? "" : " " + each.version())
                    .append(": source ")
                    .append(each.source())
                    .append(", licence ")
                    .append(each.licence())
                    .append(", dispatch ")
                    .append(each.dispatch().label())
                    .append("; ")
                    .append(standing(each))
                    .append('\n');
            for (SourcePackage.Build build : each.builds()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %,9d bytes of code, %d of %d units at its level%s, %.1f s of CPU time%s%n",
                        build.variant(),
                        build.codeBytes(),
                        build.unitsAtLevel(),
                        build.units(),
                        assembly(build),
                        build.cpuSeconds(),
                        Boolean.FALSE.equals(build.addsLevel()) ? "; no instruction of its level" : ""));
            }
        }
        return text.toString();
    }

    private static String assembly(SourcePackage.Build build) {
        Long units = build.assemblyUnits();
        return units == null || units == 0 ? "" : ", " + units + " of assembly";
    }

    private static String standing(SourcePackage each) {
        if (each.version().isEmpty()) {
            return "not built: 'marchmark packages build " + each.name() + "' does it";
        }
        if (each.reproduced() == null) {
            return "not compared, as the distribution's library of this version can't be had";
        }
        return each.reproduced()
                ? "its code is that of the distribution's library"
                : "not reproduced: the distribution's library has other code";
    }
}
