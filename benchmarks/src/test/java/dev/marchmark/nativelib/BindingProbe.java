// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Opens libraries, and then calls a function of each: {@code flags function library...}, where flags are {@code ours} or
 * {@code default}. Prints a result a line.
 */
final class BindingProbe {
    private BindingProbe() {}

    /** As above. */
    public static void main(String[] args) {
        boolean ours = args[0].equals("ours");
        List<NativeLibrary> libraries = Arrays.stream(args)
                .skip(2)
                .map(file -> ours ? Shim.open(Path.of(file)) : NativeLibrary.getInstance(file))
                .toList();
        for (NativeLibrary library : libraries) {
            System.out.println(library.getFunction(args[1]).invokeInt(new Object[0]));
        }
    }
}
