// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * A real file that a workload takes its inputs from: one that a package of the distribution ships.
 *
 * @param name by which {@code native/files} knows it
 * @param packageName that ships it
 * @param version of that package in which this content was found
 * @param sha256 of the content: others are not taken, whatever the version
 * @param licence SPDX identifier
 */
public record InputFile(String name, String packageName, String version, String sha256, String licence) {}
