// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TestedJar;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@Tag("jvm")
class InterruptTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String[] RUN = {"run", "-w", "crc32", "--forks", "5"};

    private Project project = Project.shared();

    @BeforeEach
    void newProject() {
        project = Project.own("interrupt");
    }

    @Test
    void ctrlCOnATerminalReportsWhatIsThereAndResumeGoesOn() {
        Program.Outcome outcome;
        try (Program.Running running = new Program(project).start(RUN)) {
            running.awaitError("measuring: 2 of 5");
            running.interruptGroup();
            outcome = running.await(SOON).requireCode(130);
        }
        Path folder = requireTable(outcome);
        assertThat(ResumeTest.forks(folder)).startsWith(0, 1).hasSizeLessThan(5);

        Program.Outcome resumed =
                new Program(project).run("run", "--resume", folder.toString()).requireCode(0);
        assertThat(resumed.out()).doesNotContain("FAILED", "--resume");
        assertThat(ResumeTest.forks(folder)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void killMinusIntOfTheProgramAloneLetsItsForkEnd() {
        Program.Outcome outcome;
        try (Program.Running running = new Program(project).start(RUN)) {
            running.awaitError("measuring: 2 of 5");
            running.interrupt();
            outcome = running.await(SOON).requireCode(130);
        }
        assertThat(ResumeTest.forks(requireTable(outcome))).startsWith(0, 1).hasSizeLessThan(5);
    }

    private Path requireTable(Program.Outcome outcome) {
        assertThat(outcome.table().lines()).anyMatch(line -> line.matches("checksum/crc32" + RunTest.ROW));
        assertThat(outcome.out()).contains("marchmark run --resume").doesNotContain("FAILED");
        List<Path> runs = project.runs();
        assertThat(runs).hasSize(1);
        assertThat(Project.read(runs.get(0).resolve("run.json"))).contains("\"status\" : \"INTERRUPTED\"");
        return runs.get(0);
    }

    /** On a real terminal, made by script(1), with the bar: what draws it must leave Ctrl-C to us. */
    @Test
    void ctrlCBesideTheBarReportsWhatIsThere() throws IOException, InterruptedException {
        String command = String.join(
                " ",
                Program.java(),
                "-Dmarchmark.terminal=80",
                "'-Dmarchmark.home=" + project.home() + "'",
                "'-Djava.io.tmpdir=" + Project.folder("lock") + "'",
                "-cp",
                "'" + TestedJar.classPath() + "'",
                Main.class.getName(),
                String.join(" ", RUN));
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, "/dev/null");
        builder.redirectErrorStream(true);
        builder.environment().put("MARCHMARK_CACHE", Project.CACHE.toString());
        Process terminal = builder.start();
        StringBuilder screen = new StringBuilder();
        Reader output = terminal.inputReader();
        for (int c = output.read(); c >= 0; c = output.read()) {
            screen.append((char) c);
            if (screen.indexOf("fork 3 of 5") >= 0 && screen.indexOf("^C") < 0) {
                screen.append("^C");
                terminal.getOutputStream().write(3);
                terminal.getOutputStream().flush();
            }
        }
        assertThat(terminal.waitFor()).as("%s", screen).isEqualTo(130);
        assertThat(screen).contains("measuring", "checksum/crc32", "marchmark run --resume");
        assertThat(ResumeTest.forks(project.runs().get(0))).startsWith(0, 1).hasSizeLessThan(5);
    }

    /** Else the rest would be measured without having been verified. */
    @Test
    void runThatIsInterruptedBeforeItsFirstForkStoresNothing() {
        // Verification would otherwise be over before the interruption comes.
        String slowJava = java("sleep 3").toString();
        for (boolean wholeGroup : List.of(true, false)) {
            try (Program.Running running =
                    new Program(project).start("run", "-w", "crc32,alpha_blend", "--jvm", slowJava)) {
                running.awaitError("verifying: 0 of 4");
                if (wholeGroup) {
                    running.interruptGroup();
                } else {
                    running.interrupt();
                }
                Program.Outcome outcome = running.await(SOON).requireCode(130);
                assertThat(outcome.err()).contains("nothing is stored");
                assertThat(outcome.out()).isEmpty();
            }
            assertThat(project.runs()).isEmpty();
        }
    }

    /** The last child that verifies tells the program of Ctrl-C in the instant in which it ends by it. */
    @Test
    void childThatCtrlCEndsFirstHasNotFailed() {
        String java = java("[ ! -e \"$0\".ran ] || kill -INT $PPID; : >\"$0\".ran; exit 1")
                .toString();
        Program.Outcome outcome =
                new Program(project).run("run", "-w", "crc32", "--jvm", java).requireCode(130);
        assertThat(outcome.err()).contains("nothing is stored");
        assertThat(outcome.out()).isEmpty();
        assertThat(project.runs()).isEmpty();
    }

    /** A java command that does something first. */
    private static Path java(String first) {
        try {
            Path java = Project.folder("another java").resolve("java");
            Files.writeString(
                    java, "#!/bin/sh\n" + first + "\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            return java;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
