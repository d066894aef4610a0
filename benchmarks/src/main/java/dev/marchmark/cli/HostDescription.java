// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import dev.marchmark.host.Doctor;
import dev.marchmark.host.Finding;
import dev.marchmark.host.HostFacts;
import dev.marchmark.model.Host;
import dev.marchmark.model.Warning;
import dev.marchmark.nativelib.Cpu;
import java.util.ArrayList;
import java.util.List;

/** What a run says about its host. */
final class HostDescription {
    private HostDescription() {}

    static Host of(Cpu cpu) {
        return HostFacts.read(cpu);
    }

    /** What about the host disturbs measurements, for the head of the result. */
    static List<Warning> warnings(Cpu cpu) {
        List<Warning> warnings = new ArrayList<>();
        for (Finding finding : Doctor.examine(cpu)) {
            if (finding.severity() == Finding.Severity.WARN) {
                warnings.add(
                        finding.topic().equals("emulation")
                                ? new Warning(Warning.Kind.EMULATED, finding.value())
                                : new Warning(
                                        Warning.Kind.HOST,
                                        finding.topic() + ": " + finding.value() + "; " + finding.disturbs()));
            }
        }
        return warnings;
    }
}
