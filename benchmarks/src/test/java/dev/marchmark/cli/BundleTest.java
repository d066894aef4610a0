// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.TinyPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bundle of a few libraries, on a host that has no compiler. */
@Tag("slow")
class BundleTest {
    private static final String WORKLOADS = "crc32,alpha_blend";

    private static Project project = Project.shared();
    private static BundleFolder bundle = new BundleFolder(Path.of(""), Path.of(""));

    @BeforeAll
    static void makeOne() throws IOException {
        project = Project.own("bundled");
        BundleFolder.prepare(project);
        bundle = BundleFolder.unpack(make("one.tar.gz"));
    }

    private static Path make(String name) {
        Path archive = project.home().resolve(name);
        Program.Outcome made = new Program(project)
                .run("bundle", "-w", WORKLOADS, "-v", "v2-O2,v3-O2", "-o", archive.toString())
                .requireCode(0);
        assertThat(made.out()).startsWith(archive + ": ").endsWith(" MB, 2 workloads, 2 variants\n");
        return archive;
    }

    @Test
    void itsFactsSayWhatItIsAndNeeds() {
        assertThat(bundle.read("BUNDLE").lines().filter(line -> !line.startsWith("#")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("version=" + Version.NUMBER),
                        line -> assertThat(line).matches("commit=([0-9a-f]{40}(\\+changes)?|unknown)"),
                        line -> assertThat(line).matches("glibc=2\\.([0-9]|1[0-9]|2[0-9]|3[01])"),
                        line -> assertThat(line).isEqualTo("java=17"),
                        line -> assertThat(line).isEqualTo("variants=v2-O2 v3-O2"),
                        line -> assertThat(line).isEqualTo("workloads=2"));
    }

    @Test
    void sameFilesAreTheSameBundle() {
        assertThat(make("again.tar.gz")).hasSameBinaryContentAs(project.home().resolve("one.tar.gz"));
    }

    @Test
    void nothingInItTellsWhereItWasMade() throws IOException {
        BundleFolder fresh = BundleFolder.unpack(project.home().resolve("one.tar.gz"));
        for (String file : fresh.files()) {
            if (!file.endsWith(".jar")) {
                assertThat(Files.readString(fresh.home().resolve(file), StandardCharsets.ISO_8859_1))
                        .as(file)
                        .doesNotContain(project.home().toString());
            }
        }
        assertThat(fresh.files())
                .contains("LICENSE", "THIRD-PARTY.md", "native/build/kernels/checksum/crc32/v3-O2/7.so")
                .noneMatch(file -> file.contains("v1-O2") || file.endsWith(".c") || file.contains("Makefile"));
    }

    @Test
    void itMeasuresWithAllColumnsThatTheProjectHas() throws IOException {
        Path results = bundle.home().resolveSibling("results");
        Program.Outcome run = bundle.start("run", "--forks", "2", "-o", results.toString(), "--host", "some-type")
                .requireCode(0);
        assertThat(run.table()).contains("checksum/crc32 ", "integer/alpha_blend ");
        assertThat(run.err()).doesNotContain("objdump");
        Path folder = Project.runs(results).get(0);
        assertThat(folder.getParent()).hasFileName("some-type");
        assertThat(Project.read(folder.resolve("run.json"))).contains("\"codeClass\"", "\"name\" : \"some-type\"");
        assertThat(bundle.start("report", folder.toString()).requireCode(0).out())
                .isEqualTo(run.table());
    }

    @Test
    void itListsVerifiesExaminesAndCalibrates() throws IOException {
        assertThat(bundle.start("list").requireCode(0).out())
                .contains("kernels/checksum/crc32 ", "  v3-O2  ", "  kernels ")
                .doesNotContain("v1-O2", "adler32", "-fedora");
        assertThat(bundle.start("verify").requireCode(0).out()).isEqualTo("2 workloads, 2 variants: 0 of 4 failed\n");
        assertThat(bundle.start("doctor").requireCode(0).out()).contains("call in a slice");
        bundle.start(
                        "calibrate",
                        "-w",
                        "crc32",
                        "--comparisons",
                        "1",
                        "--forks",
                        "2",
                        "-o",
                        bundle.home().resolveSibling("calibrations").toString())
                .requireCode(0);
    }

    @Test
    void whatItHasNotIsNamed() throws IOException {
        assertThat(bundle.start("run", "-v", "v1-O2,v3-O2").requireCode(2).reason())
                .contains("unknown variant 'v1-O2'");
        assertThat(bundle.start("run", "-w", "adler32").requireCode(2).reason()).contains("adler32");
        assertThat(bundle.start("run", "--vary", "level").requireCode(2).reason())
                .contains("unknown set 'level'");
    }

    @Test
    void whatNeedsSourcesIsRefused() throws IOException {
        for (List<String> command :
                List.of(List.of("bundle"), List.of("packages", "build", "zlib"), List.of("count", "-w", "crc32"))) {
            assertThat(bundle.start(command.toArray(String[]::new))
                            .requireCode(4)
                            .reason())
                    .contains("needs sources and a compiler, and a bundle has none");
        }
    }

    @Test
    void whatNeedsANewerSystemIsLeftOut() {
        Path archive = project.home().resolve("old.tar.gz");
        Program.Outcome outcome = new Program(project)
                .run("bundle", "-w", WORKLOADS, "-v", "v2-O2,v3-O2", "--glibc", "2.3", "-o", archive.toString())
                .requireCode(2);
        assertThat(outcome.reason()).contains("what measures", "need glibc 2.");
        assertThat(archive).doesNotExist();
    }

    @Test
    void packageGoesWithItsLicenceAndOneUnderCopyleftWithItsSourceOnlyIfAsked() throws IOException {
        Project own = Project.own("bundled package");
        BundleFolder.prepare(own);
        TinyPackage tiny = new TinyPackage(
                own.nativeFolder(), Files.createDirectory(own.home().resolve("a host of its own")));
        Program program = new Program(own);
        tiny.environment().forEach(program::environment);
        program.run("packages", "build", "tiny").requireCode(0);
        Path archive = own.home().resolve("it.tar.gz");
        String[] bundling = {"bundle", "-w", "crc32,tiny/sum", "-v", "v2-O2,v3-package", "-o", archive.toString()};

        assertThat(program.run(bundling).requireCode(0).err())
                .contains("packages/tiny/sum is left out: the source of tiny 1:1.0-1 holds no debian/copyright");

        Path source = tiny.cache().resolve("packages/tiny/1%3a1.0-1/source");
        Path debian = Files.createDirectories(own.home().resolve("copyright/debian"));
        Files.writeString(
                debian.resolve("copyright"), "License: it is free, see /usr/share/common-licenses/Apache-2.0.\n");
        Program.command(List.of(
                        "tar",
                        "-czf",
                        source.resolve("tiny_1.0.debian.tar.gz").toString(),
                        "-C",
                        String.valueOf(debian.getParent()),
                        "debian/copyright"))
                .requireCode(0);
        assertThat(program.run(bundling).requireCode(0).err()).doesNotContain("left out");
        BundleFolder made = BundleFolder.unpack(archive);
        assertThat(made.files())
                .contains("native/build/packages/tiny/sum/v3-package/0.so", "licences/packages/tiny/copyright")
                .noneMatch(file -> file.startsWith("sources/"));
        assertThat(made.start("verify").requireCode(0).out()).contains("2 workloads, 2 variants: 0 of 2 failed");

        Path descriptor = own.nativeFolder().resolve("packages/tiny/package");
        Files.writeString(descriptor, Project.read(descriptor).replace("licence Zlib", "licence LGPL-2.1-or-later"));
        assertThat(program.run(bundling).requireCode(0).err())
                .contains("packages/tiny/sum is left out: tiny is under LGPL-2.1-or-later: --with-copyleft takes it");
        String[] all = Arrays.copyOf(bundling, bundling.length + 1);
        all[bundling.length] = "--with-copyleft";
        program.run(all).requireCode(0);
        BundleFolder whole = BundleFolder.unpack(archive);
        assertThat(whole.files())
                .contains(
                        "sources/tiny/source/tiny.dsc",
                        "sources/tiny/source/tiny.tar",
                        "sources/native/packages/tiny/sum.c",
                        "sources/native/build-package",
                        "sources/native/include/marchmark.h");
        assertThat(whole.read("sources/tiny/MODIFIED"))
                .contains("tiny 1:1.0-1 is modified", "v3-package: @package -march=x86-64-v3", "without any warranty");
    }
}
