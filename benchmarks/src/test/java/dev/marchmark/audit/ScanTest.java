// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import static dev.marchmark.audit.Assembled.function;
import static dev.marchmark.audit.PlantedRoot.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Audit.Failure;
import dev.marchmark.model.PackageCode;
import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small roots, also such as nobody's system would be. */
class ScanTest {
    @TempDir
    private Path folder = Path.of("");

    private PlantedRoot root = new PlantedRoot(folder);

    @BeforeEach
    void plant() {
        root = PlantedRoot.in(folder);
    }

    private Path library(String name, String assembly, String... options) throws IOException {
        Path made = Assembled.library(folder, assembly, options);
        return Files.move(made, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path vectors() throws IOException {
        return library(
                "libvectors.so.1",
                function("add", "paddd %xmm0,%xmm1", "movaps %xmm0,%xmm1"),
                "-soname=libvectors.so.1");
    }

    @Test
    void codeIsAddedUpByPackageThroughLinkedFolders() throws IOException {
        Path vectors = vectors();
        Path chooser = library(
                "chooser.so",
                function("ask", "cpuid") + function("sum_avx2", "vpaddd %ymm0,%ymm1,%ymm2"),
                "--no-as-needed",
                vectors.toString());
        root.put(vectors, "usr/lib/x86_64-linux-gnu/libvectors.so.1.2");
        root.link("usr/lib/x86_64-linux-gnu/libvectors.so.1", "libvectors.so.1.2");
        root.put(chooser, "usr/bin/chooser");
        root.put(chooser, "usr/lib/chooser/plugin.so");
        root.put(vectors, "opt/elsewhere/libvectors.so.1");
        root.install(
                "vectors", "1.2-3", "/lib/x86_64-linux-gnu/libvectors.so.1.2", "/lib/x86_64-linux-gnu/libvectors.so.1");
        root.install("chooser", "2:4~rc1", "/usr/bin/chooser", "/usr/lib/chooser/plugin.so");
        root.install("texts", "1", "/usr/share/doc/texts");

        Scan scan = root.scan();
        assertThat(scan.failures()).isEmpty();
        assertThat(scan.withoutCode()).isEqualTo(1);
        assertThat(scan.packages()).extracting(ScannedPackage::name).containsExactly("chooser", "vectors");

        ScannedPackage ofVectors = named(scan, "vectors");
        assertThat(ofVectors.version()).isEqualTo("1.2-3");
        assertThat(ofVectors.source()).isEqualTo("vectors-source");
        assertThat(ofVectors.users()).isEqualTo(2);
        assertThat(ofVectors.code().files()).isEqualTo(1);
        assertThat(ofVectors.code().packed()).isEqualTo(1);
        assertThat(ofVectors.code().chooses()).isFalse();

        PackageCode chooses = named(scan, "chooser").code();
        assertThat(chooses.files()).isEqualTo(2);
        assertThat(chooses.counts().features()).isEqualTo(Map.of("AVX2", 2L));
        assertThat(chooses.counts().ymm()).isEqualTo(2);
        assertThat(chooses.choice()).isEqualTo(new PackageCode.Choice(2, 2, 0, 2));
        assertThat(named(scan, "chooser").users()).isZero();

        assertThat(scan.outside().files()).isEqualTo(1);
        assertThat(scan.outside().packed()).isEqualTo(1);
        assertThat(scan.total().files()).isEqualTo(4);
    }

    @Test
    void hardLinkedFileCountsOnceForThePackageThatHasAnyOfItsNames() throws IOException {
        root.put(vectors(), "a/first.so");
        root.folder("usr/lib/z");
        Files.createLink(root.path("usr/lib/z/second.so"), root.path("a/first.so"));
        root.install("vectors", "1", "/lib/z/second.so");
        Scan scan = root.scan();
        assertThat(scan.outside().files()).isZero();
        assertThat(named(scan, "vectors").code().files()).isEqualTo(1);
    }

    @Test
    void divertedFileBelongsToWhoeverPutItThere() throws IOException {
        root.put(vectors(), "usr/lib/libgl.so.distrib");
        root.put(library("other.so", function("f", "lahf")), "usr/lib/libgl.so");
        root.write("var/lib/dpkg/diversions", "/usr/lib/libgl.so\n/usr/lib/libgl.so.distrib\ndriver\n");
        root.install("mesa", "1", "/usr/lib/libgl.so");
        root.install("driver", "1", "/usr/lib/libgl.so");
        Scan scan = root.scan();
        assertThat(named(scan, "mesa").code().packed()).isEqualTo(1);
        assertThat(named(scan, "driver").code().counts().features()).isEqualTo(Map.of("LAHF-SAHF", 1L));
    }

    @Test
    void codeWithoutUnwindEntriesIsToldFromCompiledCode() throws IOException {
        String bare = ".text\n.globl f\n.type f, @function\nf:\npaddd %xmm0,%xmm1\nret\n.size f, .-f\n";
        root.put(library("bare.so", bare), "usr/lib/bare.so");
        root.put(vectors(), "usr/lib/compiled.so");
        root.install("bare", "1", "/usr/lib/bare.so");
        root.install("compiled", "1", "/usr/lib/compiled.so");
        Scan scan = root.scan();
        assertThat(named(scan, "bare").code().withoutUnwind()).isEqualTo(1);
        assertThat(named(scan, "bare").code().mostlyAssembly()).isTrue();
        assertThat(named(scan, "compiled").code().withoutUnwind()).isZero();
        assertThat(named(scan, "compiled").code().mostlyAssembly()).isFalse();
    }

    @Test
    void debugInformationTellsWhatAnAssemblerMade() throws IOException {
        Path source =
                Files.writeString(folder.resolve("part.S"), ".text\n.globl f\nf: ret\n.section .note.GNU-stack,\"\"\n");
        Path c = Files.writeString(folder.resolve("part.c"), "int g(int x) { return x + 1; }\n");
        Path made = folder.resolve("mixed.so");
        Assembled.run("gcc", "-g", "-shared", "-fPIC", "-o", made.toString(), source.toString(), c.toString());
        root.put(made, "usr/lib/mixed.so");
        PackageCode code = root.scan().outside();
        assertThat(code.origin().units()).isEqualTo(2);
        assertThat(code.origin().assemblyUnits()).isEqualTo(1);
    }

    @Test
    void nothingOutsideOfTheRootIsFollowed() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path victim = Files.copy(vectors(), outside.resolve("victim.so"));
        root.link("usr/lib/escape", outside.toString());
        root.link("usr/lib/climb", "../../../outside");
        root.link("usr/lib/victim.so", victim.toString());
        root.link("loop", "loop2");
        root.link("loop2", "loop");
        root.install(
                "climber",
                "1",
                "/../outside/victim.so",
                "../../outside/victim.so",
                "/usr/lib/escape/victim.so",
                "/usr/lib/climb/victim.so",
                "/usr/lib/victim.so",
                "/loop/victim.so",
                "/dev/zero",
                "/usr/lib/gone.so",
                "",
                "/\0");
        Scan scan = root.scan();
        assertThat(scan.packages()).isEmpty();
        assertThat(scan.outside()).isEqualTo(PackageCode.NONE);
        assertThat(scan.failures()).isEmpty();
    }

    @Test
    void absoluteLinkLeadsToItsPlaceInTheRoot() throws IOException {
        root.put(vectors(), "data/lib/libvectors.so");
        root.link("srv", "/data");
        root.install("vectors", "1", "/srv/lib/libvectors.so");
        assertThat(named(root.scan(), "vectors").code().files()).isEqualTo(1);
    }

    @Test
    void damagedDatabaseHasReasonsAndTheRestIsDone() throws IOException {
        root.put(vectors(), "usr/lib/libvectors.so");
        root.install("vectors", "1", "/usr/lib/libvectors.so");
        root.install("listless", "1");
        Files.delete(root.path("var/lib/dpkg/info/listless.list"));
        root.install("piped", "1");
        Files.delete(root.path("var/lib/dpkg/info/piped.list"));
        Assembled.run("mkfifo", root.path("var/lib/dpkg/info/piped.list").toString());
        Path secret = Files.writeString(folder.resolve("secret"), "/usr/lib/libvectors.so\n");
        root.install("linked", "1");
        Files.delete(root.path("var/lib/dpkg/info/linked.list"));
        root.link("var/lib/dpkg/info/linked.list", secret.toString());
        Path status = root.path("var/lib/dpkg/status");
        Files.writeString(
                status,
                Files.readString(status)
                        + "Package: ../../../../secret\nStatus: install ok installed\nArchitecture: all\n\n"
                        + "Package: removed\nStatus: deinstall ok config-files\nArchitecture: all\n\n:\nno field\n");
        root.write("usr/lib/cut.so", "");
        Files.write(root.path("usr/lib/cut.so"), Arrays.copyOf(Files.readAllBytes(vectors()), 100));
        Scan scan = root.scan();
        assertThat(named(scan, "vectors").code().files()).isEqualTo(1);
        assertThat(scan.failures())
                .extracting(Failure::name)
                .containsExactly(
                        "usr/lib/cut.so",
                        "var/lib/dpkg/info/linked.list",
                        "var/lib/dpkg/info/listless.list",
                        "var/lib/dpkg/info/piped.list",
                        "var/lib/dpkg/status");
        assertThat(scan.withoutCode()).isEqualTo(3);
    }

    @Test
    void whatIsNoLinkedCodeIsLeftOutWithASentence() throws IOException {
        Path object = Assembled.object(folder, function("f", "nop"));
        root.put(object, "usr/lib/part.o");
        Path archive = folder.resolve("libpart.a");
        Assembled.run("ar", "rc", archive.toString(), object.toString());
        root.put(archive, "usr/lib/libpart.a");
        Path made = vectors();
        byte[] foreign = Files.readAllBytes(made);
        foreign[18] = (byte) 183; // EM_AARCH64
        root.write("usr/lib/foreign.so", "");
        Files.write(root.path("usr/lib/foreign.so"), foreign);
        root.write("var/cache/apt/archives/x.deb", "!<arch>\ndebian-binary   " + "0".repeat(64));
        Assembled.run("mkfifo", root.path("usr/lib/pipe.so").toString());
        root.link("usr/lib/zero.so", "/dev/zero");
        Scan scan = root.scan();
        assertThat(scan.leftOut())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("2 object files and static libraries"),
                        line -> assertThat(line).startsWith("1 ELF files for other machines"));
        assertThat(scan.total().files()).isZero();
        assertThat(scan.failures()).isEmpty();
    }

    @Test
    void fileSystemThatIsNoDiskIsNotEntered() throws IOException {
        assertThat(SystemFiles.below(Path.of("/dev")).leftOut())
                .contains("pts is a file system of its own, of type devpts");
    }
}
