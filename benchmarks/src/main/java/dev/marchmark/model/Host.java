// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One machine and its settings: an allow-list of simple values, each null where it is unknown. Nothing in it names the
 * machine, its users or, beyond the region of a provider, its place.
 *
 * @param name that results are filed under: {@code vendor-model[-vm]}, or what the user says
 */
public record Host(String name, Processor cpu, Platform platform, Settings settings, Software software) {
    /** The same under another name. */
    public Host named(String other) {
        return new Host(other, cpu, platform, settings, software);
    }

    /** The same with what else is known of where it is rented. */
    public Host rented(@Nullable Cloud cloud) {
        return new Host(
                name,
                cpu,
                new Platform(
                        platform.hypervisor,
                        platform.container,
                        platform.emulated,
                        platform.memoryGib,
                        platform.cpuQuota,
                        cloud),
                settings,
                software);
    }

    /**
     * The CPU as a process sees it.
     *
     * @param vendor CPUID's, for example "AuthenticAMD"
     * @param brand the marketing name; a hypervisor may set it
     * @param family hexadecimal, as are {@code model} and {@code stepping}
     * @param level the highest x86-64 level that the CPU has and the system enables
     * @param hybrid performance and efficiency cores are mixed
     * @param cpusOnline logical CPUs of the host
     * @param cpusAvailable those that the process may run on
     * @param smtActive false in a virtual machine means only that it isn't shown
     * @param l1dBytes of the first CPU, as are the other caches
     * @param microcode in a virtual machine often a constant of the hypervisor's; null where the CPU is emulated
     */
    public record Processor(
            @Nullable String vendor,
            @Nullable String brand,
            @Nullable String family,
            @Nullable String model,
            @Nullable String stepping,
            int level,
            boolean hybrid,
            @Nullable Integer cpusOnline,
            @Nullable Integer cpusAvailable,
            @Nullable Boolean smtActive,
            @Nullable Integer threadsPerCore,
            @Nullable Long l1dBytes,
            @Nullable Long l2Bytes,
            @Nullable Long l3Bytes,
            @Nullable String microcode) {}

    /**
     * What stands between a process and the hardware.
     *
     * @param hypervisor its CPUID signature, for example "KVMKVMKVM"; null where none is announced
     * @param container the kind; null where none is seen
     * @param emulated the CPU is played by software, so that times mean nothing; null where that can't be told
     * @param memoryGib rounded to whole GiB, what the kernel manages
     * @param cpuQuota of the control group, in CPUs; null where there is none
     * @param cloud where it is rented; null where nothing tells
     */
    public record Platform(
            @Nullable String hypervisor,
            @Nullable String container,
            @Nullable Boolean emulated,
            @Nullable Integer memoryGib,
            @Nullable Double cpuQuota,
            @Nullable Cloud cloud) {}

    /**
     * Of whom a machine is rented, and as what.
     *
     * @param provider such as "aws", "azure", "gcp"
     * @param vmType what the provider calls machines of that kind, for example "m7i.large"; null where it is not known
     * @param region where it stands, as the provider calls that; null likewise
     */
    public record Cloud(String provider, @Nullable String vmType, @Nullable String region) {
        /** What is known, in a line. */
        public String line() {
            return Stream.of(provider, vmType, region).filter(Objects::nonNull).collect(Collectors.joining(" "));
        }
    }

    /**
     * What an administrator can set, and we never do.
     *
     * @param scalingDriver of the first CPU's frequency, as is {@code governor}; null where the host does not show it
     * @param turbo the clock may exceed its nominal frequency
     * @param clockSource what the kernel reads the time from
     * @param hugePages "always", "madvise" or "never": for anonymous memory
     * @param aslr "full", "partial" or "off", for the process
     * @param perfEventParanoid what unprivileged users may count: 2 their own user code, above 2 nothing
     * @param hardwareCounters the CPU's event counters are there; a virtual machine often has none
     */
    public record Settings(
            @Nullable String scalingDriver,
            @Nullable String governor,
            @Nullable Boolean turbo,
            @Nullable String clockSource,
            @Nullable String hugePages,
            @Nullable String aslr,
            @Nullable Integer perfEventParanoid,
            @Nullable Boolean hardwareCounters) {}

    /**
     * The system that measured.
     *
     * @param os the distribution's name and version
     * @param kernel its release
     * @param glibc its version
     * @param jvmName of the JVM, as is {@code jvmVersion}
     */
    public record Software(
            @Nullable String os,
            @Nullable String kernel,
            @Nullable String glibc,
            @Nullable String jvmName,
            @Nullable String jvmVersion) {}
}
