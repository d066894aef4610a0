// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeChange;
import dev.marchmark.model.CodeCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What it takes of a library to tell its level and to compare it with another build of the same source.
 *
 * @param functions by name, in the order of their addresses
 * @param total all code found, whether it belongs to one of them or not
 */
public record LibraryCode(Map<String, FunctionCode> functions, CodeCounts total) {
    /** Copies the map. */
    public LibraryCode {
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
    }

    /**
     * What this build makes of the other's code: the largest change of a function. Code that belongs to no function can't
     * be compared, and where one build has functions that the other has not, the structure is another.
     */
    public CodeChange changeFrom(LibraryCode baseline) {
        if (!functions.keySet().equals(baseline.functions.keySet()) || hasRest() || baseline.hasRest()) {
            return CodeChange.STRUCTURE;
        }
        return functions.entrySet().stream()
                .map(function -> baseline.function(function.getKey()).changeTo(function.getValue()))
                .max(CodeChange::compareTo)
                .orElse(CodeChange.IDENTICAL);
    }

    private FunctionCode function(String name) {
        return Objects.requireNonNull(functions.get(name));
    }

    private boolean hasRest() {
        long attributed = functions.values().stream()
                .mapToLong(function -> function.counts().instructions())
                .sum();
        return total.instructions() > attributed;
    }

    /** The features that this code needs and the other does not, in the order of the alphabet. */
    public List<String> featuresBeyond(LibraryCode baseline) {
        TreeSet<String> features = new TreeSet<>(total.features().keySet());
        features.removeAll(baseline.total.features().keySet());
        return List.copyOf(features);
    }
}
