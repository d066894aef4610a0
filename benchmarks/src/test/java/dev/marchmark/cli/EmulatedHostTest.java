// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hosts below x86-64-v3, as qemu-user plays them. LZCNT gives wrong numbers there, without a fault, as on the real ones:
 * so v3 must be refused before it is tried.
 */
@Tag("slow")
class EmulatedHostTest {
    private static final String NEHALEM = "Nehalem";
    private static final String REFUSAL = "v3-O2 is left out: this host supports x86-64-v2 only (it lacks ";

    private static Project project = Project.shared();

    @BeforeAll
    static void copyProject() {
        project = Project.own("emulated");
    }

    /** A java command for forks. */
    private static Path jvm(String cpu) throws IOException {
        Path jvm = project.home().resolve("emulated java " + cpu);
        Files.writeString(jvm, "#!/bin/sh\nexec qemu-x86_64 -cpu " + cpu + " '" + Program.java() + "' -Xint \"$@\"\n");
        assertThat(jvm.toFile().setExecutable(true)).isTrue();
        return jvm;
    }

    private static Program on(String cpu) {
        // Without its compiler, whose code would be translated once more.
        return new Program(project).under("qemu-x86_64", "-cpu", cpu).with("-Xint");
    }

    @Test
    void listSaysWhatThisHostCantRunAndWhy() {
        String listed = on("Haswell,-bmi2").run("list").requireCode(0).out();
        assertThat(listed)
                .contains("variants (this host supports x86-64-v2):")
                .containsPattern("\n  v2-O2 +gcc -march=x86-64-v2 ")
                .containsPattern("\n  v3-O2 +can't run here: this host supports x86-64-v2 only \\(it lacks BMI2\\)\n");
    }

    @Test
    void doctorSaysWhatThisHostCantRunAndThatItIsEmulated() {
        String findings = on(NEHALEM).run("doctor").requireCode(0).out();
        assertThat(findings)
                .containsPattern("WARN +cpu level +x86-64-v2; for x86-64-v3 it lacks AVX\n"
                        + " +variants above x86-64-v2 are refused here")
                .containsPattern("WARN +emulation +the CPU is emulated: no time here means anything\n")
                .containsPattern("OK +dirty upper halves +none, without AVX\n")
                .doesNotContain("neighbours share", "whole cores");
    }

    /** Without XSAVE the system can't save the registers of AVX, which counts as not having them. */
    @Test
    void v3AloneIsRefused() {
        Program.Outcome outcome =
                on("Haswell,-xsave").run("verify", "-w", "crc32", "-v", "v3-O2").requireCode(3);
        assertThat(outcome.err().lines())
                .filteredOn(line -> line.startsWith(REFUSAL))
                .hasSize(1);
        assertThat(outcome.reason()).contains("this host can run none of these variants");
        assertThat(outcome.out()).isEmpty();
    }

    /** A fork finds itself on a lesser CPU than the program that started it. */
    @Test
    void childProcessRefusesByItselfWhatItsCpuCantRun() throws IOException {
        Program.Outcome outcome = new Program(project)
                .run(
                        "verify",
                        "-w",
                        "crc32",
                        "-v",
                        "v2-O2,v3-O2",
                        "--jvm",
                        jvm(NEHALEM).toString())
                .requireCode(1);
        assertThat(outcome.out())
                .isEqualTo("FAILED kernels/checksum/crc32, v3-O2: this host supports x86-64-v2 only (it lacks AVX);"
                        + " the x86-64-v3 build was not loaded\n1 workload, 2 variants: 1 of 2 failed\n");
    }

    @Test
    void runLeavesV3OutAndItsResultSaysThatTheHostIsEmulated() throws IOException {
        Path results = Project.folder("results of " + NEHALEM);
        Program.Outcome run = on(NEHALEM)
                .run(
                        "run",
                        "-w",
                        "crc32",
                        "-v",
                        "v1-O2,v2-O2,v3-O2",
                        "--forks",
                        "2",
                        "--jvm",
                        jvm(NEHALEM).toString(),
                        "-o",
                        results.toString())
                .requireCode(0);
        // qemu names features of the CPU that it can't play.
        List<String> said =
                run.err().lines().filter(line -> !line.startsWith("qemu-")).toList();
        assertThat(said).filteredOn(line -> line.startsWith(REFUSAL)).hasSize(1);
        assertThat(said.get(0)).as("before anything is loaded").isEqualTo("building what is missing ...");
        assertThat(said.get(1)).isEqualTo(REFUSAL + "AVX)");
        assertThat(said).anyMatch(line -> line.contains("1 workload, v2-O2 against v1-O2, 2 forks each"));

        String table = run.table().replaceAll("\n +", " ");
        assertThat(table)
                .contains(", x86-64-v2, emulated (no time means anything), ")
                .contains("v2-O2 against v1-O2, size small")
                .contains("WARNING: the CPU is emulated: no time here means anything\n")
                .doesNotContain("v3-O2", "virtual machine");
        assertThat(table.lines()).anyMatch(line -> line.matches("checksum/crc32" + RunTest.ROW));

        assertThat(Project.runs(results)).hasSize(1);
        Path folder = Project.runs(results).get(0);
        assertThat(folder.getParent()).asString().endsWith("-emulated");
        assertThat(Project.read(folder.resolve("run.json")))
                .contains("\"emulated\" : true", "\"kind\" : \"EMULATED\"")
                .doesNotContain("v3-O2");
        assertThat(new Program(project)
                        .run("report", folder.toString())
                        .requireCode(0)
                        .out())
                .isEqualTo(run.table());
        // As if it had been interrupted: of one that is complete there is nothing to go on with.
        Path json = folder.resolve("run.json");
        Files.writeString(json, Project.read(json).replace("\"COMPLETE\"", "\"INTERRUPTED\""));
        assertThat(new Program(project)
                        .run("run", "--resume", folder.toString())
                        .requireCode(3)
                        .reason())
                .as("on the real CPU")
                .contains("CPU (");
    }
}
