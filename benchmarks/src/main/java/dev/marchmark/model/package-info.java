// SPDX-License-Identifier: Apache-2.0
/**
 * What the project talks about: workloads, variants, libraries, forks, comparisons, verdicts. Records that hold their
 * own invariants, and nothing that reads, measures or prints. Depends on nothing of the project.
 */
@NullMarked
package dev.marchmark.model;

import org.jspecify.annotations.NullMarked;
