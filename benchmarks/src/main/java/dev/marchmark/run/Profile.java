// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.model.UnknownNameException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a run measures. Time goes into more forks rather than longer ones: forks differ more than their blocks. */
public enum Profile {
    /** A first look. */
    QUICK(12, 400),
    /** For tables that are published. */
    STANDARD(26, 200),
    /** For small differences. */
    THOROUGH(60, 200);

    /** Of blocks that are thrown away, a fork: the same in all profiles, and in calibrations. */
    public static final int WARM_UP_MILLIS = 50;

    private final int forks;
    private final int measuredMillis;

    Profile(int forks, int measuredMillis) {
        this.forks = forks;
        this.measuredMillis = measuredMillis;
    }

    /** Forks a row. */
    public int forks() {
        return forks;
    }

    /** Of blocks that count, a fork. */
    public int measuredMillis() {
        return measuredMillis;
    }

    /** The name that users type. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The profile that users call {@code label}.
     *
     * @throws UnknownNameException where there is none
     */
    public static Profile of(String label) {
        List<String> labels = Arrays.stream(values()).map(Profile::label).toList();
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(label))
                .findFirst()
                .orElseThrow(() -> UnknownNameException.of("profile", label, labels));
    }
}
