// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.model.Run;

/** Who watches a run. */
public interface Progress {
    /** A stage of the run begins. */
    void begin(String stage, int steps);

    /** One of its steps begins. */
    void step(String what);

    /** The stage is over. */
    void end();

    /** Something to know that is no part of the result. */
    void say(String line);

    /** The first rows of a long run have a table, of few forks; all rows follow. */
    default void firstRows(Run soFar) {}
}
