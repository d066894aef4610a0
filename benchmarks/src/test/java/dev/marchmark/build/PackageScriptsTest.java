// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Manifest;
import dev.marchmark.model.ManifestLines;
import dev.marchmark.model.SourcePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the distribution's source to libraries that are measured, on a host with stand-ins for apt and dpkg. */
@Tag("slow")
class PackageScriptsTest {
    private final Path folder;
    private final TinyPackage tiny;

    PackageScriptsTest(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("to build in");
        tiny = TinyPackage.alone(folder, Files.createDirectory(temporary.resolve("a host of its own")));
    }

    private Manifest manifest(String... variants) throws IOException {
        tiny.require("make", "WORKLOADS=" + TinyPackage.WORKLOAD, "VARIANTS=" + String.join(" ", variants));
        return ManifestLines.parse(Files.readAllLines(folder.resolve("build/manifest.tsv")), "manifest.tsv");
    }

    private static SourcePackage only(Manifest manifest) {
        assertThat(manifest.packages()).hasSize(1);
        return manifest.packages().get(0);
    }

    private static String library(String variant) {
        return "build/" + TinyPackage.WORKLOAD + "/" + variant + "/0.so";
    }

    private TinyPackage.Ended build(String variant) {
        return tiny.run(
                "./build-package",
                "tiny",
                variant,
                tiny.require("./fetch-package", "tiny").strip());
    }

    @Test
    void packageThatIsNotBuiltIsListedWithTheReasonAndBreaksNoBuild() throws IOException {
        Manifest manifest = manifest("v1-package", "v3-package");
        assertThat(manifest.workload(TinyPackage.WORKLOAD).unavailable())
                .isEqualTo("not built: 'marchmark packages build tiny' does it");
        assertThat(manifest.libraries()).isEmpty();
        assertThat(only(manifest).builds()).isEmpty();
    }

    @Test
    void buildIsTheDistributionsOwnAtTheLevelThatItClaims() throws IOException {
        tiny.built("v1-package", "v3-package");
        Manifest manifest = manifest("v1-package", "v3-package");
        SourcePackage built = only(manifest);
        assertThat(built.version()).isEqualTo(TinyPackage.VERSION);
        assertThat(built.reproduced()).isTrue();
        assertThat(built.builds()).extracting(SourcePackage.Build::variant).containsExactly("v1-package", "v3-package");
        assertThat(built.builds()).allMatch(SourcePackage.Build::keepsLevel).allMatch(build -> build.units() == 1);
        assertThat(manifest.workload(TinyPackage.WORKLOAD).unavailable()).isNull();
        assertThat(manifest.libraries()).hasSize(4).allMatch(library -> library.codeBytes() > 0);
        assertThat(tiny.require("objdump", "-d", library("v3-package"))).contains("<deflate>:", "shlx");
        assertThat(tiny.require("objdump", "-d", library("v1-package")))
                .contains("<deflate>:")
                .doesNotContain("shlx");
        assertThat(tiny.require("readelf", "-n", library("v3-package"))).contains("x86-64-v3");
    }

    @Test
    void libraryExportsWhatItsDistributionExportsAndOurCode() throws IOException {
        tiny.built("v1-package");
        manifest("v1-package");
        assertThat(tiny.require("nm", "-D", "--defined-only", library("v1-package"))
                        .lines()
                        .map(line -> line.replaceFirst(".* ", "")))
                .containsExactlyInAnyOrder("compress2", "deflate", "mm_code");
        assertThat(tiny.require("readelf", "-d", library("v1-package")))
                .contains("Library soname: [marchmark-packages-tiny-sum-v1-package-0.so]");
        assertThat(tiny.require("readelf", "-SW", library("v1-package"))).doesNotContain(".debug");
    }

    @Test
    void layoutsHoldTheSameCodeAtOtherPlaces() throws IOException {
        tiny.built("v1-package");
        manifest("v1-package");
        String first = tiny.require("nm", library("v1-package"));
        String second = tiny.require("nm", library("v1-package").replace("0.so", "1.so"));
        assertThat(second).isNotEqualTo(first);
        assertThat(second.replaceAll("(?m)^[0-9a-f]* ", "")).isEqualTo(first.replaceAll("(?m)^[0-9a-f]* ", ""));
    }

    @Test
    void oneBuiltAlreadyIsLeftAlone() throws IOException {
        tiny.built("v1-package", "v3-package");
        Map<String, Long> before = files();
        assertThat(build("v3-package").said()).doesNotContain("building");
        assertThat(files()).isEqualTo(before);
        assertThat(tiny.asked()).as("the installed version's source is there").hasSize(1);
    }

