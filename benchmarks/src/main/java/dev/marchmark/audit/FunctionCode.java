// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.model.CodeChange;
import dev.marchmark.model.CodeCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a function, of which all code is never held at once.
 *
 * @param exact digests of its regions' lines
 * @param shape digests of the same without which registers and stack slots are used
 * @param branches how many conditional ones it has. Returns and jumps differ by which registers it saves where, and a call
 *     may be an instruction at another level.
 * @param packed how many instructions calculate on several elements at once
 */
public record FunctionCode(List<String> exact, List<String> shape, long branches, long packed, CodeCounts counts) {
    /** Copies the lists. */
    public FunctionCode {
        exact = List.copyOf(exact);
        shape = List.copyOf(shape);
    }

    /** Both as one function. */
    FunctionCode plus(FunctionCode other) {
        return new FunctionCode(
                join(exact, other.exact),
                join(shape, other.shape),
                branches + other.branches,
                packed + other.packed,
                counts.plus(other.counts));
    }

    private static List<String> join(List<String> a, List<String> b) {
        List<String> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    /** What another build makes of this function. */
    CodeChange changeTo(FunctionCode after) {
        if (exact.equals(after.exact)) {
            return CodeChange.IDENTICAL;
        }
        if (shape.equals(after.shape)) {
            return CodeChange.REGISTERS;
        }
        int width = width(counts);
        boolean wider = width(after.counts) > Math.max(width, 1);
        if ((packed == 0 && after.packed > 0) || (wider && width == 0)) {
            return CodeChange.VECTORISED;
        }
        if (wider) {
            return CodeChange.WIDER;
        }
        return branches == after.branches ? CodeChange.SCALAR : CodeChange.STRUCTURE;
    }

    private static int width(CodeCounts counts) {
        return counts.zmm() > 0 ? 3 : counts.ymm() > 0 ? 2 : counts.xmm() > 0 ? 1 : 0;
    }
}
