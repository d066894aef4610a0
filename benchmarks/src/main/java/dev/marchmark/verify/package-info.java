// SPDX-License-Identifier: Apache-2.0
/**
 * Verify, then time: compares what each variant leaves in memory with what the workload's reference leaves, in a child
 * process, so that code that crashes or hangs costs only itself. Depends on {@code nativelib} and {@code model}.
 */
@NullMarked
package dev.marchmark.verify;

import org.jspecify.annotations.NullMarked;
