// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that export the same symbols each run their own code, calls inside the library included (DECISIONS.md, D6).
 * With JNA's default flags they don't, as the probes that open with those show.
 */
class SymbolBindingTest {
    private final Path folder;

    SymbolBindingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** As a package's library is: exported, so the inner call goes through the PLT. */
    private Path library(String name, int inner) {
        return Compiled.library(
                folder,
                name,
                """
                int mm_test_inner(void) { return %d; }
                int mm_test_outer(void) { return 100 + mm_test_inner(); }
                """
                        .formatted(inner));
    }

    /** A zlib of its own, as a rebuilt one is; the system's crc32_z gives 0 for these arguments. */
    private Path zlib() {
        return Compiled.library(
                folder,
                "rebuilt-zlib",
                """
                unsigned long crc32_z(unsigned long crc, const unsigned char *bytes, unsigned long length) {
                  return crc + length + 42 + !!bytes;
                }
                unsigned long crc32(void) { return crc32_z(0, 0, 0); }
                """);
    }

    @Test
    void twoLibrariesWithTheSameSymbolsEachRunTheirOwnInnerFunction() {
        NativeLibrary first = Shim.open(library("first", 1));
        NativeLibrary second = Shim.open(library("second", 2));
        assertThat(second.getFunction("mm_test_outer").invokeInt(new Object[0])).isEqualTo(102);
        assertThat(first.getFunction("mm_test_outer").invokeInt(new Object[0])).isEqualTo(101);
        first.close();
        second.close();
    }

    @Test
    void withDefaultFlagsTheSecondLibraryRunsTheFirstOnesInnerFunction() {
        List<String> libraries =
                List.of(library("first", 1).toString(), library("second", 2).toString());
        assertThat(probe("default", "mm_test_outer", libraries)).containsExactly("101", "101");
        assertThat(probe("ours", "mm_test_outer", libraries)).containsExactly("101", "102");
    }

    @Test
    void rebuiltLibzRunsItsOwnCodeBesideTheOneOfTheJvm() {
        assertThat(probe("ours", "crc32", List.of(zlib().toString()))).containsExactly("42");
    }

    @Test
    void withDefaultFlagsARebuiltLibzRunsTheSystemsCode() {
        assertThat(probe("default", "crc32", List.of(zlib().toString()))).containsExactly("0");
    }

    private static List<String> probe(String flags, String function, List<String> libraries) {
        List<String> arguments = new java.util.ArrayList<>(List.of(flags, function));
        arguments.addAll(libraries);
        // Beside the results, newer JVMs print warnings of native access.
        return Compiled.inJvmWithLibz(BindingProbe.class, arguments).stream()
                .filter(line -> line.matches("[0-9]+"))
                .toList();
    }
}
