// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a fuzzer calls with each of its inputs: an ELF file, an archive, or else what objdump is to have printed of a sound
 * library. It may be refused, with a reason, and nothing else may come of it. A process of its own, with two properties.
 */
public final class AuditFuzzer {
    /** An existing folder for what is in between. */
    static final String FOLDER_PROPERTY = "marchmark.fuzz.workspace";
    /** A sound library. */
    static final String LIBRARY_PROPERTY = "marchmark.fuzz.library";

    private static final Path WORKSPACE = Path.of(System.getProperty(FOLDER_PROPERTY, ""));
    private static final ElfFile LIBRARY = library();
    private static final List<Region> LISTED = regions(LIBRARY);
    private static final CodeFile LISTED_CODE = code(LIBRARY, LISTED);

    private AuditFuzzer() {}

    private static ElfFile library() {
        try {
            return ElfFile.read(Path.of(System.getProperty(LIBRARY_PROPERTY, "")));
        } catch (AuditException e) {
            throw new AssertionError("the library is sound", e);
        }
    }

    private static CodeFile code(ElfFile elf, List<Region> regions) {
        try {
            return CodeFile.of(elf, regions);
        } catch (AuditException e) {
            throw new AssertionError("the library is sound", e);
        }
    }

    private static List<Region> regions(ElfFile elf) {
        try {
            return CodeMap.of(elf, ElfSymbols.of(elf));
        } catch (AuditException e) {
            throw new AssertionError("the library is sound", e);
        }
    }

    /**
     * Reads an input.
     *
     * @throws IOException where the folder can't be used
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            switch (Archives.kind(Arrays.copyOf(input, Long.BYTES))) {
                case ELF -> read(Files.write(WORKSPACE.resolve("input"), input));
                case AR, RPM -> unpack(input);
                case OTHER -> list(input);
            }
        } catch (AuditException e) {
            require(!e.reason().isBlank(), "no reason");
        }
    }

    private static void read(Path file) throws AuditException, IOException {
        try (ElfFile elf = ElfFile.read(file)) {
            read(elf);
        }
    }

    private static void read(ElfFile elf) throws AuditException, IOException {
        List<Region> regions = CodeMap.of(elf, ElfSymbols.of(elf));
        long before = 0;
        for (Region region : regions) {
            require(region.start() >= before && region.start() < region.end(), region + " after " + before);
            before = region.end();
        }
        require(!elf.kind().isBlank(), "no kind");
        String needed = ElfNotes.isaNeeded(elf);
        require(needed == null || needed.startsWith("x86-64-"), "no level: " + needed);
        if (!regions.isEmpty()) {
            Path code = WORKSPACE.resolve("code.elf");
            CodeFile.of(elf, regions).write(code);
            try (ElfFile written = ElfFile.read(code)) {
                require(!written.code().isEmpty(), "code is lost");
            } catch (AuditException e) {
                throw new AssertionError("what objdump is to read is damaged", e);
            } finally {
                Files.delete(code);
            }
        }
    }

    private static void unpack(byte[] input) throws AuditException, IOException {
        Path archive = Files.write(WORKSPACE.resolve("archive"), input);
        Path members = Files.createDirectories(WORKSPACE.resolve("members"));
        try {
            Archives.visit(archive, "archive", members, (member, name) -> {
                require(member.startsWith(members), member + " is elsewhere");
                try {
                    read(member);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } finally {
            try (Stream<Path> left = Files.list(members)) {
                require(left.findAny().isEmpty(), "a member is left behind");
            }
        }
    }

    private static void list(byte[] input) throws AuditException {
        FunctionReader functions = new FunctionReader(LISTED, InstructionTable.SHIPPED);
        Mnemonics mnemonics = new Mnemonics(InstructionTable.SHIPPED);
        ObjdumpOutput output = new ObjdumpOutput(LISTED, mnemonics, functions, Objdump.Watch.NONE);
        try {
            output.read(Objdump.Piece.of(LISTED), LISTED_CODE, new ByteArrayInputStream(input));
            functions.finish();
        } catch (IOException e) {
            return; // refused
        }
        require(functions.functions().size() <= LISTED.size(), "functions from nowhere");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
