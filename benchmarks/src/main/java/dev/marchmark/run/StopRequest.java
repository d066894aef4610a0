// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

/** Somebody's wish that what is going on may end after its present fork; made and read by any thread. */
public final class StopRequest {
    private volatile boolean made;

    /** Makes it. */
    public void make() {
        made = true;
    }

    /** Whether it was made. */
    public boolean isMade() {
        return made;
    }

    /**
     * Whether it is made, for those whose child has failed: Ctrl-C on a terminal reaches the child too, and may end it before
     * this process has heard of it. Waits a second for that (DECISIONS.md, D133).
     */
    public boolean isMadeSoon() {
        for (int tenths = 0; tenths < 10 && !made; tenths++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return made;
    }
}
