// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * A package of a scanned system.
 *
 * @param name of the binary package
 * @param version with its release
 * @param source what it was built from: the name of a source package, or the file name of a source RPM
 * @param users how many files of other packages are linked with its libraries
 * @param code of its files
 */
public record ScannedPackage(String name, String version, String source, long users, PackageCode code) {}
