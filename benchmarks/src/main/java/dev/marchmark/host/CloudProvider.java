// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who rents out machines: how the firmware and cloud-init tell that it is him, and what his types and regions look like. What looks
 * otherwise is never passed on: beside them the same sources have ids, addresses and names.
 */
enum CloudProvider {
    AWS(
            "aws",
            List.of(is("sys_vendor", "Amazon EC2"), new Marker("bios_version", Pattern.compile("[0-9.]+amazon"))),
            "[a-z][a-z0-9-]{1,15}\\.(?:nano|micro|small|medium|large|[0-9]{0,3}xlarge|metal(?:-[0-9]{1,3}xl)?)",
            "[a-z]{2}(?:-[a-z]{2,9}){1,3}-[0-9]{1,2}"),
    AZURE(
            "azure",
            List.of(is("chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77")),
            "(?:Standard|Basic)_[A-Z]{1,4}[0-9]{1,4}(?:-[0-9]{1,3})?[a-z]{0,6}(?:_[A-Za-z0-9]{1,8}){0,3}",
            "[a-z]{4,30}[0-9]?"),
    GCP(
            "gce",
            List.of(is("product_name", "Google Compute Engine")),
            "(?:[a-z]{1,3}[0-9][a-z]{0,2}-)?(?:micro|small|medium|standard|custom|(?:high|mega|ultra|hyper)[a-z]{3,4})"
                    + "(?:-[0-9]{1,7}[a-z]?|-ext|-lssd|-metal){0,4}",
            "[a-z]{2,14}-[a-z]{3,14}[0-9]{1,2}"),
    AKAMAI("akamai", List.of(is("sys_vendor", "Akamai"), is("sys_vendor", "Linode"))),
    ALIBABA("aliyun", List.of(is("sys_vendor", "Alibaba Cloud"))),
    DIGITALOCEAN("digitalocean", List.of(is("sys_vendor", "DigitalOcean"))),
    EXOSCALE("exoscale", List.of(new Marker("product_name", Pattern.compile("Exoscale.*")))),
    HETZNER("hetzner", List.of(is("sys_vendor", "Hetzner"))),
    OPENSTACK("openstack", List.of(is("product_name", "OpenStack Nova"), is("product_name", "OpenStack Compute"))),
    ORACLE("oracle", List.of(is("chassis_asset_tag", "OracleCloud.com"))),
    SCALEWAY("scaleway", List.of(is("sys_vendor", "Scaleway"))),
    UPCLOUD("upcloud", List.of(is("sys_vendor", "UpCloud"))),
    VULTR("vultr", List.of(is("sys_vendor", "Vultr")));

    private static final String DMI = "sys/class/dmi/id/";
    private static final String NOTHING = "(?!)";

    private final String cloudInitName;

    @SuppressWarnings("ImmutableEnumChecker") // lists of List.of() never change
    private final List<Marker> markers;

    private final Pattern type;
    private final Pattern region;

    /** A file of the firmware's, and what all of its line looks like where it is him. */
    private record Marker(String file, Pattern shape) {}

    CloudProvider(String cloudInitName, List<Marker> markers, String type, String region) {
        this.cloudInitName = cloudInitName;
        this.markers = markers;
        this.type = Pattern.compile(type);
        this.region = Pattern.compile(region);
    }

    /** One whose types and regions nobody has looked at. */
    CloudProvider(String cloudInitName, List<Marker> markers) {
        this(cloudInitName, markers, NOTHING, NOTHING);
    }

    private static Marker is(String file, String line) {
        return new Marker(file, Pattern.compile(Pattern.quote(line)));
    }

    /** By the firmware's tables. */
    static Optional<CloudProvider> byFirmware(Tree tree) {
        return Arrays.stream(values())
                .filter(each ->
                        each.markers.stream().anyMatch(marker -> tree.line(DMI + marker.file, marker.shape) != null))
                .findFirst();
    }

    /** By what cloud-init calls it. */
    static Optional<CloudProvider> byCloudInit(@Nullable String name) {
        return Arrays.stream(values())
                .filter(each -> each.cloudInitName.equals(name))
                .findFirst();
    }

    /** What a result calls it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A type of his, as the firmware has it; null where it has none. */
    @Nullable
    String typeByFirmware(Tree tree) {
        return tree.line(DMI + "product_name", type);
    }

    /** The text where it is a type of his, else null. */
    @Nullable
    String type(@Nullable String text) {
        return text != null && type.matcher(text).matches() ? text : null;
    }

    /** The text where it is a region of his, else null. */
    @Nullable
    String region(@Nullable String text) {
        return text != null && region.matcher(text).matches() ? text : null;
    }

    /** A machine of his. */
    Host.Cloud rented(@Nullable String typeOfHis, @Nullable String regionOfHis) {
        return new Host.Cloud(label(), typeOfHis, regionOfHis);
    }
}
