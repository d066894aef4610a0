// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel or a package operation, as the native build lists it.
 *
 * @param id its path, such as {@code kernels/checksum/crc32}
 * @param reference path of its reference library, relative to the build folder
 * @param referenceSha256 of that file: it also holds the inputs' generator
 * @param unavailable why there is no such file on this host, or null; the other two are empty then
 * @param files that it takes its inputs from; empty where all are generated
 */
public record Workload(
        String id, String reference, String referenceSha256, @Nullable String unavailable, List<InputFile> files) {
    /** Copies the list. */
    public Workload {
        files = List.copyOf(files);
    }

    /** What {@link #kind} calls files of ours. */
    public static final String KERNELS = "kernels";
    /** What {@link #kind} calls libraries of the distribution. */
    public static final String PACKAGES = "packages";

    /** What it is, which decides the variants that build it: the first part of its id. */
    public String kind() {
        return kind(id);
    }

    /** That of a workload of that id. */
    public static String kind(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    /** What tables and means group a workload of that id by: its folder, such as {@code kernels/checksum}. */
    public static String group(String id) {
        return id.substring(0, id.lastIndexOf('/'));
    }

    /** The same workload with that file as well. */
    Workload with(InputFile file) {
        List<InputFile> more = new ArrayList<>(files);
        more.add(file);
        return new Workload(id, reference, referenceSha256, unavailable, more);
    }
}
