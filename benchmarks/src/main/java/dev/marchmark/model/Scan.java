// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.List;

/**
 * The code of a whole system or image, package by package.
 *
 * @param packages that have code, by name
 * @param withoutCode how many packages have none
 * @param outside files that belong to no package
 * @param leftOut what was not looked at, a sentence each
 * @param failures what should have been read and could not be, by name relative to the root
 */
public record Scan(
        List<ScannedPackage> packages,
        long withoutCode,
        PackageCode outside,
        List<String> leftOut,
        List<Audit.Failure> failures) {
    /** Copies the lists. */
    public Scan {
        packages = List.copyOf(packages);
        leftOut = List.copyOf(leftOut);
        failures = List.copyOf(failures);
    }

    /** Whether no database named a package: of a folder of files, or where it can't be read. */
    public boolean knowsNoPackage() {
        return packages.isEmpty() && withoutCode == 0;
    }

    /** All code of all files. */
    public PackageCode total() {
        return packages.stream().map(ScannedPackage::code).reduce(outside, PackageCode::plus);
    }
}
