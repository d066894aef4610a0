// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import org.jspecify.annotations.Nullable;

/** Watches a run, and stops it as a user would. */
class Watcher implements Progress {
    /** To be stopped. */
    @Nullable
    Session session;

    /** Steps of the last stage that began. */
    int announced;

    private final int stopsAt;
    private int steps;

    /** @param stopsAt the step at whose beginning the run is stopped; 0 for never */
    Watcher(int stopsAt) {
        this.stopsAt = stopsAt;
    }

    @Override
    public void begin(String stage, int expected) {
        announced = expected;
    }

    @Override
    public void step(String what) {
        steps++;
        if (steps == stopsAt && session != null) {
            session.stop().make();
        }
    }

    @Override
    public void end() {}

    @Override
    public void say(String line) {}
}
