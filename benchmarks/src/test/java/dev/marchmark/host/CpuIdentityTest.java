// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuIdentityTest {
    @Test
    void comesFromTheKernel(@TempDir Path root) throws IOException {
        assertThat(CpuIdentity.now(root)).isEqualTo(new CpuIdentity(null, null));
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(
                root.resolve("proc/cpuinfo"),
                "processor\t: 0\nmodel name\t: AMD EPYC 7763 64-Core Processor\nmicrocode\t: 0xa0011d5\n");
        assertThat(CpuIdentity.now(root)).isEqualTo(new CpuIdentity("AMD EPYC 7763 64-Core Processor", "0xa0011d5"));
    }
}
