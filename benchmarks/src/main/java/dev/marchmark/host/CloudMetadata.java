// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the metadata services of AWS (IMDSv2), Azure and Google Cloud for a machine's type and region: only for these two, so
 * that nothing else that they know, such as ids, addresses and tags, gets here.
 */
public final class CloudMetadata {
    private static final URI ADDRESS = URI.create("http://169.254.169.254/");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String AZURE_QUERY = "?api-version=2021-02-01&format=text";
    private static final List<Protocol> PROTOCOLS = List.of(
            new Protocol(
                    CloudProvider.AZURE,
                    "Metadata",
                    "true",
                    "/metadata/instance/compute/vmSize" + AZURE_QUERY,
                    "/metadata/instance/compute/location" + AZURE_QUERY),
            new Protocol(
                    CloudProvider.GCP,
                    "Metadata-Flavor",
                    "Google",
                    "/computeMetadata/v1/instance/machine-type",
                    "/computeMetadata/v1/instance/zone"),
            new Protocol(
                    CloudProvider.AWS,
                    "X-aws-ec2-metadata-token",
                    null,
                    "/latest/meta-data/instance-type",
                    "/latest/meta-data/placement/region"));
    // What may stand in a header.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]{1,512}");
    // projects/123456789012/zones/europe-west4-a: the number is the account's.
    private static final Pattern ZONE_PATH = Pattern.compile("projects/[0-9]+/zones/(.+)-[a-z]");
    private static final Pattern TYPE_PATH = Pattern.compile("projects/[0-9]+/machineTypes/(.+)");

    /**
     * How one provider is asked.
     *
     * @param value of the header without which it does not answer; null for a token that it gives out first
     */
    private record Protocol(
            CloudProvider provider, String header, @Nullable String value, String typePath, String regionPath) {}

    /**
     * What was learnt.
     *
     * @param cloud what was known, and what came to it; null where nothing is
     * @param notes why something is not, in words of ours
     */
    public record Answer(Host.@Nullable Cloud cloud, List<String> notes) {}

    private CloudMetadata() {}

    /**
     * Asks the service of the provider that is known, or else all three, one after the other.
     *
     * @param known without asking
     */
    public static Answer ask(Host.@Nullable Cloud known) {
        return ask(known, ADDRESS, PATIENCE);
    }

    /** The same at another address, with other patience for each answer. */
    static Answer ask(Host.@Nullable Cloud known, URI address, Duration patience) {
        MetadataService service = new MetadataService(address, patience);
        for (Protocol protocol : PROTOCOLS) {
            if (known != null && !known.provider().equals(protocol.provider.label())) {
                continue;
            }
            Host.Cloud told = told(protocol, service);
            if (told != null) {
                return new Answer(known == null ? told : both(told, known), service.notes());
            }
        }
        return new Answer(known, service.notes());
    }

    private static Host.Cloud both(Host.Cloud told, Host.Cloud known) {
        return new Host.Cloud(
                told.provider(),
                told.vmType() == null ? known.vmType() : told.vmType(),
                told.region() == null ? known.region() : told.region());
    }

    /** What one service says; null where it does not tell the type. */
    private static Host.@Nullable Cloud told(Protocol protocol, MetadataService service) {
        String name = protocol.provider.label() + ", ";
        String value = protocol.value;
        if (value == null) {
            value = service.put(name + "token", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60");
            if (value != null && !TOKEN.matcher(value).matches()) {
                service.refuse(name + "token");
                value = null;
            }
        }
        if (value == null) {
            return null;
        }
        String type = service.get(name + "VM type", protocol.typePath, protocol.header, value);
        if (type == null) {
            return null;
        }
        String itsType = protocol.provider.type(TYPE_PATH.matcher(type).replaceFirst("$1"));
        if (itsType == null) {
            service.refuse(name + "VM type");
            return null;
        }
        String region = service.get(name + "region", protocol.regionPath, protocol.header, value);
        String itsRegion = protocol.provider.region(
                region == null ? null : ZONE_PATH.matcher(region).replaceFirst("$1"));
        if (region != null && itsRegion == null) {
            service.refuse(name + "region");
        }
        return protocol.provider.rented(itsType, itsRegion);
    }
}
