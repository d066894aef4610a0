// SPDX-License-Identifier: Apache-2.0
/**
 * Native code and the memory it works on: the only user of JNA. Everything that knows the layout of the workload
 * contract's structs is in {@code native/shim}; this package calls it. Depends on {@code model} only.
 */
@NullMarked
package dev.marchmark.nativelib;

import org.jspecify.annotations.NullMarked;
