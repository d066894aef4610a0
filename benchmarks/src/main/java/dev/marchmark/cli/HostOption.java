// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.model.Host;
import dev.marchmark.nativelib.Cpu;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What results of this host are filed under. */
final class HostOption {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final int LONGEST = 60;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "File the result under this name, such as azure-d4s-v5, which hosts of one type share."
                    + " Default: after the processor.")
    private @Nullable String name;

    /** @throws UsageException where it is no such name */
    void check() {
        if (name != null && (name.length() > LONGEST || !NAME.matcher(name).matches())) {
            throw new UsageException("--host takes small letters, digits and single hyphens, at most " + LONGEST
                    + ", not '" + name + "'");
        }
    }

    /** This host by that name. */
    Host of(Cpu cpu) {
        Host host = HostDescription.of(cpu);
        return name == null ? host : host.named(name);
    }
}
