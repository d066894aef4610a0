// SPDX-License-Identifier: Apache-2.0
/**
 * Comparisons to console, Markdown, CSV and HTML, and nothing else: no measuring, no deciding. Depends on {@code analysis},
 * {@code stats} and {@code model}.
 */
@NullMarked
package dev.marchmark.report;

import org.jspecify.annotations.NullMarked;
