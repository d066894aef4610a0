// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * A kernel or a package operation, as the native build lists it.
 *
 * @param id its path, such as {@code kernels/checksum/crc32}
 * @param reference path of its reference library, relative to the build folder
 * @param referenceSha256 of that file: it also holds the inputs' generator
 */
public record Workload(String id, String reference, String referenceSha256) {

    /** What tables and geometric means group it by: the folder that holds it, such as {@code kernels/checksum}. */
    public String group() {
        return id.substring(0, id.lastIndexOf('/'));
    }
}
