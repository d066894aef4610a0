// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.ManifestLines;
import dev.marchmark.model.SourcePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source packages of an RPM distribution, made of specs of ours and upstream's sources, built by the real rpmbuild. */
@Tag("slow")
class SourceRpmTest {
    private static final Path SPECS = Path.of("src/test/rpm");

    /** Of all these tests, so that the archive's lists are read and its sources fetched once. */
    @TempDir
    private static Path cache = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    private Path sources = Path.of("");

    @BeforeEach
    void prepare() throws Exception {
        Nobody.requireAbleToBuild();
        sources = folder.resolve("native");
        NativeFolder.at(sources)
                .withVariantsNamed(List.of("v1-package", "v3-package", "v3-package-fedora", "v3-package-azurelinux3"))
                .withLayouts(2)
                .withPackage("bzip2")
                .withPackage("zlib");
        assumeThat(run("./package-needs zlib bzip2 any.src.rpm").status())
                .as("rpm and what builds need is installed")
                .isZero();
    }

    /** The file, of the sources that Debian's package has from upstream. */
    private Path sourceRpm(String name, String spec, String version) throws Exception {
        String fetched = require("./fetch-package " + name).strip();
        Path top = Files.createDirectories(folder.resolve("rpm").resolve(name));
        require("cp $(ls " + fetched + "/source/*.orig.tar.* | grep -v 'asc$') " + top.resolve("upstream.tar"));
        Files.writeString(top.resolve("it.spec"), spec.replace("@VERSION@", version));
        require(
                "rpmbuild -bs --define '_topdir %1$s' --define '_sourcedir %1$s' --define '_srcrpmdir %1$s' %1$s/it.spec"
                        .formatted(top));
        return top.resolve(name + "-" + version + "-1.src.rpm");
    }

    private Manifest built(Path file, String name, String workload, String... variants) throws Exception {
        String fetched = require("./fetch-package " + file).strip();
        for (String variant : variants) {
            require("./build-package " + name + " " + variant + " " + fetched);
        }
        require("make WORKLOADS=" + workload + " VARIANTS='" + String.join(" ", variants) + "'");
        return ManifestLines.parse(Files.readAllLines(sources.resolve("build/manifest.tsv")), "manifest.tsv");
    }

    @ParameterizedTest
    @CsvSource({"zlib, 1.2.13, packages/zlib/compress-6-text", "bzip2, 1.0.8, packages/bzip2/decompress-9-text"})
    void isBuiltByItsSpecAtTheLevelThatItClaims(String name, String version, String workload) throws Exception {
        Path file = sourceRpm(name, Files.readString(SPECS.resolve(name + ".spec")), version);
        String[] variants = {"v1-package", "v3-package", "v3-package-fedora", "v3-package-azurelinux3"};
        Manifest manifest = built(file, name, workload, variants);
        SourcePackage known = manifest.sourcePackage(name).orElseThrow();
        assertThat(known.version()).isEqualTo(version + "-1.src.rpm");
        assertThat(known.builds()).hasSize(4).allMatch(SourcePackage.Build::keepsLevel);
        assertThat(known.reproduced()).as("no rpm installed it here").isNull();
        for (String variant : variants) {
            assertThat(manifest.libraries(workload, variant)).as(variant).hasSize(2);
            assertThat(code(workload, variant).contains("shlx"))
                    .as("instructions of v3 in " + variant)
                    .isEqualTo(variant.startsWith("v3"));
        }
        String built = require("./find-package " + name + " v3-package-fedora").strip();
        assertThat(require("readelf --debug-dump=info --dwarf-depth=1 " + built + "/library.so | grep DW_AT_producer"))
                .contains("-flto", "-fstack-clash-protection", "-march=x86-64-v3");
        assertThat(require("ls " + built + "/files"))
                .as("what the optimiser made of all units")
                .contains("lto-1.o");
    }

    private String code(String workload, String variant) throws Exception {
        return require("objdump -d build/" + workload + "/" + variant + "/0.so");
    }

    @Test
    void sourcesOfNoPackageAndOtherFilesAreRefusedWithTheReason() throws Exception {
        Path other = sourceRpm(
                "zlib", Files.readString(SPECS.resolve("zlib.spec")).replace("Name: zlib", "Name: zlib-ng"), "2.1");
        Ended unknown = run("./fetch-package " + other.resolveSibling("zlib-ng-2.1-1.src.rpm"));
        assertThat(unknown.status()).isEqualTo(75);
        assertThat(unknown.said())
                .contains("is the source of 'zlib-ng', which is no package here; there are bzip2 zlib");
        Path damaged = Files.writeString(folder.resolve("zlib-1-1.src.rpm"), "no package at all");
        assertThat(run("./fetch-package " + damaged).said()).contains("is no RPM package, or a damaged one");
    }

    private String require(String command) throws IOException, InterruptedException {
        Ended ended = run(command);
        assertThat(ended.status()).as(command + "\n" + ended.said()).isZero();
        return ended.output();
    }

    private record Ended(int status, String output, String said) {}

    private Ended run(String command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", command))
                .directory(sources.toFile())
                .redirectError(said.toFile());
        builder.environment().put("MARCHMARK_CACHE", cache.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, Files.readString(said));
    }
}
