// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.InstructionTable.Level;
import dev.marchmark.model.CodeCounts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts instructions. */
final class Tally {
    private final List<InstructionTable.Feature> features;
    private final int[] needing;
    private int xmm;
    private int ymm;
    private int zmm;
    private int asksCpu;

    Tally(InstructionTable table) {
        features = table.features();
        needing = new int[features.size()];
    }

    void count(Instruction instruction) {
        needing[instruction.feature]++;
        int mentions = instruction.mentions;
        if ((mentions & InstructionTable.ZMM) != 0) {
            zmm++;
        }
        if ((mentions & InstructionTable.YMM) != 0) {
            ymm++;
        }
        if ((mentions & InstructionTable.XMM) != 0) {
            xmm++;
        }
        if ((instruction.traits & InstructionTable.ASKS_CPU) != 0) {
            asksCpu++;
        }
    }

    /** How many asked the CPU what it is, since {@link #take}. */
    int asksCpu() {
        return asksCpu;
    }

    /** What was counted in that many bytes; the next count begins at 0. */
    CodeCounts take(long bytes) {
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        Map<String, Long> beyond = new TreeMap<>();
        for (int i = 0; i < needing.length; i++) {
            if (needing[i] > 0) {
                InstructionTable.Feature feature = features.get(i);
                levels.merge(feature.level(), (long) needing[i], Long::sum);
                if (feature.isNamed()) {
                    beyond.put(feature.name(), (long) needing[i]);
                }
            }
        }
        CodeCounts counts = new CodeCounts(
                bytes,
                levels.getOrDefault(Level.V1, 0L),
                levels.getOrDefault(Level.V2, 0L),
                levels.getOrDefault(Level.V3, 0L),
                levels.getOrDefault(Level.V4, 0L),
                levels.getOrDefault(Level.OUTSIDE, 0L),
                levels.getOrDefault(Level.TZCNT, 0L),
                levels.getOrDefault(Level.INVALID, 0L),
                xmm,
                ymm,
                zmm,
                beyond.isEmpty() ? Map.of() : beyond);
        Arrays.fill(needing, 0);
        xmm = 0;
        ymm = 0;
        zmm = 0;
        asksCpu = 0;
        return counts;
    }
}
