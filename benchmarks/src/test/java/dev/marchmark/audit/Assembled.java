// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.FileAudit;
import dev.marchmark.model.FunctionAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small ELF files, made for a test by binutils. */
final class Assembled {
    private Assembled() {}

    /** An object file of that assembly. */
    static Path object(Path folder, String assembly) {
        Path source = folder.resolve("source.s");
        Path object = folder.resolve("object.o");
        write(source, assembly + "\n.section .note.GNU-stack,\"\",@progbits\n");
        run("as", "-o", object.toString(), source.toString());
        return object;
    }

    /** A shared library of that assembly, linked with further options. */
    static Path library(Path folder, String assembly, String... options) {
        Path library = folder.resolve("library.so");
        List<String> command = new ArrayList<>(List.of("ld", "-shared", "-o", library.toString()));
        command.addAll(List.of(options));
        command.add(object(folder, assembly).toString());
        run(command.toArray(String[]::new));
        return library;
    }

    /** The text of a function with unwind information, as compilers write it. */
    static String function(String name, String... instructions) {
        return ".text\n.globl " + name + "\n.type " + name + ", @function\n.p2align 4\n" + name + ":\n.cfi_startproc\n"
                + String.join("\n", instructions) + "\nret\n.cfi_endproc\n.size " + name + ", .-" + name + "\n";
    }

    static FileAudit audit(Path file) {
        return audit(file, file.resolveSibling(""));
    }

    /** Audits a file with a folder of the test's for what is in between. */
    static FileAudit audit(Path file, Path folder) {
        try {
            Path workspace = Files.createTempDirectory(folder, "workspace");
            return new Auditor(workspace).audit(file, "it", Objdump.Watch.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AuditException e) {
            throw new AssertionError(e);
        }
    }

    static FunctionAudit function(FileAudit audit, String name) {
        return audit.functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + audit.functions()));
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
