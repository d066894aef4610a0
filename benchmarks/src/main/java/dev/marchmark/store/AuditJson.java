// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Audit;
import dev.marchmark.model.BuildComparison;
import dev.marchmark.model.Scan;

/** Audits as JSON, by {@code audit.schema.json}. */
public final class AuditJson {
    private AuditJson() {}

    /** As text that ends in a line break. */
    public static String of(Audit audit) {
        return JsonFormats.AUDIT.pretty(audit);
    }

    /** As text that ends in a line break, by {@code comparison.schema.json}. */
    public static String of(BuildComparison comparison) {
        return JsonFormats.COMPARISON.pretty(comparison);
    }

    /** As text that ends in a line break, by {@code scan.schema.json}. */
    public static String of(Scan scan) {
        return JsonFormats.SCAN.pretty(scan);
    }
}