    @Test
    void buildThatWasCutOffBeginsAnewAndWhatItLeftIsDeleted() throws IOException {
        tiny.built("v1-package", "v3-package");
        Path done = Path.of(tiny.require("./find-package", "tiny", "v3-package").strip());
        Path part = done.resolveSibling(done.getFileName() + ".part");
        Files.move(done, part);
        Files.delete(part.resolve("facts"));
        Path left = Files.createTempDirectory("marchmark-left");
        Files.writeString(left.resolve("half.o"), "half");
        Files.writeString(part.resolve("work"), left + "\n");
        assertThat(tiny.run("./find-package", "tiny", "v3-package").status()).isNotZero();
        assertThat(build("v3-package").status()).isZero();
        assertThat(left).doesNotExist();
        assertThat(part).doesNotExist();
        assertThat(only(manifest("v3-package")).builds()).hasSize(2);
    }

    @Test
    void versionThatTheArchiveDroppedIsReplacedByTheSuites() throws IOException {
        tiny.withdraw("tiny=" + TinyPackage.VERSION).offer("tiny-of-the-suite", "1:0.9-3", TinyPackage.RULES);
        tiny.built("v1-package");
        assertThat(tiny.asked().get(0)).isEqualTo("tiny=" + TinyPackage.VERSION);
        assertThat(tiny.asked().get(1)).startsWith("tiny/");
        SourcePackage built = only(manifest("v1-package"));
        assertThat(built.version()).isEqualTo("1:0.9-3");
        assertThat(built.reproduced()).as("another version is installed").isNull();
    }

    @Test
    void libraryThatIsNotInstalledIsComparedWithTheArchives() throws IOException {
        tiny.withShippedButNotInstalled().built("v1-package");
        SourcePackage built = only(manifest("v1-package"));
        assertThat(built.reproduced()).isTrue();
        assertThat(built.version()).isEqualTo(TinyPackage.VERSION);
    }

