// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TinyPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a user to a package's rows, on a host where apt and dpkg know one package. */
@Tag("slow")
class PackagesTest {
    private final Project project = Project.own("packages");
    private final TinyPackage tiny;

    PackagesTest() throws IOException {
        tiny = new TinyPackage(
                project.nativeFolder(), Files.createDirectory(project.home().resolve("a host of its own")));
    }

    private Program program() {
        Program program = new Program(project);
        tiny.environment().forEach(program::environment);
        return program;
    }

    @Test
    void packageIsBuiltListedAndVerified() {
        assertThat(program().run("list").requireCode(0).out())
                .containsPattern("  packages/tiny/sum +not built: 'marchmark packages build tiny' does it\n");
        assertThat(program().run("verify", "-w", "tiny/*").requireCode(3).reason())
                .contains("nothing is left to measure: not built: 'marchmark packages build tiny'");

        Program.Outcome built = program().run("packages", "build", "tiny").requireCode(0);
        assertThat(built.err()).contains("tiny, v1-package: building 1:1.0-1 ...", "tiny, v3-package: built, ");
        assertThat(built.out())
                .startsWith(
                        "tiny 1:1.0-1: source tiny, licence Zlib, dispatch none; its code is that of the distribution's library\n")
                .containsPattern(
                        "  v3-package +[0-9]+ bytes of code, 1 of 1 units at its level, [0-9.]+ s of CPU time\n")
                .doesNotContain("bzip2");

        assertThat(program().run("packages", "list").requireCode(0).out())
                .contains(built.out())
                .contains("\nkept in " + tiny.cache().resolve("packages") + ";")
                .contains(
                        "bzip2: source bzip2, licence bzip2-1.0.6, dispatch none; not built: 'marchmark packages build bzip2'");
        assertThat(program().run("list").requireCode(0).out()).containsPattern("  packages/tiny/sum +a sum\n");
        assertThat(program().run("verify", "-w", "tiny/*").requireCode(0).out())
                .contains("1 workload, ")
                .contains(": 0 of 3 failed");
    }

    /** Of the same version, or with nothing in it. */
    @Test
    void whatIsListedIsThatOfTheCacheOfNow() throws IOException {
        program().run("packages", "build", "tiny").requireCode(0);
        String all = list(tiny.cache());
        assertThat(all).contains("v2-package", "v3-package");
        Path other = Project.folder("another cache");
        assertThat(list(other))
                .contains("tiny: source tiny, licence Zlib, dispatch none; not built")
                .doesNotContain("kept in");
        assertThat(list(tiny.cache())).isEqualTo(all);
        Project.copy(tiny.cache(), other, path -> !path.toString().contains("v3-package"));
        Files.setLastModifiedTime(other.resolve("packages"), FileTime.fromMillis(0));
        assertThat(list(other)).contains("v2-package").doesNotContain("v3-package");
    }

    private String list(Path cache) {
        return program()
                .environment("MARCHMARK_CACHE", cache.toString())
                .run("packages", "list")
                .requireCode(0)
                .out();
    }

    /** By kill, and by Ctrl-C, which reaches the tools as well. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buildThatIsEndedTakesItsToolsAlongAndTheNextOneGoesOn(boolean wholeGroup) {
        tiny.withRules("build-arch:\n\tsleep 600\n");
        try (Program.Running running = program().start("packages", "build", "tiny")) {
            List<ProcessHandle> tools = running.awaitDescendant("sleep");
            if (wholeGroup) {
                running.interruptGroup();
            } else {
                running.terminate();
            }
            Program.Outcome outcome = running.await(Duration.ofSeconds(30)).requireCode(wholeGroup ? 130 : 143);
            assertThat(tools).hasSizeGreaterThan(2).noneMatch(PackagesTest::runs);
            assertThat(outcome.err())
                    .contains("ended; what is built stays, and the same command goes on with the rest\n")
                    .doesNotContain("fail");
            assertThat(outcome.out()).isEmpty();
        }
        tiny.withRules(TinyPackage.RULES).withoutFetchedSource();
        Program.Outcome next = program().run("packages", "build", "tiny").requireCode(0);
        assertThat(next.err()).contains("tiny, v3-package: built").doesNotContain("waiting");
    }

    /** A process that has ended stays in the list where nobody asks how. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatCanNotBeBuiltIsSaidAndTheRestIsDone() {
        tiny.withdraw("tiny=" + TinyPackage.VERSION).withdraw("tiny-of-the-suite");
        Program.Outcome outcome = program().run("packages", "build", "tiny").requireCode(1);
        assertThat(outcome.err()).contains("404  Not Found");
        assertThat(outcome.out()).endsWith("not built, or not all of them, for the reasons above: tiny\n");
    }

    @Test
    void missingNeedsEndItBeforeAnythingIsBuilt() {
        tiny.withoutInstalled("debhelper");
        Program.Outcome outcome = program().run("packages", "build", "tiny").requireCode(69);
        assertThat(outcome.err()).contains("apt-get install -y --no-install-recommends debhelper");
        assertThat(outcome.err()).doesNotContain("v1-package: building");
    }

    @Test
    void namesAndLevelsThatThereAreNotAreRefused() {
        assertThat(program().run("packages", "build", "tony").requireCode(2).reason())
                .contains("unknown package 'tony'; did you mean 'tiny'?");
        assertThat(program()
                        .run("packages", "build", "tiny", "--compiler", "gcc-99")
                        .requireCode(2)
                        .reason())
                .contains("no variant of packages is of gcc-99");
        assertThat(program().run("packages").requireCode(2).err()).contains("'build' builds them");
    }

    @Test
    void sourcePackageOfAnRpmDistributionThatIsNotThereIsRefused() {
        assertThat(program()
                        .run("packages", "build", "none-1-1.src.rpm")
                        .requireCode(2)
                        .reason())
                .contains("none-1-1.src.rpm does not exist");
    }

    /** Its flags say v3, and so does its debug information; its code does not. */
    @Test
    void buildThatIsOfItsLevelInNameOnlyIsCalledOut() {
        tiny.withRules(TinyPackage.rules("$(DEB_CFLAGS_APPEND) -mno-avx -mno-bmi -mno-bmi2 -mno-lzcnt -mno-movbe"));
        Program.Outcome built = program().run("packages", "build", "tiny").requireCode(0);
        assertThat(built.err())
                .contains("tiny, v3-package: note: its code has no instruction of x86-64-v3 that v1's has not");
        assertThat(built.out())
                .containsPattern("  v3-package .* 1 of 1 units at its level.*; no instruction of its level\n");
        assertThat(program()
                        .run("run", "-w", "packages/**", "-v", "v1-package,v3-package", "--forks", "2")
                        .requireCode(0)
                        .table())
                .contains("package tiny 1:1.0-1, v3-package: its code has no instruction of its level");
    }

