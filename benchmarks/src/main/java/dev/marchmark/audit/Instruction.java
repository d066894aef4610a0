// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

/**
 * The instruction that was decoded last: one object for all, as there are millions. Operands are text in {@link #line}.
 */
final class Instruction {
    /** No address. */
    static final long NONE = -1;

    long address;
    /** The number of its feature in {@link InstructionTable#features}. */
    int feature;
    /** The number of its mnemonic in {@link Mnemonics}. */
    int mnemonic;
    /** What the mnemonic is: bits of {@link InstructionTable}. */
    int traits;
    /** What the operands mention: bits of {@link InstructionTable}. */
    int mentions;

    InstructionTable.Encoding encoding = InstructionTable.Encoding.LEGACY;
    /** Where it branches to if the operand says so, or {@link #NONE}. */
    long target;

    byte[] line = new byte[0];
    /** Prefixes and mnemonic. */
    int wordsFrom;

    int wordsTo;
    int operandsFrom;
    /** Before a comment. */
    int operandsTo;
}
