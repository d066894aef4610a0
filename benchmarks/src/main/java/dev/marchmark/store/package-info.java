// SPDX-License-Identifier: Apache-2.0
/**
 * Result folders: the only reader and writer of them. What leaves the host is on the allow-list of the JSON Schemas
 * beside this package, which have no additional properties. Depends on {@code model} only.
 */
@NullMarked
package dev.marchmark.store;

import org.jspecify.annotations.NullMarked;
