// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import picocli.CommandLine.Mixin;

/** The options of commands that start child processes with a choice of workloads. */
final class WorkloadOptions extends WorkloadChoice {
    @Mixin
    JvmOption children = new JvmOption();
}
