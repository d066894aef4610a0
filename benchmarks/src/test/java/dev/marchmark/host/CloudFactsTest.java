// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine's firmware and cloud-init leave behind, in the shape that each provider has. */
class CloudFactsTest {
    private static final String DMI = "sys/class/dmi/id/";
    private static final String CLOUD_INIT = "run/cloud-init/instance-data.json";
    private static final String AZURE_TAG = "7783-7084-3265-9085-8269-3286-77\n";
    private static final String AZURE_DATA =
            """
            {"ds": {"_doc": "x", "meta_data": {"imds": {"compute": {"location": "westeurope", "name": "a-vm",
              "resourceGroupName": "secret", "subscriptionId": "8d10da13-8125-4ba9-a717-bf7490507b3d",
              "tags": "owner:somebody", "vmSize": "Standard_D4s_v5"}}, "instance-id": "1"}},
             "v1": {"cloud_name": "azure", "instance_id": "1", "local_hostname": "a-vm", "region": "westeurope"}}
            """;

    private final FakeHost host;

    CloudFactsTest(@TempDir Path root) {
        host = new FakeHost(root);
    }

    private Host.@Nullable Cloud cloud() {
        return host.facts(FakeCpu.milan()).platform().cloud();
    }

    @Test
    void nothingThatTellsIsNoCloud() {
        assertThat(cloud()).isNull();
        host.put(DMI + "sys_vendor", "QEMU\n").put(DMI + "product_name", "Standard PC (Q35 + ICH9, 2009)\n");
        assertThat(cloud()).isNull();
    }

    @Test
    void amazonsFirmwareTellsTheTypeAndCloudInitTheRegion() {
        host.put(DMI + "sys_vendor", "Amazon EC2\n")
                .put(DMI + "product_name", "m7i.2xlarge\n")
                .put(DMI + "board_asset_tag", "i-0123456789abcdef0\n");
        assertThat(cloud()).isEqualTo(new Host.Cloud("aws", "m7i.2xlarge", null));
        host.put(CLOUD_INIT, "{\"v1\": {\"cloud_name\": \"aws\", \"region\": \"eu-central-1\"}}");
        assertThat(cloud()).isEqualTo(new Host.Cloud("aws", "m7i.2xlarge", "eu-central-1"));
    }

    @Test
    void olderMachineOfAmazonsIsToldByItsFirmwaresVersionAndItsTypeByCloudInit() {
        host.put(DMI + "sys_vendor", "Xen\n")
                .put(DMI + "product_name", "HVM domU\n")
                .put(DMI + "bios_version", "4.11.amazon\n")
                .put(
                        CLOUD_INIT,
                        "{\"v1\": {\"cloud_name\": \"aws\", \"region\": \"us-gov-west-1\"},"
                                + " \"ds\": {\"meta_data\": {\"instance-type\": \"t2.micro\"}}}");
        assertThat(cloud()).isEqualTo(new Host.Cloud("aws", "t2.micro", "us-gov-west-1"));
    }

    @Test
    void azureIsToldByItsTagAndTheRestByCloudInit() {
        host.put(DMI + "chassis_asset_tag", AZURE_TAG).put(DMI + "product_name", "Virtual Machine\n");
        assertThat(cloud()).isEqualTo(new Host.Cloud("azure", null, null));
        host.put(CLOUD_INIT, AZURE_DATA);
        assertThat(cloud()).isEqualTo(new Host.Cloud("azure", "Standard_D4s_v5", "westeurope"));
    }

    @Test
    void googleTellsTheRegionOnly() {
        host.put(DMI + "product_name", "Google Compute Engine\n")
                .put(CLOUD_INIT, "{\"v1\": {\"cloud_name\": \"gce\", \"region\": \"europe-west4\"}}");
        assertThat(cloud()).isEqualTo(new Host.Cloud("gcp", null, "europe-west4"));
    }

