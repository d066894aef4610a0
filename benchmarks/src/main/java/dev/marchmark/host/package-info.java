// SPDX-License-Identifier: Apache-2.0
/**
 * The machine that measures: its CPU, its settings, and what disturbs a measurement on it. Reads single-line files of
 * {@code /proc} and {@code /sys} and the CPU's own answers, below a root that tests replace; a file that is missing or
 * malformed makes a fact unknown, never an error. Changes nothing, and reports only what its records name: no user,
 * host or path names, no ids, no addresses. Asks nobody over the network, but where the user says so. Depends on {@code nativelib}
 * for {@code Cpu}, and on {@code store} to read JSON.
 */
@NullMarked
package dev.marchmark.host;

import org.jspecify.annotations.NullMarked;
