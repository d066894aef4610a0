// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * One workload compiled as one variant and linked in one layout.
 *
 * @param layout the name of the layout in {@code native/layouts}
 * @param sha256 of the file
 * @param codeBytes of its {@code .text}, without the layout's padding
 * @param isaLevel the level that the compiler really enabled
 * @param path of the file, relative to the build folder
 * @param imports symbols that it takes from other libraries
 * @param libgcc functions that the compiler's own library contributed
 */
public record Library(
        String workload,
        String variant,
        String layout,
        String sha256,
        long codeBytes,
        int isaLevel,
        String path,
        List<String> imports,
        List<String> libgcc) {}
