// SPDX-License-Identifier: Apache-2.0
/**
 * The course of a run: which forks in which order, what is stored when, what becomes of failures and interruptions.
 * Measures, decides and prints nothing itself. Depends on {@code harness}, {@code verify}, {@code analysis}, {@code store},
 * {@code nativelib}, {@code host}, {@code audit} and {@code model}.
 */
@NullMarked
package dev.marchmark.run;

import org.jspecify.annotations.NullMarked;
