// SPDX-License-Identifier: Apache-2.0
/**
 * From blocks to comparisons with verdicts and warnings. The fork is the unit of inference, never a block. Depends on
 * {@code stats} and {@code model}.
 */
@NullMarked
package dev.marchmark.analysis;

import org.jspecify.annotations.NullMarked;
