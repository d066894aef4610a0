// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marchmark.model.CodeChange;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.Run;
import dev.marchmark.model.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workloads, compiled for v2 and v3: one is the same file at both, in the other the shifts differ. */
class MachineCodeTest {
    private static final String SAME = "kernels/planted/same";
    private static final String SHIFT = "kernels/planted/shift";
    private static final Map<String, String> SOURCES = Map.of(
            SAME,
            "int run(int x) { return 3 * x + 1; }\n",
            SHIFT,
            "unsigned long run(unsigned long x, unsigned n) { return (x << n) ^ (x >> (n + 3)); }\n");
    private static final List<Variant> VARIANTS = List.of(variant(2), variant(3));
    private static final List<String> WORKLOADS = List.of(SAME, SHIFT);

    @TempDir
    private Path folder = Path.of("");

    private final List<Library> libraries = new ArrayList<>();

    private static Variant variant(int level) {
        return new Variant("v" + level + "-O2", level, "gcc", "gcc", "-march=x86-64-v" + level, null, null);
    }

    @BeforeEach
    void compile() throws Exception {
        for (String workload : WORKLOADS) {
            for (Variant variant : VARIANTS) {
                String name = workload.substring(workload.lastIndexOf('/') + 1) + "-" + variant.name() + ".so";
                compile(SOURCES.getOrDefault(workload, ""), variant.flags(), name);
                libraries.add(
                        new Library(workload, variant.name(), "0", "", 1, variant.level(), name, List.of(), List.of()));
            }
        }
    }

    private void compile(String source, String flags, String name) throws IOException, InterruptedException {
        Path unit = Files.writeString(folder.resolve("unit.c"), source);
        Process gcc = new ProcessBuilder(
                        "gcc", "-O2", flags, "-fPIC", "-shared", "-nostdlib", "-o", name, unit.toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
    }

    /** Audits what is not known; returns how many libraries these were, and all rows. */
    private int audit(List<Run.Code> rows) {
        Watcher watcher = new Watcher(0);
        Manifest manifest = new Manifest(VARIANTS, Map.of(), List.of(), List.of(), libraries, List.of());
        MachineCode code =
                MachineCode.of(folder, manifest, WORKLOADS, VARIANTS, watcher).orElseThrow();
        LevelProof.require(code, manifest, WORKLOADS, VARIANTS);
        rows.clear();
        rows.addAll(code.comparisons(WORKLOADS, VARIANTS));
        return watcher.announced;
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("audits"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void rowIsOfTheClassAndTheFeaturesOfItsCode() {
        List<Run.Code> rows = new ArrayList<>();
        assertThat(audit(rows)).isEqualTo(3);
        assertThat(rows)
                .extracting(Run.Code::workload, Run.Code::variant, Run.Code::codeClass, Run.Code::features)
                .containsExactly(
                        tuple(SAME, "v3-O2", CodeChange.IDENTICAL, List.of()),
                        tuple(SHIFT, "v3-O2", CodeChange.SCALAR, List.of("BMI2")));
        assertThat(rows.get(0).baselineBytes())
                .isEqualTo(rows.get(0).candidateBytes())
                .isPositive();
        assertThat(rows.get(1).baselineBytes()).isNotEqualTo(rows.get(1).candidateBytes());
    }

    @Test
    void libraryIsAuditedOnce() throws Exception {
        List<Run.Code> first = new ArrayList<>();
        List<Run.Code> second = new ArrayList<>();
        audit(first);
        assertThat(kept()).hasSize(3).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(audit(second)).isZero();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void libraryThatChangedIsAuditedAnewWhateverTheManifestSays() throws Exception {
        List<Run.Code> rows = new ArrayList<>();
        audit(rows);
        compile("int run(int x) { return 5 * x + 1; }\n", "-march=x86-64-v3", "same-v3-O2.so");
        assertThat(audit(rows)).isEqualTo(1);
        assertThat(rows.get(0).codeClass()).isNotEqualTo(CodeChange.IDENTICAL);
        compile(
                "unsigned long run(unsigned long x, unsigned n) { return x << n; }\n",
                "-march=x86-64-v3",
                "same-v2-O2.so");
        assertThatThrownBy(() -> audit(rows))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(SAME + " is of variant v2-O2 but needs x86-64-v3: run {BMI2=1}");
        // From what is kept as from the file.
        assertThatThrownBy(() -> audit(rows)).isInstanceOf(RunException.class).hasMessageContaining("run {BMI2=1}");
    }

    /** Cut at every length, and with another decoder's name: an audit is read whole or made again. */
    @Test
    void keptAuditThatIsDamagedIsMadeAgain() throws Exception {
        List<Run.Code> whole = new ArrayList<>();
        List<Run.Code> rows = new ArrayList<>();
        audit(whole);
        Path file = kept().get(0);
        String text = Files.readString(file);
        for (int length = 0; length < text.length(); length += 1 + text.length() / 16) {
            Files.writeString(file, text.substring(0, length));
            assertThat(audit(rows)).as("cut at %d", length).isEqualTo(1);
            assertThat(rows).isEqualTo(whole);
            assertThat(Files.readString(file)).isEqualTo(text);
        }
        Files.writeString(file, text.replaceFirst("objdump", "another"));
        assertThat(audit(rows)).isEqualTo(1);
    }

    @Test
    void auditThatNobodyAskedForInAMonthIsForgottenAndNoOther() throws Exception {
        List<Run.Code> rows = new ArrayList<>();
        audit(rows);
        Path stale = Files.writeString(folder.resolve("audits").resolve("0".repeat(64) + ".tsv"), "code\n");
        Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        Path asked = kept().get(1);
        Files.setLastModifiedTime(asked, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        Files.delete(kept().get(2));
        assertThat(audit(rows)).isEqualTo(1);
        assertThat(stale).doesNotExist();
        assertThat(asked).exists();
    }

    @Test
    void folderThatCantKeepAnythingHindersNoRun() throws Exception {
        Files.writeString(folder.resolve("audits"), "no folder");
        List<Run.Code> rows = new ArrayList<>();
        assertThat(audit(rows)).isEqualTo(3);
        assertThat(rows).hasSize(2);
    }

    /** As in a bundle, which came from elsewhere: on a host without objdump, and where nothing can be written. */
    @Test
    void auditsThatCameAlongAreTakenAndLeftAsTheyAre() throws Exception {
        List<Run.Code> rows = new ArrayList<>();
        audit(rows);
        Manifest manifest = new Manifest(VARIANTS, Map.of(), List.of(), List.of(), libraries, List.of());
        Map<String, String> texts = MachineCode.of(folder, manifest, WORKLOADS, VARIANTS, new Watcher(0))
                .orElseThrow()
                .bundled();
        assertThat(texts).hasSize(3);
        for (Path kept : kept()) {
            Files.delete(kept);
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        List<Run.Code> again = new ArrayList<>();
        assertThat(audit(again)).as("audited anew").isZero();
        assertThat(again).isEqualTo(rows);
        for (String name : texts.keySet()) {
            assertThat(Files.getLastModifiedTime(folder.resolve(name)).toInstant())
                    .isEqualTo(Instant.EPOCH);
        }
        compile("int run(int x) { return 7 * x + 1; }\n", "-march=x86-64-v3", "same-v3-O2.so");
        assertThat(audit(again)).as("a library that did not come along").isEqualTo(1);
    }
}
