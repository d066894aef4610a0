// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * Where a library has instructions that those ask for who count what runs, as far as its functions reach.
 *
 * @param packed addresses of those that compute on several elements at once
 * @param asksCpu addresses of those that ask the CPU what it can: {@code cpuid}, {@code xgetbv}
 */
public record CodePlaces(Set<Long> packed, Set<Long> asksCpu) {
    /** Of a library that was not read. */
    public static final CodePlaces NONE = new CodePlaces(Set.of(), Set.of());

    /** Copies the sets. */
    public CodePlaces {
        packed = Set.copyOf(packed);
        asksCpu = Set.copyOf(asksCpu);
    }

    /** Collects them. */
    static final class Reader implements Objdump.Sink {
        private final Set<Long> packed = new HashSet<>();
        private final Set<Long> asksCpu = new HashSet<>();

        @Override
        public void accept(int region, Instruction instruction) {
            if ((instruction.traits & InstructionTable.PACKED) != 0) {
                packed.add(instruction.address);
            }
            if ((instruction.traits & InstructionTable.ASKS_CPU) != 0) {
                asksCpu.add(instruction.address);
            }
        }

        @Override
        public void finish() {}

        CodePlaces places() {
            return new CodePlaces(packed, asksCpu);
        }
    }
}
