// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.MixGain;
import dev.marchmark.model.Mix;
import java.util.List;

/** What wholes gain, in the reports that are compared with golden files. */
final class ReportMixes {
    private static final Mix SERVICE = new Mix(
            Mix.SCHEMA,
            "a service",
            "its own profile of 2026-11-25",
            List.of(
                    new Mix.Part("parsing", 0.25, List.of("kernels/text", "kernels/bits"), null),
                    new Mix.Part("hashing", 0.1, List.of("kernels/checksum/crc32"), "a guess of ours"),
                    new Mix.Part("archives", 0.05, List.of("packages/zlib"), null),
                    new Mix.Part("waiting", 0.2, List.of(), null)));

    private ReportMixes() {}

    /** Partly measured. */
    static MixGain service() {
        List<Mix.Part> parts = SERVICE.parts();
        return new MixGain(
                SERVICE,
                "v3-O2",
                new MixGain.Gain(1.01234, 1.01129, 1.01339),
                List.of(
                        new MixGain.Part(parts.get(0), new MixGain.Gain(1.05, 1.04, 1.06), 11, List.of("kernels/bits")),
                        new MixGain.Part(parts.get(1), new MixGain.Gain(0.9987, 0.9981, 0.9993), 1, List.of()),
                        new MixGain.Part(parts.get(2), null, 0, List.of("packages/zlib")),
                        new MixGain.Part(parts.get(3), null, 0, List.of())));
    }

    /** Nothing of it is measured, and every text is hostile. */
    static MixGain hostile() {
        Mix.Part part =
                new Mix.Part(ReportRuns.HOSTILE, 1, List.of("packages/" + ReportRuns.HOSTILE), ReportRuns.HOSTILE);
        Mix mix = new Mix(Mix.SCHEMA, ReportRuns.HOSTILE, ReportRuns.HOSTILE, List.of(part));
        return new MixGain(mix, "v3-O2", null, List.of(new MixGain.Part(part, null, 0, part.like())));
    }
}
