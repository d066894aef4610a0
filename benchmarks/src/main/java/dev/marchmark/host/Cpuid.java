// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.nativelib.Cpu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the CPU, or whoever plays it, says about itself: decodes CPUID, and keeps nothing else. */
final class Cpuid {
    private static final int EAX = 0;
    private static final int EBX = 1;
    private static final int ECX = 2;
    private static final int EDX = 3;

    private final Cpu cpu;

    Cpuid(Cpu cpu) {
        this.cpu = cpu;
    }

    /** "GenuineIntel", "AuthenticAMD" and the like. */
    @Nullable
    String vendor() {
        int[] r = registers(0, 0);
        return text(r[EBX], r[EDX], r[ECX]);
    }

    /** The marketing name, which a hypervisor may set to anything. */
    @Nullable
    String brand() {
        if (!has(0x80000004)) {
            return null;
        }
        int[] words = new int[12];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(registers(0x80000002 + i, 0), 0, words, 4 * i, 4);
        }
        return text(words);
    }

    /** The display family; 0 where there is no answer. */
    int family() {
        int signature = registers(1, 0)[EAX];
        int family = signature >>> 8 & 0xf;
        return family == 0xf ? family + (signature >>> 20 & 0xff) : family;
    }

    /**
     * The display model. Intel extends it in families 6 and 15, AMD in 15; Linux (arch/x86/lib/cpu.c) extends it from
     * family 6 on, which gives the same for every CPU with 64 bits, and is what /proc/cpuinfo shows.
     */
    int model() {
        int signature = registers(1, 0)[EAX];
        int model = signature >>> 4 & 0xf;
        return family() >= 6 ? model | (signature >>> 12 & 0xf0) : model;
    }

    int stepping() {
        return registers(1, 0)[EAX] & 0xf;
    }

    /** Whether performance and efficiency cores are mixed, as Intel tells it. */
    boolean hybrid() {
        return has(7) && "GenuineIntel".equals(vendor()) && (registers(7, 0)[EDX] >>> 15 & 1) == 1;
    }

    /** The hypervisor's signature, "unknown" where one is announced without, null where none is announced. */
    @Nullable
    String hypervisor() {
        if (registers(1, 0)[ECX] >= 0) {
            return null;
        }
        int[] r = registers(0x40000000, 0);
        String signature = text(r[EBX], r[ECX], r[EDX]);
        return signature == null ? "unknown" : signature;
    }

    /** Bytes of a data or unified cache of a level, or null. */
    @Nullable
    Long cacheBytes(int level) {
        // AMD answers leaf 4 with zeros; a leaf beyond the last is garbage on some CPUs, so it is never asked.
        for (int leaf : new int[] {4, 0x8000001d}) {
            for (int subleaf = 0; has(leaf) && subleaf < 8; subleaf++) {
                int[] r = registers(leaf, subleaf);
                int type = r[EAX] & 0x1f;
                if (type == 0) {
                    break;
                }
                if ((type == 1 || type == 3) && (r[EAX] >>> 5 & 7) == level) {
                    long ways = (r[EBX] >>> 22) + 1L;
                    long partitions = (r[EBX] >>> 12 & 0x3ff) + 1L;
                    long lineBytes = (r[EBX] & 0xfff) + 1L;
                    long sets = Integer.toUnsignedLong(r[ECX]) + 1;
                    return ways * partitions * lineBytes * sets;
                }
            }
        }
        return null;
    }

    private boolean has(int leaf) {
        int last = registers(leaf & 0x80000000, 0)[EAX];
        return Integer.compareUnsigned(last, leaf) >= 0;
    }

    private int[] registers(int leaf, int subleaf) {
        return Arrays.copyOf(cpu.cpuid(leaf, subleaf), 4);
    }

    private static @Nullable String text(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        String text = new String(bytes.array(), StandardCharsets.US_ASCII);
        String printable = text.replaceAll("[^ -~]", " ").replaceAll(" +", " ").strip();
        return printable.isEmpty() ? null : printable;
    }
}
