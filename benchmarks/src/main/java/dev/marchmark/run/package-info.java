// SPDX-License-Identifier: Apache-2.0
/**
 * The course of a run: which forks in which order, what is stored when, what becomes of failures and interruptions.
 * Measures, decides and prints nothing itself. Depends on all packages but {@code report} and {@code cli}.
 */
@NullMarked
package dev.marchmark.run;

import org.jspecify.annotations.NullMarked;
