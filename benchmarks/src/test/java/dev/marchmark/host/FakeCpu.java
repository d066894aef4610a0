// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.nativelib.Cpu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CPU that answers as real ones did. */
final class FakeCpu implements Cpu {
    private final Map<Long, int[]> answers = new HashMap<>();
    private final int level;
    private final @Nullable String missing;

    FakeCpu(int level, @Nullable String missing) {
        this.level = level;
        this.missing = missing;
    }

    /** AMD EPYC 7763 without a hypervisor. */
    static FakeCpu milan() {
        return new FakeCpu(3, "AVX512F")
                .with(0, 0, 0xd, 0x68747541, 0x444d4163, 0x69746e65)
                .with(1, 0, 0x00a00f11, 0x01020800, 0x7ffa3203, 0x178bfbff)
                .with(0x80000000, 0, 0x80000021, 0x68747541, 0x444d4163, 0x69746e65)
                .with(0x8000001d, 0, 0x00000121, 0x01c0003f, 0x0000003f, 0)
                .with(0x8000001d, 1, 0x00000122, 0x01c0003f, 0x0000003f, 0)
                .with(0x8000001d, 2, 0x00000143, 0x01c0003f, 0x000003ff, 2)
                .with(0x8000001d, 3, 0x00000163, 0x03c0003f, 0x00007fff, 1)
                .brand("AMD EPYC 7763 64-Core Processor");
    }

    /** The same in a KVM guest, whose brand the hypervisor has shortened. */
    static FakeCpu milanUnderKvm() {
        return milan().with(1, 0, 0x00a00f11, 0x01020800, 0xfffa3203, 0x178bfbff)
                .with(0x40000000, 0, 0x40000001, 0x4b4d564b, 0x564b4d56, 0x0000004d)
                .brand("AMD EPYC");
    }

    /** Intel Xeon Platinum 8370C without a hypervisor. */
    static FakeCpu iceLake() {
        return new FakeCpu(4, null)
                .with(0, 0, 0x1b, 0x756e6547, 0x6c65746e, 0x49656e69)
                .with(1, 0, 0x000606a6, 0x00400800, 0x7ffefbff, 0xbfebfbff)
                .with(4, 0, 0x7c004121, 0x02c0003f, 0x0000003f, 0)
                .with(4, 1, 0x7c004122, 0x01c0003f, 0x0000003f, 0)
                .with(4, 2, 0x7c004143, 0x04c0003f, 0x000003ff, 0)
                .with(4, 3, 0x7c0fc163, 0x02c0003f, 0x0000ffff, 4)
                .with(0x80000000, 0, 0x80000008, 0, 0, 0)
                .brand("Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz");
    }

    /** "qemu-x86_64 -cpu max" of QEMU 7.2, which answers leaf 0x8000001d, beyond its last, with garbage. */
    static FakeCpu tcgMax() {
        return new FakeCpu(3, "AVX512F")
                .with(0, 0, 0xd, 0x68747541, 0x444d4163, 0x69746e65)
                .with(1, 0, 0x00060fb1, 0x00000800, 0xfed8320b, 0x0fcbfbfd)
                .with(0x40000000, 0, 0x40000001, 0x54474354, 0x43544743, 0x47435447)
                .with(0x80000000, 0, 0x8000000a, 0x68747541, 0x444d4163, 0x69746e65)
                .with(0x8000001d, 0, 0x0000021f, 0x00000a88, 0x00000a88, 0)
                .brand("QEMU TCG CPU version 2.5+");
    }

    /** "qemu-x86_64 -cpu Nehalem" of QEMU 7.2. */
    static FakeCpu tcgNehalem() {
        return new FakeCpu(2, "AVX2")
                .with(0, 0, 0xb, 0x756e6547, 0x6c65746e, 0x49656e69)
                .with(1, 0, 0x000106a3, 0x00000800, 0x80982201, 0x078bfbfd)
                .with(4, 0, 0x00000121, 0x01c0003f, 0x0000003f, 1)
                .with(0x40000000, 0, 0x40000001, 0x54474354, 0x43544743, 0x47435447)
                .with(0x80000000, 0, 0x80000008, 0, 0, 0)
                .brand("Intel Core i7 9xx (Nehalem Class Core i7)");
    }

    /** Answers nothing. */
    static FakeCpu silent() {
        return new FakeCpu(1, "SSE3");
    }

    FakeCpu with(int leaf, int subleaf, int eax, int ebx, int ecx, int edx) {
        answers.put(key(leaf, subleaf), new int[] {eax, ebx, ecx, edx});
        return this;
    }

    FakeCpu brand(String brand) {
        byte[] bytes = Arrays.copyOf(brand.getBytes(StandardCharsets.ISO_8859_1), 48);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int leaf = 0x80000002; leaf <= 0x80000004; leaf++) {
            with(leaf, 0, words.getInt(), words.getInt(), words.getInt(), words.getInt());
        }
        return this;
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public @Nullable String missingFeature(int wanted) {
        return wanted <= level ? null : missing;
    }

    @Override
    public int[] cpuid(int leaf, int subleaf) {
        return answers.getOrDefault(key(leaf, subleaf), new int[4]);
    }

    private static Long key(int leaf, int subleaf) {
        return (long) leaf << 32 | subleaf;
    }
}
