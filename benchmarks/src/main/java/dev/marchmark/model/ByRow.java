// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * A list of facts, each about a workload as a variant, that are found at once: a table asks for every row, and a result may
 * have any number of rows.
 */
final class ByRow<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> all;
    private final Map<Row, List<T>> byRow = new HashMap<>();

    private record Row(String workload, String variant) {}

    private ByRow(List<T> all) {
        this.all = all;
    }

    /** A copy of a list. */
    static <T> ByRow<T> of(List<T> facts, Function<T, String> workload, Function<T, String> variant) {
        ByRow<T> of = new ByRow<>(List.copyOf(facts));
        for (T fact : of.all) {
            of.byRow
                    .computeIfAbsent(new Row(workload.apply(fact), variant.apply(fact)), any -> new ArrayList<>(1))
                    .add(fact);
        }
        return of;
    }

    /** Those of a row, in their order, of a list that {@link #of(List, Function, Function)} made. */
    static <T> List<T> of(List<T> facts, String workload, String variant) {
        return ((ByRow<T>) facts).byRow.getOrDefault(new Row(workload, variant), List.of());
    }

    @Override
    public T get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }
}
