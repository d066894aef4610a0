// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Audit;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;

/** The kinds of JSON that are written, each with its schema. */
final class JsonFormats {
    static final Json<Run> RUN = new Json<>(Run.class, "run.schema.json");
    static final Json<ForkResult> FORK = new Json<>(ForkResult.class, "fork.schema.json");

    static final Json<Audit> AUDIT = new Json<>(Audit.class, "audit.schema.json");

    static final Json<BuildComparison> COMPARISON = new Json<>(BuildComparison.class, "comparison.schema.json");

    private JsonFormats() {}
}
