// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The instruction table behind a cache: a mnemonic is looked up by its bytes in objdump's output, without making a string
 * of them, as that is done for every instruction. For one thread.
 */
final class Mnemonics {
    private static final int COMBINATIONS = InstructionTable.Encoding.values().length * InstructionTable.MENTIONS;
    /** There are some 2500 in all; whatever else objdump may print, the table stays sparse. */
    private static final int SLOTS = 1 << 14;

    private final InstructionTable table;
    private final byte[][] texts = new byte[SLOTS][];
    private final int[] traits = new int[SLOTS];
    private final short[][] needs = new short[SLOTS][];
    private int used;

    Mnemonics(InstructionTable table) {
        this.table = table;
    }

    /** The number of the mnemonic that stands there. */
    int number(byte[] line, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + line[i];
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        while (texts[slot] != null) {
            byte[] text = texts[slot];
            if (Arrays.equals(text, 0, text.length, line, from, to)) {
                return slot;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (++used > SLOTS / 2) {
            throw new IllegalStateException("objdump prints more than " + used + " mnemonics");
        }
        texts[slot] = Arrays.copyOfRange(line, from, to);
        traits[slot] = table.traits(text(slot));
        return slot;
    }

    String text(int number) {
        return new String(texts[number], StandardCharsets.ISO_8859_1);
    }

    /** Bits of {@link InstructionTable}. */
    int traits(int number) {
        return traits[number];
    }

    /** The number of the feature that is needed. */
    int needs(int number, InstructionTable.Encoding encoding, int mentions) {
        short[] known = needs[number];
        if (known == null) {
            known = new short[COMBINATIONS];
            needs[number] = known;
        }
        int combination = encoding.number * InstructionTable.MENTIONS + mentions;
        if (known[combination] == 0) {
            known[combination] = (short) (1 + table.needs(text(number), encoding, mentions));
        }
        return known[combination] - 1;
    }
}
