// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import dev.marchmark.model.Host;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host's results are filed under: the kind of machine, {@code vendor-model[-vm]}, never the machine's name. */
final class HostName {
    // CPUID's names of vendors, and ours.
    private static final List<List<String>> VENDORS = List.of(
            List.of("GenuineIntel", "intel"),
            List.of("AuthenticAMD", "amd"),
            List.of("HygonGenuine", "hygon"),
            List.of("CentaurHauls", "zhaoxin"),
            List.of("Shanghai", "zhaoxin"));
    // What brands carry beside the model: marks, clock, number of cores, graphics, "11th Gen", "Processor".
    private static final Pattern NOISE = Pattern.compile("\\((?:r|tm|c)\\)"
            + "|@.*"
            + "|(?:\\bw(?:/|ith) )?(?:\\bamd )?\\bradeon.*"
            + "|\\b(?:[0-9]+|dual|triple|quad|six|eight|twelve|sixteen)-cores?\\b"
            + "|\\b[0-9]+(?:st|nd|rd|th) gen\\b"
            + "|\\b(?:genuine|cpu|processor)\\b");
    private static final int LONGEST = 60;

    private HostName() {}

    /** The name of a host: letters, digits and single hyphens, lower case. */
    static String of(Host.Processor cpu, Host.Platform platform) {
        String suffix =
                Boolean.TRUE.equals(platform.emulated()) ? "-emulated" : platform.hypervisor() != null ? "-vm" : "";
        return name(cpu) + suffix;
    }

    private static String name(Host.Processor cpu) {
        String vendor = vendor(cpu.vendor());
        String model = model(cpu.brand());
        if (model.isEmpty() || model.equals(vendor)) {
            model = cpu.family() == null ? "cpu" : "family-" + cpu.family() + "-model-" + cpu.model();
        }
        // Whole words only: "amdahl" isn't AMD's.
        String name = (model + "-").startsWith(vendor + "-") ? model : vendor + "-" + model;
        String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return cut.replaceFirst("-+$", "");
    }

    private static String vendor(@Nullable String signature) {
        for (List<String> vendor : VENDORS) {
            if (vendor.get(0).equals(signature)) {
                return vendor.get(1);
            }
        }
        String slug = slug(signature == null ? "" : signature);
        return slug.isEmpty() ? "unknown" : slug;
    }

    private static String model(@Nullable String brand) {
        String lower = brand == null ? "" : brand.toLowerCase(Locale.ROOT);
        return slug(NOISE.matcher(lower).replaceAll(" "));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
