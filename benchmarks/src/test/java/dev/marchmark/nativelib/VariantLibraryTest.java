// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantLibraryTest {
    private static final String CRC32 = "kernels/checksum/crc32";

    private static Manifest manifest = new Manifest(List.of(), Map.of(), List.of(), List.of(), List.of(), List.of());
    private static Cpu host = new LesserCpu();

    private final Path folder;

    VariantLibraryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A CPU of level 2. */
    private static final class LesserCpu implements Cpu {
        @Override
        public int level() {
            return 2;
        }

        @Override
        public @Nullable String missingFeature(int level) {
            return level > 2 ? "AVX2" : null;
        }

        @Override
        public int[] cpuid(int leaf, int subleaf) {
            return new int[4];
        }
    }

    @BeforeAll
    static void build() {
        manifest = PlantedNative.with(CRC32);
        host = Shim.load(PlantedNative.output());
    }

    private static Path file(String variant, int layout) {
        Library library = manifest.libraries(CRC32, variant).get(layout);
        return PlantedNative.output().resolve(library.path());
    }

    @Test
    void libraryAboveTheHostsLevelIsRefusedBeforeItIsLoaded() throws IOException {
        Path never = Files.copy(file("v3-O2", 0), folder.resolve("never-loaded.so"));
        assertThatThrownBy(() -> VariantLibrary.open(never, 3, new LesserCpu()))
                .isInstanceOf(NativeException.class)
                .hasMessage("this host supports x86-64-v2 only (it lacks AVX2); the x86-64-v3 build was not loaded");
        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("never-loaded");
    }

    @Test
    void libraryOfTheHostsLevelIsLoaded() {
        try (VariantLibrary library = VariantLibrary.open(file("v2-O2", 0), 2, new LesserCpu())) {
            assertThat(library.runAddress()).isNotZero();
        }
    }

    @Test
    void libraryWhoseCodeIsOfAnotherLevelThanItsLabelIsRefused() {
        Path file = file("v1-O2", 0);
        assertThatThrownBy(() -> VariantLibrary.open(file, 2, host))
                .isInstanceOf(NativeException.class)
                .hasMessage(file + " was compiled for x86-64-v1, not for v2 as its label says");
    }

    @Test
    void libraryOfAnotherContractIsRefused() {
        Path file = Compiled.library(
                folder,
                "future",
                """
                #include "marchmark.h"
                const struct mm_code mm_code = {.abi = 7, .isa_level = 1};
                const struct mm_workload mm_workload = {.abi = 8};
                """);
        assertThatThrownBy(() -> VariantLibrary.open(file, 1, host))
                .isInstanceOf(NativeException.class)
                .hasMessage(file + " follows version 7 of the workload contract instead of 1; build again");
        assertThatThrownBy(() -> ReferenceLibrary.open(file))
                .isInstanceOf(NativeException.class)
                .hasMessageContaining("follows version 8 of the workload contract");
    }

    @Test
    void libraryOfSomethingElseIsRefused() {
        Path shim = PlantedNative.output().resolve("libshim.so");
        assertThatThrownBy(() -> VariantLibrary.open(shim, 1, host))
                .isInstanceOf(NativeException.class)
                .hasMessage(shim + " does not export mm_code; is it a workload's library?");
        assertThatThrownBy(() -> ReferenceLibrary.open(file("v1-O2", 0)))
                .isInstanceOf(NativeException.class)
                .hasMessageContaining("does not export mm_workload");
    }

    @Test
    void missingLibraryIsRefused() {
        Path file = folder.resolve("none.so");
        assertThatThrownBy(() -> VariantLibrary.open(file, 1, host))
                .isInstanceOf(NativeException.class)
                .hasMessage(file + " does not exist; build it with 'marchmark run' or 'make -C native'");
    }

    @Test
    void fileThatIsNoLibraryIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.so"), "no ELF file");
        assertThatThrownBy(() -> VariantLibrary.open(file, 1, host))
                .isInstanceOf(NativeException.class)
                .hasMessageStartingWith("can't load " + file + ": ");
    }

    @Test
    void codeThatLiesInAnotherFileIsRefused() {
        Path file = Compiled.library(
                folder,
                "borrowed",
                """
                #include "marchmark.h"
                extern int abs(int);
                const struct mm_code mm_code = {.abi = MM_ABI, .isa_level = 1, .run = (void *)abs};
                """);
        assertThatThrownBy(() -> VariantLibrary.open(file, 1, host))
                .isInstanceOf(NativeException.class)
                .hasMessageStartingWith("the code of " + file + " was found in ")
                .hasMessageContaining("libc");
    }

    /** As of a package's library, if it were opened as JNA does by itself: what its calls find is the first of their name. */
    @Test
    void codeThatCallsAnotherFileInPlaceOfItsOwnIsRefused() {
        List<Path> files = Stream.of("first", "second", "third")
                .map(
                        name -> Compiled.library(
                                folder,
                                name,
                                """
                        int mm_test_called(void) { return 1; }
                        int mm_test_calls(void) { return mm_test_called(); }
                        """))
                .toList();
        VariantLibrary.requireIn(called(Shim.open(files.get(0))), files.get(0));
        VariantLibrary.requireIn(called(NativeLibrary.getInstance(files.get(1).toString())), files.get(1));
        Function strayed = called(NativeLibrary.getInstance(files.get(2).toString()));
        assertThatThrownBy(() -> VariantLibrary.requireIn(strayed, files.get(2)))
                .isInstanceOf(NativeException.class)
                .hasMessage(files.get(2) + " calls a function mm_test_called that is not its own");
    }

    /** By then the loader has bound what is called. */
    private static Function called(NativeLibrary library) {
        Function calls = library.getFunction("mm_test_calls");
        assertThat(calls.invokeInt(new Object[0])).isEqualTo(1);
        return calls;
    }

    @Test
    void byteCopyAndOtherLayoutsHaveCodeOfTheirOwn() throws IOException {
        Path original = file("v2-O2", 0);
        Path copy = Files.copy(original, folder.resolve("copy.so"));
        try (VariantLibrary first = VariantLibrary.open(original, 2, host);
                VariantLibrary again = VariantLibrary.open(original, 2, host);
                VariantLibrary second = VariantLibrary.open(copy, 2, host);
                VariantLibrary relinked = VariantLibrary.open(file("v2-O2", 1), 2, host)) {
            assertThat(again.runAddress()).isEqualTo(first.runAddress());
            assertThat(second.runAddress()).isNotEqualTo(first.runAddress());
            assertThat(second.runAddress() % 4096).as("a byte copy").isEqualTo(first.runAddress() % 4096);
            assertThat(relinked.runAddress() % 4096).as("another layout").isNotEqualTo(first.runAddress() % 4096);
        }
    }
}
