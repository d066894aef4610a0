// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where in a library instructions lie that tell something, as far as its functions reach.
 *
 * @param packed the addresses of those that compute on several elements at once
 * @param asksCpu the addresses of those that ask the CPU what it can: {@code cpuid}, {@code xgetbv}
 * @param features what those need that need more than x86-64 itself, by their addresses
 */
public record InstructionPlaces(Set<Long> packed, Set<Long> asksCpu, Map<Long, String> features) {
    /** Of a library that could not be decoded. */
    public static final InstructionPlaces NONE = new InstructionPlaces(Set.of(), Set.of(), Map.of());

    /** Copies them. */
    public InstructionPlaces {
        packed = Set.copyOf(packed);
        asksCpu = Set.copyOf(asksCpu);
        features = Map.copyOf(features);
    }

    /** Notes them as they are decoded. */
    static final class Reader implements Objdump.Sink {
        private final InstructionTable table;
        private final Set<Long> packed = new HashSet<>();
        private final Set<Long> asksCpu = new HashSet<>();
        private final Map<Long, String> features = new HashMap<>();

        Reader(InstructionTable table) {
            this.table = table;
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if ((instruction.traits & InstructionTable.PACKED) != 0) {
                packed.add(instruction.address);
            }
            if ((instruction.traits & InstructionTable.ASKS_CPU) != 0) {
                asksCpu.add(instruction.address);
            }
            InstructionTable.Feature feature = table.features().get(instruction.feature);
            if (feature.isNamed()) {
                features.put(instruction.address, feature.name());
            }
        }

        @Override
        public void finish() {}

        /** Those of all that was decoded. */
        InstructionPlaces places() {
            return new InstructionPlaces(packed, asksCpu, features);
        }
    }
}
