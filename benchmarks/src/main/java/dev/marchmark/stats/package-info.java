// SPDX-License-Identifier: Apache-2.0
/**
 * The statistics of a comparison: arrays of doubles in, records out.
 *
 * <p>Depends on commons-math3 for distributions and quantiles and on nothing of the project: no workload, file or
 * clock. It states what follows from the numbers; what is then called faster or equivalent is decided elsewhere.
 *
 * <p>Stance: the fork is the unit of inference, every estimate carries its own uncertainty, too little data gives an
 * infinite interval instead of an error, and data that cannot be a measurement (NaN, infinite) is refused.
 */
@NullMarked
package dev.marchmark.stats;

import org.jspecify.annotations.NullMarked;