    @ParameterizedTest
    @CsvSource({
        "sys_vendor, Alibaba Cloud, alibaba",
        "sys_vendor, DigitalOcean, digitalocean",
        "sys_vendor, Hetzner, hetzner",
        "sys_vendor, Linode, akamai",
        "chassis_asset_tag, OracleCloud.com, oracle",
        "product_name, Exoscale Compute Platform, exoscale",
        "product_name, OpenStack Nova, openstack"
    })
    void otherProvidersAreNamedAndNoMore(String file, String line, String provider) {
        host.put(DMI + file, line + "\n")
                .put(
                        CLOUD_INIT,
                        "{\"v1\": {\"cloud_name\": \"" + provider + "\", \"region\": \"fra1\"},"
                                + " \"ds\": {\"meta_data\": {\"instance-type\": \"m1.small\"}}}");
        assertThat(cloud()).isEqualTo(new Host.Cloud(provider, null, null));
    }

    /** As of an image that was made on another machine. */
    @Test
    void cloudInitThatTellsOfAnotherProviderIsNotBelieved() {
        host.put(DMI + "sys_vendor", "Amazon EC2\n").put(CLOUD_INIT, AZURE_DATA);
        assertThat(cloud()).isEqualTo(new Host.Cloud("aws", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1]",
                "\"v1\"",
                "{\"v1\": []}",
                "{\"v1\": {\"cloud_name\": {\"a\": 1}}}",
                "{\"v1\": {\"cloud_name\": \"azure\", \"region\": 7}, \"ds\": 3}",
                "{\"v1\": {\"cloud_name\": \"azure\", \"region\": \"West Europe\\u001b[31m\"}}",
                "{\"v1\": {\"cloud_name\": \"azure\", \"region\": \"8d10da13-8125-4ba9-a717-bf7490507b3d\"},"
                        + " \"ds\": {\"meta_data\": {\"imds\": {\"compute\": {\"vmSize\": \"redacted for non-root user\"}}}}}"
            })
    void cloudInitThatMakesNoSenseAddsNothing(String data) {
        host.put(DMI + "chassis_asset_tag", AZURE_TAG).put(CLOUD_INIT, data);
        assertThat(cloud()).isEqualTo(new Host.Cloud("azure", null, null));
    }

    @Test
    void deeplyNestedCloudInitAddsNothing() {
        host.put(DMI + "chassis_asset_tag", AZURE_TAG).put(CLOUD_INIT, "[".repeat(100_000));
        assertThat(cloud()).isEqualTo(new Host.Cloud("azure", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, m7i.large, us-east-1",
        "AWS, u-6tb1.metal, us-gov-west-1",
        "AWS, c7i.metal-24xl, ap-southeast-2",
        "AWS, m7i-flex.xlarge, eu-west-3",
        "AZURE, Standard_D4s_v5, westeurope",
        "AZURE, Basic_A1, eastus2",
        "AZURE, Standard_DC16es_v6, germanywestcentral",
        "AZURE, Standard_M416-208s_v2, southcentralus",
        "AZURE, Standard_NC24ads_A100_v4, eastus",
        "GCP, n2-standard-4, europe-west4",
        "GCP, c3-standard-4-lssd, us-central1",
        "GCP, e2-micro, northamerica-northeast2",
        "GCP, n2-custom-4-5120, me-west1"
    })
    void typesAndRegionsOfEachProviderAreKnown(CloudProvider provider, String type, String region) {
        assertThat(provider.type(type)).isEqualTo(type);
        assertThat(provider.region(region)).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-0123456789abcdef0",
                "8d10da13-8125-4ba9-a717-bf7490507b3d",
                "ad10da13-8125-4ba9-a717-bf7490507b3d",
                "123456789012",
                "10.0.0.4",
                "0a:1b:2c:3d:4e:5f",
                "ip-10-0-0-4.ec2.internal",
                "a_host",
                "owner:somebody",
                ""
            })
    void idsAddressesAndNamesAreNeitherTypesNorRegions(String other) {
        for (CloudProvider provider : CloudProvider.values()) {
            assertThat(provider.type(other)).as(provider.name()).isNull();
            assertThat(provider.region(other)).as(provider.name()).isNull();
        }
    }
}
