// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {
    private final Path root;

    HostFactsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void bareMetalIsReadInFull() {
        Host facts = FakeHost.bareMetal(root).facts(FakeCpu.iceLake());
        assertThat(facts.cpu())
                .isEqualTo(new Host.Processor(
                        "GenuineIntel",
                        "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz",
                        "0x06",
                        "0x6a",
                        "0x06",
                        4,
                        false,
                        8,
                        8,
                        false,
                        1,
                        48L << 10,
                        1280L << 10,
                        48L << 20,
                        "0xd0003f5"));
        assertThat(facts.platform()).isEqualTo(new Host.Platform(null, null, false, 63, null, null));
        assertThat(facts.settings())
                .isEqualTo(new Host.Settings("intel_pstate", "performance", false, "tsc", "madvise", "full", 1, true));
        assertThat(facts.software())
                .extracting(Host.Software::os, Host.Software::kernel, Host.Software::glibc)
                .containsExactly("Debian GNU/Linux 12 (bookworm)", "6.1.0-37-amd64", "2.34");
    }

    @Test
    void cloudVmShowsHypervisorAndTheQuotaOfAnOuterGroup() {
        Host facts = FakeHost.cloudVm(root).facts(FakeCpu.milanUnderKvm());
        assertThat(facts.platform()).isEqualTo(new Host.Platform("KVMKVMKVM", null, false, null, 1.5, null));
        assertThat(facts.settings().hardwareCounters()).isFalse();
        assertThat(facts.cpu().family()).isEqualTo("0x19");
        assertThat(facts.cpu().model()).isEqualTo("0x01");
    }

    @Test
    void cpusThatAreAllowedButNotThereDoNotCount() {
        assertThat(FakeHost.cloudVm(root).facts(FakeCpu.milan()).cpu().cpusAvailable())
                .isEqualTo(2);
    }

    @Test
    void tighterOfTwoQuotasCounts() {
        FakeHost host = FakeHost.cloudVm(root).put("sys/fs/cgroup/job.slice/step/cpu.max", "50000 100000\n");
        assertThat(host.facts(FakeCpu.milan()).platform().cpuQuota()).isEqualTo(0.5);
    }

    @Test
    void containerOfVersion1FallsBackToTheMountForItsQuota() {
        Host.Platform platform =
                FakeHost.containerOfVersion1(root).facts(FakeCpu.milan()).platform();
        assertThat(platform.cpuQuota()).isEqualTo(2.5);
        assertThat(platform.container()).isEqualTo("docker");
    }

    @Test
    void containersAreToldByTheirTraces() {
        FakeHost host = new FakeHost(root);
        assertThat(host.facts(FakeCpu.milan()).platform().container()).isNull();
        assertThat(host.put("run/.containerenv", "")
                        .facts(FakeCpu.milan())
                        .platform()
                        .container())
                .isEqualTo("podman");
        assertThat(host.put("proc/1/cgroup", "0::/kubepods/besteffort/pod1/docker/2\n")
                        .facts(FakeCpu.milan())
                        .platform()
                        .container())
                .isEqualTo("kubernetes");
    }

    @Test
    void cachesComeFromCpuidWhereTheKernelDoesNotTell() {
        Host.Processor amd = new FakeHost(root).facts(FakeCpu.milan()).cpu();
        assertThat(amd.l1dBytes()).isEqualTo(32L << 10);
        assertThat(amd.l2Bytes()).isEqualTo(512L << 10);
        assertThat(amd.l3Bytes()).isEqualTo(32L << 20);
        Host.Processor intel = new FakeHost(root).facts(FakeCpu.iceLake()).cpu();
        assertThat(intel.l1dBytes()).isEqualTo(48L << 10);
        assertThat(intel.l2Bytes()).isEqualTo(1280L << 10);
        assertThat(intel.l3Bytes()).isEqualTo(48L << 20);
    }

    @Test
    void leavesBeyondTheLastAreNotBelieved() {
        FakeCpu garbage = FakeCpu.tcgMax().with(0x8000001d, 0, 0x00000121, 0x00000a88, 0x00000a88, 0);
        assertThat(new FakeHost(root).facts(garbage).cpu().l1dBytes()).isNull();
    }

    @Test
    void instructionCachesDoNotCount() {
        FakeCpu instructionsFirst = FakeCpu.iceLake()
                .with(4, 0, 0x7c004122, 0x01c0003f, 0x0000003f, 0)
                .with(4, 1, 0x7c004121, 0x02c0003f, 0x0000003f, 0);
        assertThat(new FakeHost(root).facts(instructionsFirst).cpu().l1dBytes()).isEqualTo(48L << 10);
    }

    @Test
    void emulationIsToldByTheHypervisorEvenWhereTheModelAgrees() {
        FakeCpu sameModel = FakeCpu.milan()
                .with(1, 0, 0x00a00f11, 0, 0xfed8320b, 0)
                .with(0x40000000, 0, 0x40000001, 0x54474354, 0x43544743, 0x47435447);
        assertThat(FakeHost.cloudVm(root).facts(sameModel).platform().emulated())
                .isTrue();
    }

    @Test
    void emulationIsToldByACpuThatTheKernelDoesNotKnow() {
        FakeCpu withoutSignature = FakeCpu.tcgNehalem().with(0x40000000, 0, 0, 0, 0, 0);
        Host facts = FakeHost.bareMetal(root).facts(withoutSignature);
        assertThat(facts.platform().emulated()).isTrue();
        assertThat(facts.platform().hypervisor()).isEqualTo("unknown");
    }

    @Test
    void emulationIsToldByAVendorThatTheKernelDoesNotKnow() {
        FakeCpu otherVendor = FakeCpu.iceLake().with(0, 0, 0x1b, 0x746e6543, 0x736c7561, 0x48727561);
        assertThat(FakeHost.bareMetal(root).facts(otherVendor).platform().emulated())
                .isTrue();
    }

    @Test
    void emulatedCpuGetsNothingOfTheRealOne() {
        Host.Processor cpu =
                FakeHost.bareMetal(root).facts(FakeCpu.tcgNehalem()).cpu();
        assertThat(cpu.microcode()).isNull();
        assertThat(cpu.l1dBytes()).isEqualTo(32L << 10);
        assertThat(cpu.model()).isEqualTo("0x1a");
    }

    @Test
    void otherArchitectureBelowIsEmulation() {
        FakeHost arm = new FakeHost(root).put("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\n");
        assertThat(arm.facts(FakeCpu.milan()).platform().emulated()).isTrue();
    }

    @Test
    void hybridCoresAreAnIntelBit() {
        FakeCpu hybrid = FakeCpu.iceLake().with(7, 0, 2, 0, 0, 1 << 15);
        assertThat(new FakeHost(root).facts(hybrid).cpu().hybrid()).isTrue();
        assertThat(new FakeHost(root).facts(FakeCpu.iceLake()).cpu().hybrid()).isFalse();
        FakeCpu otherVendor = FakeCpu.milan().with(7, 0, 2, 0, 0, 1 << 15);
        assertThat(new FakeHost(root).facts(otherVendor).cpu().hybrid()).isFalse();
    }

    @Test
    void switchedOffForThisProcessAslrIsOff() {
        FakeHost host = FakeHost.bareMetal(root).put("proc/self/personality", "00040000\n");
        assertThat(host.facts(FakeCpu.milan()).settings().aslr()).isEqualTo("off");
    }

    @Test
    void boostSwitchOfOtherDriversIsReadToo() {
        FakeHost host = new FakeHost(root).put("sys/devices/system/cpu/cpufreq/boost", "1\n");
        assertThat(host.facts(FakeCpu.milan()).settings().turbo()).isTrue();
    }
}
