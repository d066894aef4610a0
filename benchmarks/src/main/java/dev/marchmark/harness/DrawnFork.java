// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.harness;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.Size;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parameters by which a fork of either benchmark draws what it draws. */
@State(Scope.Thread)
public abstract class DrawnFork {
    /** The id; {@link JmhMain} fills in all that were built. */
    @Param({})
    public String workload = "";

    /** small, medium or large, or bytes. */
    @Param("small")
    public String size = "";

    /** Of the run. */
    @Param("0")
    public long seed;

    /** The fork's number in its row; -1 draws one. */
    @Param("-1")
    public int fork;

    /** How many combinations of layouts a fork cycles through. */
    @Param("8")
    public int cells;

    /** Whether every buffer starts at a multiple of 64 bytes, which malloc does not give. */
    @Param("false")
    public boolean aligned;

    ForkPlan plan(Manifest manifest, List<String> variants) {
        // JMH does not tell a fork its number.
        int number = fork >= 0 ? fork : (int) (ProcessHandle.current().pid() & 0xffff);
        ForkPlan plan = ForkPlan.draw(
                workload,
                Size.of(size),
                variants,
                seed,
                number,
                variant -> BuildFolder.layouts(manifest, workload, variant),
                cells);
        return aligned ? plan.withAlignedBuffers() : plan;
    }
}
