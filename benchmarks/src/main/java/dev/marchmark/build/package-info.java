// SPDX-License-Identifier: Apache-2.0
/** The only runner of foreign build tools. Depends on {@code model} only. */
@NullMarked
package dev.marchmark.build;

import org.jspecify.annotations.NullMarked;
