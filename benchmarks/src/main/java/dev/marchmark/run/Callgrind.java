// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import dev.marchmark.audit.AuditException;
import dev.marchmark.audit.Audits;
import dev.marchmark.audit.InstructionPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Valgrind's callgrind, which emulates the CPU: the same numbers on every start, of several libraries at a time. */
public final class Callgrind extends Counter {
    private static final int HIGHEST_LEVEL = 3;
    private static final String OUTPUT = "callgrind.out";

    private final String version;

    private Callgrind(String version) {
        this.version = version;
    }

    /** Empty where it is not installed, or does not start. */
    public static Optional<Callgrind> installed() {
        try {
            Process process = new ProcessBuilder("valgrind", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && text.matches("valgrind-[0-9A-Za-z.-]{1,40}")
                    ? Optional.of(new Callgrind(text))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted");
        }
    }

    @Override
    public String name() {
        return version;
    }

    @Override
    public int highestLevel() {
        return HIGHEST_LEVEL;
    }

    @Override
    int atOnce() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    Counted count(Subject subject, Path folder) throws IOException, AuditException, NotCountedException {
        List<String> command = new ArrayList<>(List.of(
                "valgrind",
                "--tool=callgrind",
                "--command-line-only=yes",
                "--instr-atstart=no",
                "--collect-atstart=no",
                "--dump-instr=yes",
                "--dump-line=no",
                "--compress-pos=no",
                "--compress-strings=no",
                "--callgrind-out-file=" + OUTPUT));
        command.addAll(subject.arguments());
        run(command, folder);
        boolean isDecoded = Audits.isPossible();
        CallgrindOutput output = CallgrindOutput.parse(
                Files.readAllLines(folder.resolve(OUTPUT)),
                subject.driver().toString(),
                subject.library().toRealPath().toString(),
                isDecoded ? Audits.places(subject.library()) : InstructionPlaces.NONE);
        return isDecoded
                ? new Counted(output.instructions(), output.packed(), output.asksCpu(), output.features(), null)
                : new Counted(output.instructions(), null, null, null, null);
    }
}
