// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HugePagesTest {
    /** As proc(5) has it, shortened. */
    private static final List<String> SMAPS =
            """
            55b559ece000-55b559ed0000 r--p 00000000 fe:00 260131                     /usr/bin/cat
            Rss:                   8 kB
            AnonHugePages:      4096 kB
            7f0000000000-7f0000800000 rw-p 00000000 00:00 0
            Size:               8192 kB
            Rss:                8192 kB
            AnonHugePages:      6144 kB
            ShmemPmdMapped:        0 kB
            7f0000800000-7f0000801000 ---p 00000000 00:00 0
            AnonHugePages:         0 kB
            7f0001000000-7f0001800000 rw-p 00000000 00:00 0
            AnonHugePages:         0 kB
            VmFlags: rd wr mr mw me ac sd
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            AnonHugePages:         0 kB
            """
                    .lines()
                    .toList();

    @Test
    void shareIsThatOfOurMappingsOnly() {
        long mib = 1 << 20;
        assertThat(HugePages.share(SMAPS, Map.of(0x7f0000000000L, 8 * mib))).isEqualTo(0.75);
        assertThat(HugePages.share(SMAPS, Map.of(0x7f0000000000L, 8 * mib, 0x7f0001000000L, 8 * mib)))
                .isEqualTo(0.375);
        assertThat(HugePages.share(SMAPS, Map.of(0x7f0001000000L, 8 * mib))).isZero();
    }

    @Test
    void kernelThatDoesNotTellGivesNothing() {
        List<String> older =
                SMAPS.stream().filter(line -> !line.startsWith("Anon")).toList();
        assertThat(HugePages.share(older, Map.of(0x7f0000000000L, 1L << 23))).isNull();
        assertThat(HugePages.share(SMAPS, Map.of(0x1000L, 4096L)))
                .as("not mapped")
                .isNull();
    }
}
