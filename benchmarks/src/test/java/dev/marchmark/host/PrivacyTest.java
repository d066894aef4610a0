// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {
    private static final String MARKER = "tellTale";

    private final Path root;

    PrivacyTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void nothingThatNamesTheMachineOrItsUserGetsOut() {
        FakeHost host = FakeHost.bareMetal(root.resolve(MARKER));
        for (String path : List.of(
                "etc/hostname",
                "etc/machine-id",
                "etc/hosts",
                "etc/resolv.conf",
                "etc/passwd",
                "proc/sys/kernel/hostname",
                "proc/sys/kernel/random/boot_id",
                "proc/cmdline",
                "proc/self/cmdline",
                "proc/self/environ",
                "proc/net/arp",
                "proc/net/fib_trie",
                "proc/net/if_inet6",
                "sys/class/dmi/id/product_uuid",
                "sys/class/dmi/id/product_serial",
                "sys/class/dmi/id/board_asset_tag",
                "sys/class/dmi/id/board_serial",
                "sys/class/dmi/id/chassis_serial",
                "sys/class/dmi/id/product_name",
                "sys/class/dmi/id/product_family",
                "sys/class/net/eth0/address",
                "var/lib/cloud/data/instance-id",
                "var/lib/dbus/machine-id",
                "sys/hypervisor/uuid",
                "run/systemd/container",
                ".dockerenv",
                "run/.containerenv")) {
            host.put(path, MARKER + "\n");
        }
        host.put("proc/self/cgroup", "0::/user.slice/" + MARKER + "\n")
                .put("proc/1/cgroup", "0::/docker-" + MARKER + ".scope\n")
                .put("sys/fs/cgroup/user.slice/" + MARKER + "/cpu.max", "250000 100000\n")
                .put("proc/self/mounts", "//server/" + MARKER + " / cifs rw,noexec,username=" + MARKER + " 0 0\n")
                .put("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\nHOME_URL=\"" + MARKER + "\"\n");
        host.put("sys/class/dmi/id/chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77\n")
                .put(
                        "run/cloud-init/instance-data.json",
                        """
                        {"ds": {"meta_data": {"imds": {"compute": {"name": "tellTale", "resourceId": "/tellTale",
                          "tags": "tellTale", "subscriptionId": "tellTale", "userData": "tellTale", "vmId": "tellTale",
                          "vmSize": "Standard_D4s_v5"}, "network": {"interface": "tellTale"}}, "hostname": "tellTale"}},
                         "sys_info": {"uname": ["Linux", "tellTale"]}, "userdata": "tellTale",
                         "v1": {"availability_zone": "tellTale", "cloud_name": "azure", "instance_id": "tellTale",
                          "local_hostname": "tellTale", "public_ssh_keys": ["tellTale"], "region": "tellTale"}}
                        """);
        Host facts = host.facts(FakeCpu.iceLake());
        assertThat(facts.platform())
                .as("the planted files are read")
                .extracting(Host.Platform::container, Host.Platform::cpuQuota, Host.Platform::cloud)
                .containsExactly("docker", 2.5, new Host.Cloud("azure", "Standard_D4s_v5", null));
        assertThat(facts.toString()).doesNotContainIgnoringCase(MARKER);
        assertThat(facts.name()).doesNotContainIgnoringCase(MARKER);
        assertThat(Noise.now(host.root()).toString()).doesNotContainIgnoringCase(MARKER);
        assertThat(host.findings(FakeCpu.iceLake(), "/home/" + MARKER).toString())
                .contains("noexec")
                .doesNotContainIgnoringCase(MARKER);
    }

    @Test
    void freeTextInFilesOfNamesIsNotPassedOn() {
        String sentence = "please " + MARKER + "\n";
        FakeHost host = new FakeHost(root)
                .put("proc/sys/kernel/osrelease", sentence)
                .put("proc/cpuinfo", "microcode\t: " + MARKER + "\n")
                .put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", sentence)
                .put("sys/devices/system/clocksource/clocksource0/current_clocksource", sentence)
                .put("etc/os-release", "PRETTY_NAME=\"$(" + MARKER + ")\"\n");
        assertThat(host.facts(FakeCpu.milan()).toString()).doesNotContainIgnoringCase(MARKER);
    }

    @Test
    void jvmThatSomebodyBuiltDoesNotNameItsBuilder() {
        assertThat(SoftwareFacts.jvmVersion("17-internal+0-adhoc." + MARKER + ".jdk17u"))
                .isEqualTo("17-internal+0-adhoc");
        assertThat(SoftwareFacts.jvmVersion("25-internal-adhoc." + MARKER + ".jdk"))
                .isEqualTo("25-internal");
        assertThat(SoftwareFacts.jvmVersion("17.0.15+6-Debian-1deb12u1")).isEqualTo("17.0.15+6-Debian-1deb12u1");
    }
}
