// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.analysis.HostIndex;
import dev.marchmark.analysis.WorkCosts;
import dev.marchmark.model.Price;
import java.math.BigDecimal;
import java.util.List;

/**
 * A host in the table of what the same work costs: the same words in Markdown and on the page.
 *
 * @param cost relative to the first host
 * @param bounds its 95 % interval; empty for the first host, which is 1 by definition
 */
record CostLine(String host, String price, String source, String workloads, String cost, String bounds) {

    /** Of a section; none where less than two of its hosts can be held against each other. */
    static List<CostLine> of(HostIndex.Section section, List<Price> prices) {
        return WorkCosts.of(section, prices).stream().map(CostLine::of).toList();
    }

    /** What the table says, in one sentence. */
    static String definition(HostIndex.Section section, List<CostLine> lines) {
        return "What the same work costs as " + section.compared().candidate() + ", relative to "
                + lines.get(0).host()
                + ": time x price of an hour, below 1 cheaper. The interval has the error of measuring in"
                + " it, not what another machine of the type, or another neighbour, would show.";
    }

    private static CostLine of(WorkCosts.Cost cost) {
        WorkCosts.Relative relative = cost.relative();
        Price price = cost.price();
        return new CostLine(
                cost.host() + ", " + cost.compilers(),
                BigDecimal.valueOf(price.amount()).stripTrailingZeros().toPlainString() + " " + price.currency(),
                price.source() + ", " + price.date(),
                Integer.toString(cost.workloads()),
                relative == null ? "1" : Format.ratio(relative.cost(), (relative.high() - relative.low()) / 2),
                relative == null ? "" : Table.interval(relative.low(), relative.high()));
    }
}