    @Test
    void sourceThatCannotBeHadIsSkippedWithTheReason() {
        tiny.withdraw("tiny=" + TinyPackage.VERSION).withdraw("tiny-of-the-suite");
        TinyPackage.Ended ended = tiny.run("./fetch-package", "tiny");
        assertThat(ended.status()).isEqualTo(75);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.said())
                .contains("source tiny=1:1.0-1 can't be had: Failed to fetch http://archive.example/tiny.dsc  404");
        assertThat(tiny.asked()).endsWith("tiny").hasSize(3);
    }

    /** Its name claims what its code does not hold: rules that drop the flag, or add one after it. */
    @ParameterizedTest
    @CsvSource({
        "'$(filter-out -march=%,$(DEB_CFLAGS_APPEND)) -march=x86-64-v2'",
        "'$(DEB_CFLAGS_APPEND) -march=x86-64-v2'"
    })
    void buildThatHoldsCodeOfAnotherLevelIsCalledOut(String flags) throws IOException {
        tiny.built("v1-package").withRules(TinyPackage.rules(flags));
        tiny.withoutFetchedSource();
        TinyPackage.Ended ended = build("v3-package");
        assertThat(ended.said()).contains("note: 0 of its 1 units of C and C++ are compiled at its level");
        SourcePackage.Build built =
                only(manifest("v1-package", "v3-package")).build("v3-package").orElseThrow();
        assertThat(built.keepsLevel()).isFalse();
        assertThat(tiny.require("objdump", "-d", library("v3-package"))).doesNotContain("shlx");
    }

    @Test
    void baselineThatIsNotTheInstalledLibraryIsNotReproduced() throws IOException {
        tiny.withInstalledOfAnotherSource();
        assertThat(build("v1-package").said()).contains("note: not reproduced");
        assertThat(only(manifest("v1-package")).reproduced()).isFalse();
    }

    /** As Zstandard's own. */
    @Test
    void rulesMayBuildInAFolderNamedAfterTheirFlags() throws IOException {
        String folder = "conf_$(shell echo '$(DEB_CFLAGS_APPEND)' | md5sum | cut -c 1-32)";
        tiny.withRules(TinyPackage.RULES
                .replace("build-arch:", "build-arch:\n\tmkdir " + folder)
                .replace("-o libtiny.so.1.0", "-o " + folder + "/libtiny.so.1.0"));
        tiny.built("v1-package", "v3-package");
        assertThat(only(manifest("v1-package", "v3-package")).builds()).hasSize(2);
    }

    @Test
    void failedRulesOfASourceThatAsksForMoreNameIt() {
        tiny.withRules("build-arch:\n\tfalse\n");
        assertThat(build("v1-package").said()).doesNotContain("asks for");
        tiny.withUnmet("libfirst-dev (>= 2) libsecond-dev");
        assertThat(build("v1-package").said())
                .contains("tiny, v1-package: its source asks for packages that are not installed: libfirst-dev (>= 2)"
                        + " libsecond-dev\n");
    }

    @Test
    void failedRulesAreReportedWithTheirLastLines() throws IOException {
        tiny.withRules("build-arch:\n\techo it stops here; false\n");
        TinyPackage.Ended ended = build("v1-package");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .contains("it stops here")
                .contains("its own rules fail")
                .contains("/log");
        assertThat(only(manifest("v1-package")).builds()).isEmpty();
    }

    @Test
    void libraryThatTheBuildDoesNotLinkIsNamed() {
        tiny.withRules(TinyPackage.RULES.replace("soname,libtiny.so.1", "soname,libtiny.so.2"));
        TinyPackage.Ended ended = build("v1-package");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("its build links no libtiny.so.1").contains("'library'");
    }

    @Test
    void buildThatExportsAnotherInterfaceIsRefused() throws IOException {
        tiny.built("v1-package")
                .withRules(TinyPackage.RULES
                        .replace("-o libtiny", "-Wl,--defsym=more=deflate -o libtiny")
                        .replace("--version-script=tiny.map,", "")
                        .replace("-Wl,--version-script=tiny.map ", ""));
        tiny.withoutFetchedSource();
        TinyPackage.Ended ended = build("v2-package");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("exports other symbols than v1-package: more");
    }

    @Test
    void libraryThatIsOptimisedAtLinkTimeIsLinkedAgainOfWhatTheOptimiserMade() throws IOException {
        tiny.withRules(TinyPackage.rules("$(DEB_CFLAGS_APPEND) -flto")).built("v1-package", "v3-package");
        Manifest manifest = manifest("v1-package", "v3-package");
        assertThat(only(manifest).builds()).hasSize(2).allMatch(SourcePackage.Build::keepsLevel);
        for (String variant : List.of("v1-package", "v3-package")) {
            String built = tiny.require("./find-package", "tiny", variant).strip() + "/library.so";
            assertThat(code(library(variant), "deflate")).isNotEmpty().isEqualTo(code(built, "deflate"));
            assertThat(tiny.require("readelf", "-SW", library(variant))).doesNotContain(".gnu.lto_");
            assertThat(tiny.require("objdump", "-d", library(variant)).contains("shlx"))
                    .isEqualTo(variant.equals("v3-package"));
        }
    }

    /** The bytes of a function's instructions. */
    private List<String> code(String library, String function) {
        return tiny.require("objdump", "-d", "--disassemble=" + function, library)
                .lines()
                .filter(line -> line.contains(":\t"))
                .map(line -> line.split("\t", -1)[1])
                .toList();
    }

    @Test
    void archiveThatIsOptimisedAtLinkTimeInPartsIsRefused() {
        tiny.withRules(
                """
                build-arch:
                \tgcc -g -O2 $(DEB_CFLAGS_APPEND) -flto -ffat-lto-objects -fPIC -c tiny.c -o tiny.o
                \techo 'int more(void) { return 1; }' | gcc -g -O2 $(DEB_CFLAGS_APPEND) -fPIC -x c -c - -o more.o
                \tar rc libinner.a tiny.o more.o
                \tgcc -shared -Wl,-soname,libtiny.so.1 -Wl,--version-script=tiny.map -o libtiny.so.1.0 \\
                \t  -Wl,--whole-archive libinner.a -Wl,--no-whole-archive
                """);
        TinyPackage.Ended ended = build("v1-package");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .contains("libinner.a: holds both code that is optimised at link time and other code")
                .contains("its own rules fail");
    }

    @Test
    void missingNeedsAreNamedWithTheCommandThatInstallsThem() {
        tiny.withoutInstalled("debhelper");
        TinyPackage.Ended ended = tiny.run("./package-needs", "tiny");
        assertThat(ended.status()).isEqualTo(69);
        assertThat(ended.said())
                .contains("missing to build these packages: debhelper;")
                .contains("apt-get update && apt-get install -y --no-install-recommends debhelper\n")
                .contains("--install-needs");
        assertThat(tiny.withoutInstalled("nothing")
                        .run("./package-needs", "tiny")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "dispatch none, dispatch often, 'dispatch is none, compile-time, run-time or mixed, not '",
        "licence Zlib, license Zlib, unknown key",
        "licence Zlib, licence, has no value",
        "library libtiny.so.1, # no library, lacks a line",
        "dispatch none, dispatch none\\ndepends zlib, which is no package here",
    })
    void wrongDescriptorIsNamedByFileAndKey(String right, String wrong, String reason) throws IOException {
        Path descriptor = folder.resolve("packages/tiny/package");
        Files.writeString(
                descriptor, Files.readString(descriptor).replace(right + "\n", wrong.replace("\\n", "\n") + "\n"));
        TinyPackage.Ended ended = tiny.run("make", "WORKLOADS=", "VARIANTS=");
        assertThat(ended.status()).isNotZero();
        assertThat(ended.said()).contains("packages/tiny/package: ").contains(reason);
    }

    /** Of the cache, with their times. */
    private Map<String, Long> files() throws IOException {
        try (Stream<Path> all = Files.walk(tiny.cache().resolve("packages/tiny"))) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            return files.stream().collect(Collectors.toMap(Path::toString, file -> file.toFile()
                    .lastModified()));
        }
    }
}
