// SPDX-License-Identifier: Apache-2.0
/**
 * One archive with what was built, for hosts that build nothing: what goes into it, under which licences, and what it needs
 * of a host. Depends on {@code build}, {@code audit} and {@code model}.
 */
@NullMarked
package dev.marchmark.bundle;

import org.jspecify.annotations.NullMarked;
