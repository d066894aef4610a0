// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.IsolatedResult;
import dev.marchmark.model.Run;

/** The kinds of JSON in a result folder, each with its schema. */
final class JsonFormats {
    static final Json<Run> RUN = new Json<>(Run.class, "run.schema.json");
    static final Json<ForkResult> FORK = new Json<>(ForkResult.class, "fork.schema.json");
    static final Json<IsolatedResult> ISOLATED = new Json<>(IsolatedResult.class, "isolated.schema.json");

    private JsonFormats() {}
}
