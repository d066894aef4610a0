// SPDX-License-Identifier: Apache-2.0
/** The command line: one class a command, which asks the other packages and prints what they say. */
@NullMarked
package dev.marchmark.cli;

import org.jspecify.annotations.NullMarked;
