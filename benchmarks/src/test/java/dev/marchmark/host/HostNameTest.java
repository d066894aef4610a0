// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {
    private final Path root;

    HostNameTest(@TempDir Path root) {
        this.root = root;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz   | intel-xeon-platinum-8370c
                    INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.10GHz   | intel-xeon-platinum-8581c
                    Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz       | intel-xeon-e5-2686-v4
                    Intel(R) Xeon(R) CPU @ 2.20GHz                  | intel-xeon
                    Intel(R) Xeon(R) 6960P                          | intel-xeon-6960p
                    Intel Xeon Processor (Skylake, IBRS)            | intel-xeon-skylake-ibrs
                    11th Gen Intel(R) Core(TM) i7-11700K @ 3.60GHz  | intel-core-i7-11700k
                    Intel(R) Core(TM) i5-4570 CPU @ 3.20GHz         | intel-core-i5-4570
                    Intel(R) Core(TM) Ultra 7 155H                  | intel-core-ultra-7-155h
                    Intel(R) Atom(TM) CPU C3758 @ 2.20GHz           | intel-atom-c3758
                    Intel(R) N100                                   | intel-n100
                    Genuine Intel(R) CPU 0000 @ 2.60GHz             | intel-0000
                    Genuine Intel(R) CPU @ 2.60GHz                  | intel-family-0x06-model-0x6a
                    DO-Regular                                      | intel-do-regular
                    """)
    void intelBrandsBecomeNames(String brand, String name) {
        assertThat(nameOf(FakeCpu.iceLake().brand(brand))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AMD EPYC                                         | amd-epyc
                    AMD EPYC 7763 64-Core Processor                  | amd-epyc-7763
                    AMD EPYC 7B12                                    | amd-epyc-7b12
                    AMD EPYC-Milan Processor                         | amd-epyc-milan
                    AMD Ryzen 9 7950X 16-Core Processor              | amd-ryzen-9-7950x
                    AMD Ryzen 7 PRO 7840U w/ Radeon 780M Graphics    | amd-ryzen-7-pro-7840u
                    AMD Ryzen 5 3500U with Radeon Vega Mobile Gfx    | amd-ryzen-5-3500u
                    AMD RYZEN AI MAX+ 395 w/ Radeon 8060S            | amd-ryzen-ai-max-395
                    AMD Ryzen Threadripper PRO 5995WX 64-Cores       | amd-ryzen-threadripper-pro-5995wx
                    AMD FX(tm)-8350 Eight-Core Processor             | amd-fx-8350
                    AMD A10-7850K Radeon R7, 12 Compute Cores 4C+8G  | amd-a10-7850k
                    QEMU Virtual CPU version 2.5+                    | amd-qemu-virtual-version-2-5
                    """)
    void amdBrandsBecomeNames(String brand, String name) {
        assertThat(nameOf(FakeCpu.milan().brand(brand))).isEqualTo(name);
    }

    @Test
    void virtualMachinesAreMarked() {
        assertThat(nameOf(FakeCpu.milanUnderKvm())).isEqualTo("amd-epyc-vm");
    }

    @Test
    void emulationIsMarkedInsteadOfItsHypervisor() {
        assertThat(nameOf(FakeCpu.tcgNehalem())).isEqualTo("intel-core-i7-9xx-nehalem-class-core-i7-emulated");
    }

    @Test
    void withoutABrandTheModelNumberNames() {
        assertThat(nameOf(FakeCpu.milan().brand(""))).isEqualTo("amd-family-0x19-model-0x01");
    }

    @Test
    void otherVendorsKeepTheirName() {
        FakeCpu hygon = FakeCpu.milan()
                .with(0, 0, 0xd, 0x6f677948, 0x656e6975, 0x6e65476e)
                .brand("Hygon C86 7185 32-core Processor");
        assertThat(nameOf(hygon)).isEqualTo("hygon-c86-7185");
    }

    private String nameOf(FakeCpu cpu) {
        return new FakeHost(root).facts(cpu).name();
    }
}
