// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

/**
 * What an hour of a host costs.
 *
 * @param host the name that its results are filed under
 * @param amount above 0
 * @param currency by its code of ISO 4217
 * @param source who says so, for which region and contract
 * @param date when, as {@code 2026-12-01}
 */
public record Price(String host, double amount, String currency, String source, String date) {}
