// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.audit.ElfFile.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut off, damaged or made to harm: a reason for each, and nothing else happens. */
class HostileElfTest {
    /** What is said of exceptions that nobody meant to throw. */
    private static final String FAULT = "fault of marchmark";

    private static final int SECTION_TABLE = 40;
    private static final int SECTION_COUNT = 60;

    @TempDir
    private Path folder = Path.of("");

    private byte[] sound = new byte[0];

    @BeforeEach
    void makeASoundFile() throws IOException {
        String code = Assembled.function("f", "call g@plt", "blsr %eax,%ebx") + Assembled.function("g", "lahf");
        sound = Files.readAllBytes(Assembled.library(folder, code, "-z", "x86-64-v3"));
    }

    private void audit(byte[] bytes) throws AuditException, IOException {
        Path file = Files.write(folder.resolve("hostile.so"), bytes);
        Path workspace = Files.createDirectories(folder.resolve("private"));
        new Auditor(workspace).audit(file, "hostile.so", Objdump.Watch.NONE);
    }

    private ByteBuffer copy() {
        return ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int header(ByteBuffer file, String section) throws AuditException {
        for (Section candidate : ElfFile.read(folder.resolve("library.so")).sections()) {
            if (candidate.name().equals(section)) {
                return (int) file.getLong(SECTION_TABLE) + 64 * candidate.index();
            }
        }
        throw new AssertionError("no " + section);
    }

    private void refuses(ByteBuffer file, String reason) {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        assertThatThrownBy(() -> audit(bytes))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(FAULT);
    }

    @Test
    void fileCutOffAnywhereHasAReason() throws IOException {
        for (int length = 0; length < sound.length; length += length < 200 ? 1 : 61) {
            byte[] part = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> audit(part))
                    .as("%s bytes", length)
                    .isInstanceOf(AuditException.class)
                    .hasMessageNotContaining(FAULT);
        }
        try (Stream<Path> left = Files.list(folder.resolve("private"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Damaged by chance, a file is audited or refused; no other exception comes out. */
    @Test
    void damagedFileIsAuditedOrRefused() throws IOException {
        Random random = new Random(20261125);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] damaged = sound.clone();
            int table = (int) copy().getLong(SECTION_TABLE);
            for (int j = 0; j < 4; j++) {
                int from = random.nextBoolean() ? table : 0;
                damaged[from + random.nextInt(damaged.length - from)] = (byte) random.nextInt(256);
            }
            try {
                audit(damaged);
            } catch (AuditException e) {
                assertThat(e.reason()).isNotBlank().doesNotContain(FAULT);
                refused++;
            }
        }
        assertThat(refused).isBetween(5, 149);
    }

    @Test
    void absurdSizesAreRefused() throws AuditException {
        ByteBuffer sections = copy();
        sections.putShort(SECTION_COUNT, (short) 0xffff);
        refuses(sections, "claims 65535 section headers");
        ByteBuffer hidden = copy();
        hidden.putShort(SECTION_COUNT, (short) 0);
        hidden.putLong((int) hidden.getLong(SECTION_TABLE) + 32, 1L << 60);
        refuses(hidden, "claims 1152921504606846976 section headers");
        ByteBuffer text = copy();
        text.putLong(header(text, ".text") + 32, -1L);
        refuses(text, "is cut off or damaged");
        ByteBuffer wrap = copy();
        wrap.putLong(header(wrap, ".text") + 16, Long.MAX_VALUE - 3);
        refuses(wrap, "wraps around");
        ByteBuffer beyond = copy();
        beyond.putLong(SECTION_TABLE, 1L << 62);
        refuses(beyond, "is cut off or damaged");
    }

    @Test
    void overlappingSectionsAreRefused() throws AuditException {
        ByteBuffer file = copy();
        int text = header(file, ".text");
        int other = header(file, ".eh_frame");
        for (int field = 4; field < 40; field += 4) {
            file.putInt(other + field, file.getInt(text + field));
        }
        refuses(file, "overlap");
    }

    @Test
    void sectionsThatNameThemselvesAreRefused() throws AuditException {
        ByteBuffer file = copy();
        int symbols = header(file, ".symtab");
        int index = (symbols - (int) file.getLong(SECTION_TABLE)) / 64;
        file.putInt(symbols + 40, index);
        refuses(file, "which holds no such string");
        file.putInt(symbols + 40, 0x7fffffff);
        refuses(file, "names section 2147483647");
    }

    @Test
    void unwindEntriesThatLeadAstrayAreRefused() throws AuditException {
        ByteBuffer file = copy();
        int entries = (int) file.getLong(header(file, ".eh_frame") + 24);
        file.putInt(entries, 0x7ffffff0);
        refuses(file, ".eh_frame");
        ByteBuffer cycle = copy();
        int length = cycle.getInt(entries);
        // The frame's common entry is the frame itself.
        cycle.putInt(entries + 4 + length + 4, 4);
        refuses(cycle, "whose common entry is none");
        ByteBuffer outside = copy();
        outside.putInt(entries + 4 + length + 4, 0x70000000);
        refuses(outside, "leads out of the section");
    }

    /** Thousands of headers for the same bytes would take more memory and time than any file deserves. */
    @Test
    void sectionsThatNameTheSameBytesAreRefused() throws AuditException {
        ByteBuffer symbols = copy();
        symbols.putInt(header(symbols, ".dynsym") + 4, Section.SYMTAB);
        refuses(symbols, "two symbol tables of one type");
        ByteBuffer frames =
                ByteBuffer.wrap(Arrays.copyOf(sound, sound.length + (1 << 16))).order(ByteOrder.LITTLE_ENDIAN);
        int name = frames.getInt(header(frames, ".eh_frame"));
        for (String section : List.of(".eh_frame", ".note.gnu.property")) {
            int header = header(frames, section);
            frames.putInt(header, name);
            frames.putInt(header + 4, 1);
            frames.putLong(header + 24, sound.length);
            frames.putLong(header + 32, 1 << 16);
        }
        refuses(frames, "sections overlap");
    }

    @Test
    void otherMachinesAreNamed() {
        ByteBuffer arm = copy();
        arm.putShort(18, (short) 183);
        refuses(arm, "not for x86-64");
        ByteBuffer narrow = copy();
        narrow.put(4, (byte) 1);
        refuses(narrow, "not for x86-64");
    }
}
