// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static dev.marchmark.host.Finding.Severity.NOTE;
import static dev.marchmark.host.Finding.Severity.OK;
import static dev.marchmark.host.Finding.Severity.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private final Path root;

    DoctorTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void wellSetUpHostIsFine() {
        List<Finding> findings = FakeHost.bareMetal(root).findings(FakeCpu.iceLake(), "/tmp/x");
        assertThat(findings).filteredOn(finding -> finding.severity() != OK).isEmpty();
        assertThat(findings).extracting(Finding::topic).doesNotHaveDuplicates().contains("turbo", "temp folder");
    }

    @Test
    void disturbedVmIsWarnedAbout() {
        List<Finding> findings = FakeHost.cloudVm(root).findings(FakeCpu.milanUnderKvm(), "/tmp");
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == WARN)
                .extracting(Finding::topic)
                .containsExactly("load", "cpu quota", "aslr");
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == NOTE)
                .extracting(Finding::topic)
                .containsExactly("microcode", "smt", "hypervisor", "throttling", "clock source", "perf", "huge pages");
    }

    @Test
    void everyFindingThatMattersComesWithOneLineOfAdvice() {
        List<Finding> findings = FakeHost.cloudVm(root).findings(FakeCpu.tcgNehalem(), "/tmp");
        assertThat(findings)
                .filteredOn(finding -> finding.severity() != OK)
                .hasSizeGreaterThan(8)
                .allSatisfy(finding ->
                        assertThat(finding.advice()).hasSizeBetween(20, 160).doesNotContain("\n"));
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == WARN)
                .extracting(Finding::disturbs)
                .contains("other work preempts ours and shares caches and clock")
                .allSatisfy(disturbs -> assertThat(disturbs).hasSizeBetween(20, 90));
    }

    @Test
    void levelNamesTheFeatureThatTheNextOneLacks() {
        Finding finding = find(new FakeHost(root), FakeCpu.milan(), "cpu level");
        assertThat(finding).isEqualTo(new Finding("cpu level", OK, "x86-64-v3; for x86-64-v4 it lacks AVX512F", null));
    }

    @Test
    void levelBelowTheCandidatesIsWarnedAbout() {
        Finding finding = find(new FakeHost(root), FakeCpu.tcgNehalem(), "cpu level");
        assertThat(finding.severity()).isEqualTo(WARN);
        assertThat(finding.value()).isEqualTo("x86-64-v2; for x86-64-v3 it lacks AVX2");
        assertThat(finding.advice()).contains("-cpu host");
    }

    @Test
    void emulationIsWarnedAbout() {
        assertThat(find(FakeHost.bareMetal(root), FakeCpu.tcgMax(), "emulation").severity())
                .isEqualTo(WARN);
    }

    @Test
    void governorIsMendedByACommand() {
        FakeHost host =
                FakeHost.bareMetal(root).put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave");
        Finding finding = find(host, FakeCpu.iceLake(), "governor");
        assertThat(finding.severity()).isEqualTo(WARN);
        assertThat(finding.value()).isEqualTo("powersave (intel_pstate)");
        assertThat(finding.advice()).contains("echo performance | sudo tee");
    }

    @Test
    void turboIsMendedByTheDriversOwnSwitch() {
        FakeHost intel = FakeHost.bareMetal(root).put("sys/devices/system/cpu/intel_pstate/no_turbo", "0");
        assertThat(find(intel, FakeCpu.iceLake(), "turbo").advice()).contains("intel_pstate/no_turbo");
        FakeHost other = new FakeHost(root.resolve("other")).put("sys/devices/system/cpu/cpufreq/boost", "1");
        assertThat(find(other, FakeCpu.milan(), "turbo").advice()).contains("cpufreq/boost");
    }

    @Test
    void siblingsAreNoted() {
        FakeHost host = FakeHost.bareMetal(root)
                .put("sys/devices/system/cpu/smt/active", "1")
                .put("sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0,4");
        Finding finding = find(host, FakeCpu.iceLake(), "smt");
        assertThat(finding.severity()).isEqualTo(NOTE);
        assertThat(finding.value()).isEqualTo("on, 2 threads a core");
    }

    @Test
    void slowClockIsWarnedAbout() {
        FakeHost host = FakeHost.bareMetal(root)
                .put("sys/devices/system/clocksource/clocksource0/current_clocksource", "acpi_pm");
        assertThat(find(host, FakeCpu.iceLake(), "clock source").severity()).isEqualTo(WARN);
    }

    @Test
    void noexecFolderIsFoundUnderItsOwnMount() {
        FakeHost host = FakeHost.containerOfVersion1(root);
        assertThat(of(host.findings(FakeCpu.milan(), "/tmp dir/deeper"), "temp folder")
                        .severity())
                .isEqualTo(NOTE);
        assertThat(of(host.findings(FakeCpu.milan(), "/tmp dire"), "temp folder")
                        .severity())
                .isEqualTo(OK);
    }

    @Test
    void mountOnTopOfAnotherHidesIt() {
        FakeHost host = new FakeHost(root).put("proc/self/mounts", "a / x noexec 0 0\nb / x rw 0 0\n");
        assertThat(of(host.findings(FakeCpu.milan(), "/tmp"), "temp folder").severity())
                .isEqualTo(OK);
    }

    @Test
    void stealIsGradedByItsShare() {
        assertThat(stealOf(0.001)).isEqualTo(OK);
        assertThat(stealOf(0.02)).isEqualTo(NOTE);
        assertThat(stealOf(0.2)).isEqualTo(WARN);
    }

    @Test
    void throttlingDuringTheSampleIsWarnedAbout() {
        Noise.Disturbance sample = new Noise.Disturbance(0.0, 4L, 52.5, 0.1, 0.3);
        List<Finding> findings = NoiseChecks.of(FakeHost.bareMetal(root).facts(FakeCpu.iceLake()), sample, counters());
        assertThat(of(findings, "throttling").severity()).isEqualTo(WARN);
        assertThat(of(findings, "throttling").value()).isEqualTo("4 times, 53 ms during the sample");
        assertThat(of(findings, "cpu pressure").severity()).isEqualTo(NOTE);
    }

    @Test
    void singleCpuIsWarnedAbout() {
        FakeHost host = FakeHost.bareMetal(root).put("proc/self/status", "Cpus_allowed_list:\t3\n");
        Finding finding = find(host, FakeCpu.iceLake(), "cpus");
        assertThat(finding.severity()).isEqualTo(WARN);
        assertThat(finding.value()).isEqualTo("1 of 8 online");
    }

    private Finding.Severity stealOf(double share) {
        Noise.Disturbance sample = new Noise.Disturbance(share, 0L, 0.0, 0.1, 0.0);
        Host facts = new FakeHost(root).facts(FakeCpu.milan());
        return of(NoiseChecks.of(facts, sample, counters()), "steal").severity();
    }

    private static Noise counters() {
        return new Noise(0, 0L, 0L, 0.1, 0L, 9L, 0L);
    }

    private static Finding find(FakeHost host, FakeCpu cpu, String topic) {
        return of(host.findings(cpu, "/tmp"), topic);
    }

    private static Finding of(List<Finding> findings, String topic) {
        return findings.stream()
                .filter(finding -> finding.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
