// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import dev.marchmark.store.JsonValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Host.Cloud} from the firmware's tables, and from what cloud-init left when the machine started; asks nobody. Of
 * the latter's values those are looked at that are named here, and no others.
 */
final class CloudFacts {
    private static final String CLOUD_INIT = "run/cloud-init/instance-data.json";

    private CloudFacts() {}

    static Host.@Nullable Cloud read(Tree tree) {
        Optional<CloudProvider> byFirmware = CloudProvider.byFirmware(tree);
        JsonValues left = JsonValues.of(tree.text(CLOUD_INIT));
        Optional<CloudProvider> byCloudInit = CloudProvider.byCloudInit(left.text("v1", "cloud_name"));
        CloudProvider provider = byFirmware.or(() -> byCloudInit).orElse(null);
        if (provider == null) {
            return null;
        }
        String type = provider.typeByFirmware(tree);
        String region = null;
        // An image that was started elsewhere before tells of there, if it tells at all.
        if (byCloudInit.isPresent() && byCloudInit.get() == provider) {
            type = first(
                    type,
                    provider.type(left.text("ds", "meta_data", "instance-type")),
                    provider.type(left.text("ds", "meta_data", "imds", "compute", "vmSize")));
            region = first(
                    provider.region(left.text("v1", "region")),
                    provider.region(left.text("ds", "meta_data", "imds", "compute", "location")));
        }
        return provider.rented(type, region);
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
