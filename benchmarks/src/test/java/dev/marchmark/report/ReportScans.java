// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.Audit;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.PackageCode;
import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.util.List;
import java.util.Map;

/** The scan whose reports are compared with golden files. */
final class ReportScans {
    private static final PackageCode.Choice NONE = new PackageCode.Choice(0, 0, 0, 0);

    private ReportScans() {}

    static Scan system() {
        return new Scan(
                List.of(
                        each(
                                "libc6",
                                "glibc",
                                412,
                                code(48, 1_396_089, 6401, 900, new PackageCode.Choice(2, 9, 58, 312), 0.01)),
                        each("libgmp10", "gmp", 9, code(1, 400_123, 0, 40, NONE, 0.875)),
                        each("libpng16-16", "libpng1.6", 31, code(1, 143_000, 0, 62, NONE, 0)),
                        each("libz-built-elsewhere-with-a-long-name", "zlib", 0, code(1, 77_267, 971, 166, NONE, 0)),
                        each("zlib1g", "zlib", 120, code(1, 72_931, 0, 7, NONE, 0)),
                        each(ReportRuns.HOSTILE, ReportRuns.HOSTILE, 1, code(1, 1000, 1, 1, NONE, 1))),
                311,
                code(7, 12_345_678_901L, 123_456, 1_234_567, new PackageCode.Choice(3, 4, 5, 6), 0.25),
                List.of(
                        "proc is a file system of its own, of type proc",
                        "12 ELF files for other machines than x86-64"),
                List.of(new Audit.Failure(
                        "usr/lib/" + ReportRuns.HOSTILE, "ends within the ELF header: it is cut off")));
    }

    private static ScannedPackage each(String name, String source, long users, PackageCode code) {
        return new ScannedPackage(name, "1.2-3", source, users, code);
    }

    private static PackageCode code(
            long files, long bytes, long v3, long packed, PackageCode.Choice choice, double withoutUnwind) {
        Map<String, Long> features = v3 == 0 ? Map.of() : Map.of("AVX2", v3, "SSE4.1", 2L);
        return new PackageCode(
                files,
                1,
                bytes,
                new CodeCounts(bytes, bytes / 4, v3 == 0 ? 0 : 2, v3, 0, 0, 3, 0, packed, v3, 0, features),
                packed,
                choice,
                new PackageCode.Origin(0, 0, Math.round(withoutUnwind * bytes)));
    }
}