    /** As of Zstandard's Huffman decoder; what an earlier version built and audited is not built again for that. */
    @Test
    void unitsThatAnAssemblerMadeAreCounted() throws IOException {
        tiny.withRules(TinyPackage.RULES
                .replace("build-arch:\n", "build-arch:\n\tprintf '.text\\nby_hand: ret\\n' >more.s; gcc -g -c more.s\n")
                .replace("libtiny.so.1.0 tiny.o", "libtiny.so.1.0 tiny.o more.o"));
        Pattern counted =
                Pattern.compile("  v3-package +[0-9]+ bytes of code, 1 of 1 units at its level, 1 of assembly, ");
        assertThat(program().run("packages", "build", "tiny").requireCode(0).out())
                .containsPattern(counted);
        Path facts =
                Path.of(tiny.require("./find-package", "tiny", "v3-package").strip(), "facts");
        Files.writeString(facts, Project.read(facts).replace("assembly_units 1\n", ""));
        Program.Outcome again = program().run("packages", "build", "tiny").requireCode(0);
        assertThat(again.err()).doesNotContain("-package: building");
        assertThat(again.out()).containsPattern(counted);
    }

    /** Its debug information says v2 all the same. */
    @Test
    void buildThatHoldsCodeAboveItsLevelIsRefused() {
        tiny.withRules(TinyPackage.rules("$(DEB_CFLAGS_APPEND) $(if $(findstring v2,$(DEB_CFLAGS_APPEND)),-mbmi2)"));
        Program.Outcome built = program().run("packages", "build", "tiny").requireCode(1);
        assertThat(built.err())
                .contains("tiny, v2-package: refused, as it holds code that needs x86-64-v3 (deflate {BMI2=1})")
                .contains("'dispatch none'");
        assertThat(built.out()).contains("  v1-package ").doesNotContain("  v2-package ");
        assertThat(program()
                        .run("run", "-w", "packages/**", "-v", "v1-package,v2-package", "--forks", "2")
                        .requireCode(3)
                        .reason())
                .contains("v2-package of it is not built");
    }

    @Test
    void kernelsAndPackagesAreNotOneTable() {
        assertThat(program()
                        .run("run", "-w", "crc32,tiny/*", "--forks", "2")
                        .requireCode(2)
                        .reason())
                .contains("these workloads are kernels and packages")
                .contains("choose some of one kind");
    }

    @Test
    void runMeasuresThePackageAndStoresWhatItIs() {
        tiny.withInstalledOfAnotherSource();
        program().run("packages", "build", "tiny").requireCode(0);
        Program.Outcome run =
                program().run("run", "-w", "packages/**", "--forks", "2").requireCode(0);
        assertThat(run.err()).contains("v2-package, v3-package against v1-package");
        assertThat(run.table()).contains("package tiny 1:1.0-1 is not reproduced");
        assertThat(run.table().lines()).anyMatch(line -> line.matches("packages/tiny/sum" + RunTest.ROW));
        String stored = Project.read(project.runs().get(0).resolve("run.json")).replaceAll("\\s", "");
        assertThat(stored)
                .contains(
                        "\"name\":\"tiny\"",
                        "\"version\":\"1:1.0-1\"",
                        "\"dispatch\":\"NONE\"",
                        "\"reproduced\":false");
        assertThat(stored).doesNotContain(project.home().toString().replaceAll("\\s", ""));
    }

    @Test
    void libraryThatIsDamagedIsReportedAndNotTimed() {
        program().run("packages", "build", "tiny").requireCode(0);
        // One level of it computes something else.
        project.plant(
                "packages/tiny/sum",
                project.kernel("packages/tiny/sum")
                        .replace("step & 7);\n}\n\nMM_CODE", "step & 7) + (MM_ISA_FULL > 2);\n}\n\nMM_CODE"));
        Program.Outcome run =
                program().run("run", "-w", "packages/**", "--forks", "2").requireCode(1);
        assertThat(run.out()).contains("v3-package").contains("differ");
        assertThat(run.table().lines()).noneMatch(line -> line.matches("packages/tiny/sum" + RunTest.ROW));
    }
}
