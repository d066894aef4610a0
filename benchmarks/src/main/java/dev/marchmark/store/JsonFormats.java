// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Audit;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.InstructionCounts;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Mix;
import dev.marchmark.model.Run;
import dev.marchmark.model.Scan;

/** The kinds of JSON that are written, each with its schema. */
final class JsonFormats {
    static final Json<Run> RUN = new Json<>(Run.class, "run.schema.json");
    static final Json<ForkResult> FORK = new Json<>(ForkResult.class, "fork.schema.json");
    static final Json<IsolatedResult> ISOLATED = new Json<>(IsolatedResult.class, "isolated.schema.json");
    static final Json<CalibrationStart> CALIBRATION = new Json<>(CalibrationStart.class, "calibration.schema.json");
    static final Json<CalibrationFork> CALIBRATION_FORK =
            new Json<>(CalibrationFork.class, "calibration-fork.schema.json");

    static final Json<Audit> AUDIT = new Json<>(Audit.class, "audit.schema.json");

    static final Json<BuildComparison> COMPARISON = new Json<>(BuildComparison.class, "comparison.schema.json");

    static final Json<Scan> SCAN = new Json<>(Scan.class, "scan.schema.json");

    static final Json<InstructionCounts> COUNTS = new Json<>(InstructionCounts.class, "counts.schema.json");

    static final Json<Mix> MIX = new Json<>(Mix.class, "mix.schema.json");

    private JsonFormats() {}
}
