// SPDX-License-Identifier: Apache-2.0
/**
 * What the machine code of a file needs: the only reader of machine code, of ELF files and of the archives they come in.
 * All input is hostile: nothing of it is executed, everything read from it is checked, and what objdump gets to see is a
 * file written here. Depends on {@code model} only.
 */
@NullMarked
package dev.marchmark.audit;

import org.jspecify.annotations.NullMarked;
