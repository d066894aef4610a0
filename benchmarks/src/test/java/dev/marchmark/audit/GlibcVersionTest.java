// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlibcVersionTest {
    private static final String CALLS = Assembled.function("caller", "call wanted@PLT", "call other@PLT");

    @TempDir
    private Path folder = Path.of("");

    /** A library that takes two functions of one that has them in these versions. */
    private Path user(String wanted, String other) throws IOException {
        Path library = folder.resolve("libc.so.6");
        Path script = Files.writeString(
                folder.resolve("versions"),
                wanted.equals(other)
                        ? wanted + " { global: wanted; other; };\n"
                        : wanted + " { global: wanted; };\n" + other + " { global: other; };\n");
        Path made = Assembled.library(
                folder,
                Assembled.function("wanted", "nop") + Assembled.function("other", "nop"),
                "--version-script=" + script,
                "-soname=libc.so.6");
        Files.move(made, library);
        return Assembled.library(folder, CALLS, library.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.17, GLIBC_2.4, 2.17",
        "GLIBC_2.2.5, GLIBC_2.34, 2.34",
        "GLIBC_2.9, GLIBC_2.10, 2.10",
        "GLIBC_2.2.5, GLIBC_ABI_DT_RELR, 2.36",
        "GLIBCXX_3.4.30, GLIBC_PRIVATE, 2.2",
        "GLIBC_2.3.4, GLIBC_2.3.4, 2.3"
    })
    void libraryNeedsTheLatestVersionThatItTakesASymbolOf(String wanted, String other, String needed)
            throws IOException, AuditException {
        assertThat(GlibcVersion.neededBy(user(wanted, other))).hasToString(needed);
    }

    @Test
    void libraryThatTakesNothingNeedsTheOldest() throws AuditException {
        assertThat(GlibcVersion.neededBy(Assembled.library(folder, Assembled.function("alone", "nop"))))
                .isEqualTo(GlibcVersion.OLDEST);
    }

    @Test
    void fileThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "no library at all, but long enough".repeat(9));
        assertThatThrownBy(() -> GlibcVersion.neededBy(file))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining(file + " is no ELF file");
    }

    /** Each byte of the list in turn is all ones: the reader ends, with an answer or with a reason. */
    @Test
    void damagedListEndsTheReading() throws IOException, AuditException {
        Path file = user("GLIBC_2.17", "GLIBC_2.4");
        ElfFile.Section list = ElfFile.read(file).sections().stream()
                .filter(section -> section.name().equals(".gnu.version_r"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < list.size(); i++) {
            byte[] damaged = whole.clone();
            damaged[(int) list.offset() + i] = (byte) 0xff;
            Path changed = Files.write(folder.resolve("damaged"), damaged);
            try (ElfFile elf = ElfFile.read(changed)) {
                ElfVersions.needed(elf);
            } catch (AuditException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2.", ".31", "2.31.0.1", "2.31-13", "a.b", "2.31 ", "999.1"})
    void whatIsNoVersionIsNone(String text) {
        assertThat(GlibcVersion.of(text)).isEmpty();
    }
}
