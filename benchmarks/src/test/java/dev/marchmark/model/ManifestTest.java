// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String HEAD = "manifest\t4";
    private static final String V2 = "variant\tv2-O2\t2\tgcc\tgcc 12.2.0\t-march=x86-64-v2 -O2\t\t";
    private static final String CLANG =
            "variant\tv3-O2-clang\t3\tclang\t\t-march=x86-64-v3\t-specs=a -specs=b\tclang is not installed";
    private static final String CRC32 = "workload\tkernels/checksum/crc32\treference/kernels/checksum/crc32.so\tabc\t";
    private static final String LIBRARY =
            "library\tkernels/checksum/crc32\tv2-O2\t3\tdef\t512\t2\tkernels/checksum/crc32/v2-O2/3.so\tmemcpy  sqrt\t";

    @Test
    void linesOfTheBuildBecomeVariantsWorkloadsAndLibraries() {
        Manifest manifest = ManifestLines.parse(List.of(HEAD, V2, CLANG, CRC32, LIBRARY), "manifest.tsv");
        assertThat(manifest.variants())
                .containsExactly(
                        new Variant("v2-O2", 2, "gcc", "gcc 12.2.0", "-march=x86-64-v2 -O2", null, null),
                        new Variant(
                                "v3-O2-clang",
                                3,
                                "clang",
                                "",
                                "-march=x86-64-v3",
                                "-specs=a -specs=b",
                                "clang is not installed"));
        assertThat(manifest.workloads())
                .containsExactly(new Workload(
                        "kernels/checksum/crc32", "reference/kernels/checksum/crc32.so", "abc", null, List.of()));
        assertThat(manifest.libraries())
                .containsExactly(new Library(
                        "kernels/checksum/crc32",
                        "v2-O2",
                        "3",
                        "def",
                        512,
                        2,
                        "kernels/checksum/crc32/v2-O2/3.so",
                        List.of("memcpy", "sqrt"),
                        List.of()));
        assertThat(Workload.group(manifest.workloads().get(0).id())).isEqualTo("kernels/checksum");
    }

    @Test
    void filesBelongToTheWorkloadBeforeThem() {
        String lexicon = "input\tlexicon\twordnet-base\t1:3.0-37\tdef\tLicenseRef-WordNet-3.0";
        String other = CRC32.replace("crc32", "sha256");
        assertThat(ManifestLines.parse(List.of(HEAD, CRC32, lexicon, other), "manifest.tsv")
                        .workloads())
                .extracting(Workload::files)
                .containsExactly(
                        List.of(new InputFile("lexicon", "wordnet-base", "1:3.0-37", "def", "LicenseRef-WordNet-3.0")),
                        List.of());
    }

    @Test
    void entriesAreFoundByTheirNames() {
        Manifest manifest = ManifestLines.parse(List.of(HEAD, V2, CLANG, CRC32, LIBRARY), "manifest.tsv");
        assertThat(manifest.variant("v3-O2-clang").level()).isEqualTo(3);
        assertThat(manifest.workload("kernels/checksum/crc32").referenceSha256())
                .isEqualTo("abc");
        assertThat(manifest.libraries("kernels/checksum/crc32", "v2-O2")).hasSize(1);
        assertThat(manifest.libraries("kernels/checksum/crc32", "v3-O2-clang")).isEmpty();
        assertThat(manifest.libraries("kernels/checksum/crc", "v2-O2")).isEmpty();
        assertThatThrownBy(() -> manifest.variant("v2-02"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessage("unknown variant 'v2-02'; did you mean 'v2-O2'?");
        assertThatThrownBy(() -> manifest.workload("crc23"))
                .hasMessage("unknown workload 'crc23'; did you mean 'kernels/checksum/crc32'?");
    }

    /** Each of these once stood in a file that a build was killed over, or that somebody edited. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest;2|version 2 instead of 4",
                "manifest|''",
                "''|unknown kind of line ''",
                "kernel;x|unknown kind of line 'kernel'",
                "Variant;v3-O2|unknown kind of line 'Variant'",
                "variant;v3-O2;3|''",
                "variant;v3;three;gcc;gcc 12;flags;;|three",
                "variant;v5;5;gcc;gcc 12;flags;;|variant v5: x86-64 has no level 5",
                "variant;v0;0;gcc;gcc 12;flags;;|x86-64 has no level 0",
                "workload;kernels/a/b;ref.so|''",
                "workload;kernels/a/b;ref.so;abc|''",
                "package;zlib;zlib;1.2;Zlib;often;yes;|no dispatch 'often'",
                "build;zlib;v1-package;sha;1;2;2;0.5|''",
                "input;lexicon;wordnet-base;1;sha|''",
                "library;w;v;0;sha;many;2;path;;|many",
                "library;w;v;0;sha;512;2.5;path;;|2.5",
                "library;w;v;0;sha;99999999999999999999;2;path;;|99999999999999999999",
                "library;w;v;0;sha;512;2;path;|''",
            })
    void damagedLineIsNamedByFileAndLine(String fields, String reason) {
        String line = fields.replace(';', '\t');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestLines.parse(List.of(HEAD, CRC32, line, V2), "build/manifest.tsv"))
                .withMessageStartingWith("build/manifest.tsv, line 3: ")
                .withMessageContaining(reason)
                .withMessageEndingWith("; delete the file and build again");
    }

    @Test
    void whatCouldNotBeBuiltIsKnownByItsReason() {
        String reference = "broken\tkernels/text/a\t\ta.c:3:1: error: no";
        String variant = "broken\tkernels/checksum/crc32\tv3-O2\tcalls memset";
        Manifest manifest = ManifestLines.parse(List.of(HEAD, V2, CRC32, reference, variant), "manifest.tsv");
        assertThat(manifest.ids()).containsExactly("kernels/checksum/crc32", "kernels/text/a");
        assertThat(manifest.broken("kernels/text/a", "v2-O2")).hasValue("a.c:3:1: error: no");
        assertThat(manifest.broken("kernels/checksum/crc32", "v3-O2")).hasValue("calls memset");
        assertThat(manifest.broken("kernels/checksum/crc32", "v2-O2")).isEmpty();
    }

    @Test
    void linesOfOneSetAreItsRuns() {
        String level = "set\tlevel\t v1-O2 v2-O2  v3-O2";
        String first = "set\tprofile\tv2-O2-a v3-O2-a";
        String second = "set\tprofile\tv2-O2-b v3-O2-b";
        Manifest manifest = ManifestLines.parse(List.of(HEAD, V2, level, first, second), "manifest.tsv");
        assertThat(manifest.sets().keySet()).containsExactly("level", "profile");
        assertThat(manifest.set("level")).containsExactly(List.of("v1-O2", "v2-O2", "v3-O2"));
        assertThat(manifest.set("profile"))
                .containsExactly(List.of("v2-O2-a", "v3-O2-a"), List.of("v2-O2-b", "v3-O2-b"));
        assertThatThrownBy(() -> manifest.set("levels"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessage("unknown set 'levels'; did you mean 'level'?");
    }

    @Test
    void packageIsReadWithItsBuildsAndTellsWhatCanBeHad() {
        String kernels = "variant\tv1-O2\t1\tgcc\tgcc 12\t-march=x86-64\t\t";
        String v1 = "variant\tv1-package\t1\tgcc\tgcc 12\t@package -march=x86-64\t\t";
        String v3 = "variant\tv3-package\t3\tgcc\tgcc 12\t@package -march=x86-64-v3\t\t";
        Manifest manifest = ManifestLines.parse(
                List.of(
                        HEAD,
                        kernels,
                        v1,
                        v3,
                        "package\tzlib\tzlib\t1:1.2.13\tZlib\tnone\tyes\t",
                        "build\tzlib\tv1-package\tabc\t72931\t15\t14\t7.5\tyes\t2",
                        "package\tother\tother-src\t\tMIT\trun-time\t\tnot built: do it",
                        CRC32,
                        "workload\tpackages/zlib/compress\treference/packages/zlib/compress.so\tdef\t",
                        "workload\tpackages/other/parse\t\t\tnot built: do it"),
                "manifest.tsv");
        SourcePackage.Build build = new SourcePackage.Build("v1-package", "abc", 72_931, 15, 14, 7.5, true, 2L);
        assertThat(manifest.packages())
                .containsExactly(
                        new SourcePackage("zlib", "zlib", "1:1.2.13", "Zlib", Dispatch.NONE, true, List.of(build)),
                        new SourcePackage("other", "other-src", "", "MIT", Dispatch.RUN_TIME, null, List.of()));
        assertThat(build.keepsLevel()).isFalse();
        assertThat(manifest.packageOf("packages/zlib/compress"))
                .contains(manifest.packages().get(0));
        assertThat(manifest.packageOf("kernels/checksum/crc32")).isEmpty();

        Variant plain = manifest.variant("v1-O2");
        Variant lowest = manifest.variant("v1-package");
        assertThat(manifest.obstacle("kernels/checksum/crc32", plain)).isEmpty();
        assertThat(manifest.obstacle("kernels/checksum/crc32", lowest)).contains("v1-package builds packages only");
        assertThat(manifest.obstacle("packages/zlib/compress", plain)).contains("v1-O2 builds kernels only");
        assertThat(manifest.obstacle("packages/zlib/compress", lowest)).isEmpty();
        assertThat(manifest.obstacle("packages/zlib/compress", manifest.variant("v3-package")))
                .contains("v3-package of it is not built: 'marchmark packages build zlib' does it");
        assertThat(manifest.obstacle("packages/other/parse", lowest)).contains("not built: do it");
    }

    @Test
    void listsCannotBeChangedAfterwards() {
        Manifest manifest = ManifestLines.parse(List.of(HEAD, V2), "manifest.tsv");
        Variant variant = manifest.variants().get(0);
        assertThatThrownBy(() -> manifest.variants().add(variant)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reducedLinesAreAboutSomeWorkloadsAndVariantsOnly() {
        String v3 = "variant\tv3-O2\t3\tgcc\tgcc 12.2.0\t-march=x86-64-v3 -O2\t\t";
        String other = LIBRARY.replace("v2-O2", "v3-O2");
        String adler = CRC32.replace("crc32", "adler32");
        String zlib = "package\tzlib\tzlib\t1:1.2.13\tZlib\tnone\tyes\t";
        String adapter = "workload\tpackages/zlib/compress\treference/packages/zlib/compress.so\tabc\t";
        String input = "input\tlexicon\twordnet-base\t3.0\tabc\tMIT";
        List<String> lines = List.of(
                HEAD,
                V2,
                v3,
                CLANG,
                "set\tlevel\tv1-O2 v2-O2 v3-O2",
                "set\tkernels\tv2-O2 v3-O2 v3-O2-clang",
                "set\tcompiler\tv2-O2 v3-O2-clang",
                zlib,
                "package\tbzip2\tbzip2\t1.0.8\tbzip2-1.0.6\tnone\tyes\t",
                CRC32,
                adler,
                "input\theader\tcatch2\t2.13\tdef\tBSL-1.0",
                adapter,
                input,
                LIBRARY,
                other,
                other.replace("v3-O2", "v3-O2-clang"),
                LIBRARY.replace("crc32", "adler32"),
                "broken\tkernels/checksum/crc32\tv3-O2-clang\tno",
                "broken\tkernels/checksum/crc32\t\tno reference",
                "broken\tkernels/checksum/adler32\t\tno reference");
        assertThat(ManifestLines.reduced(
                        lines, Set.of("kernels/checksum/crc32", "packages/zlib/compress"), Set.of("v2-O2", "v3-O2")))
                .containsExactly(
                        HEAD,
                        V2,
                        v3,
                        "set\tkernels\tv2-O2 v3-O2",
                        zlib,
                        CRC32,
                        adapter,
                        input,
                        LIBRARY,
                        other,
                        "broken\tkernels/checksum/crc32\t\tno reference");
    }
}
