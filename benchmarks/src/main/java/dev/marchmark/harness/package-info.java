// SPDX-License-Identifier: Apache-2.0
/**
 * The paired measurement as a JMH benchmark: the only user of JMH. A fork draws its placement, layouts, load order and
 * block orders, runs blocks, and hands them out through JMH's results. A second benchmark measures variants alone, a third
 * one variant on more and on fewer inputs. Depends on {@code verify}, {@code nativelib} and {@code model}.
 */
@NullMarked
package dev.marchmark.harness;

import org.jspecify.annotations.NullMarked;
