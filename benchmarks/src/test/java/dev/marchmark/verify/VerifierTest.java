// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import dev.marchmark.model.NumericClass;
import dev.marchmark.model.Size;
import dev.marchmark.model.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifierTest {
    private static final String EMPTY = "kernels/control/empty";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Verifier verifier = new Verifier(JAVA, PlantedNative.output(), PATIENCE);

    @BeforeAll
    void buildWhatMostTestsNeed() {
        PlantedNative.with(
                EMPTY,
                "kernels/float/daxpy",
                "kernels/planted/cannot_open",
                "kernels/planted/chooses",
                "kernels/planted/null",
                "kernels/planted/off_by_one",
                "kernels/planted/reveals",
                "kernels/planted/writes_before",
                "kernels/planted/writes_input",
                "kernels/planted/writes_past",
                "kernels/planted/wrong_at_v3",
                "kernels/planted/wrong_known_answer");
    }

    @AfterAll
    void close() {
        verifier.close();
    }

    private static Verifier.Outcome verify(Verifier by, String workload, String variant) {
        Manifest manifest = PlantedNative.with(workload);
        return by.verify(
                manifest.workload(workload),
                manifest.libraries(workload, variant).get(0));
    }

    private Verifier.Outcome verify(String workload, String variant) {
        return verify(verifier, workload, variant);
    }

    @Test
    void goodKernelPasses() {
        assertThat(verify(EMPTY, "v2-O2")).isEqualTo(new Verifier.Outcome(null, 0));
    }

    @Test
    void roundingWithinTheToleranceIsReportedAsADifference() {
        Verifier.Outcome outcome = verify("kernels/float/daxpy", "v3-O2");
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.difference()).isBetween(0x1p-56, 0x1p-51);
    }

    @Test
    void runTimeIsToldOfSizesThatTheWorkloadOffers() {
        Manifest manifest = PlantedNative.with("kernels/planted/reveals");
        Workload workload = manifest.workload("kernels/planted/reveals");
        Library library = manifest.libraries("kernels/planted/reveals", "v2-O2").get(0);
        assertThat(verifier.nanosPerRun(workload, library, Size.SMALL)).isPresent();
        assertThat(verifier.nanosPerRun(workload, library, Size.LARGE)).isEmpty();
    }

    @Test
    void fusedMultiplyAddIsWithinToleranceAndTheSameCodeIdentical() {
        assertThat(compare("kernels/float/daxpy", "v1-O2", "v2-O2")).isEqualTo(Agreement.IDENTICAL);
        Agreement fused = compare("kernels/float/daxpy", "v2-O2", "v3-O2");
        assertThat(fused.numericClass()).isEqualTo(NumericClass.WITHIN_TOLERANCE);
        assertThat(fused.largestUlps()).isPositive();
        assertThat(fused.largestDifference()).isBetween(0x1p-56, 0x1p-51);
    }

    @Test
    void resultsThatMustNotDifferDoNotAgree() {
        Manifest manifest = PlantedNative.with("kernels/planted/wrong_at_v3");
        assertThat(verifier.compare(
                        manifest.workload("kernels/planted/wrong_at_v3"),
                        manifest.libraries("kernels/planted/wrong_at_v3", "v2-O2")
                                .get(0),
                        manifest.libraries("kernels/planted/wrong_at_v3", "v3-O2")
                                .get(0)))
                .isEmpty();
    }

    @Test
    void resultsThatDifferInTheirBytesAreComparedByWhatTheyMean() {
        String workload = "kernels/planted/chooses";
        assertThat(verify(workload, "v2-O2").failure()).isNull();
        assertThat(verify(workload, "v3-O2").failure()).isNull();
        assertThat(compare(workload, "v2-O2", "v3-O2")).isEqualTo(Agreement.IDENTICAL);
        assertThat(verify(workload, "v1-O2").failure()).startsWith("at 64 bytes, seed 0: wrong result at byte 0: ");
    }

    private Agreement compare(String workload, String baseline, String candidate) {
        Manifest manifest = PlantedNative.with(workload);
        return verifier.compare(
                        manifest.workload(workload),
                        manifest.libraries(workload, baseline).get(0),
                        manifest.libraries(workload, candidate).get(0))
                .orElseThrow();
    }

    @Test
    void kernelThatIsWrongAtOneLevelPassesAtTheOthers() {
        assertThat(verify("kernels/planted/wrong_at_v3", "v2-O2").failure()).isNull();
        assertThat(verify("kernels/planted/wrong_at_v3", "v3-O2").failure())
                .matches("at 64 bytes, seed 0: wrong result at byte 28: [0-9a-f]{8} instead of [0-9a-f]{8}");
        assertThat(verify("kernels/planted/wrong_at_v3", "v1-O2").failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "null, at 64 bytes seed 0: wrong result at byte 0: eeeeeeeeeeeeeeee instead of",
        "off_by_one, at 64 bytes seed 0: wrong result at byte 28: eeeeeeee instead of",
        "writes_past, at 64 bytes seed 0: it writes past the end of buffer 1",
        "writes_before, at 64 bytes seed 0: it writes before the start of buffer 1",
        "writes_input, at 64 bytes seed 0: it writes to its inputs",
        "wrong_known_answer, known answer 1: wrong result at byte 4: ",
        "reveals, at 64 bytes seed 0: wrong result at byte 0: ",
        "cannot_open, its open() failed",
    })
    void faultIsReportedWithItsReason(String kernel, String reason) {
        for (String variant : PlantedNative.VARIANTS) {
            Verifier.Outcome outcome = verify("kernels/planted/" + kernel, variant);
            assertThat(outcome.failure()).as(variant).isNotNull();
            assertThat(String.valueOf(outcome.failure()).replace(",", ""))
                    .as(variant)
                    .startsWith(reason);
        }
    }

    @Test
    @Tag("slow")
    @Tag("jvm")
    void goodKernelsPassAtEveryLevel() {
        for (String workload : new String[] {
            EMPTY,
            "kernels/checksum/crc32",
            "kernels/control/quicksort",
            "kernels/float/daxpy",
            "kernels/integer/alpha_blend",
            "kernels/planted/faster_at_v3",
            "kernels/planted/stateful"
        }) {
            for (String variant : PlantedNative.VARIANTS) {
                assertThat(verify(workload, variant).failure())
                        .as(workload + ", " + variant)
                        .isNull();
            }
        }
    }

    @Test
    @Tag("slow")
    @Tag("jvm")
    void crashTakesDownOnlyItself() {
        for (int i = 0; i < 2; i++) {
            assertThat(verify("kernels/planted/crashes", "v2-O2").failure()).isEqualTo("it crashed: SIGSEGV (0xb)");
            assertThat(verify(EMPTY, "v2-O2").failure()).isNull();
        }
    }

    @Test
    @Tag("slow")
    @Tag("jvm")
    void endlessLoopIsEndedAfterTheTimeout() throws InterruptedException {
        PlantedNative.with("kernels/planted/hangs");
        long before = ProcessHandle.current().descendants().count();
        try (Verifier impatient = new Verifier(JAVA, PlantedNative.output(), Duration.ofSeconds(5))) {
            assertThat(verify(impatient, "kernels/planted/hangs", "v2-O2").failure())
                    .isEqualTo("it did not end within 5 s");
            assertThat(verify(impatient, EMPTY, "v2-O2").failure()).isNull();
        }
        await(() -> ProcessHandle.current().descendants().count() <= before);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 6000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).as("no process is left over").isTrue();
    }

    @Test
    void childThatCannotBeStartedIsAReason() {
        Manifest manifest = PlantedNative.with(EMPTY);
        Workload workload = manifest.workload(EMPTY);
        Library library = manifest.libraries(EMPTY, "v2-O2").get(0);
        try (Verifier childless = new Verifier(Path.of("no", "java"), PlantedNative.output(), PATIENCE)) {
            assertThat(childless.verify(workload, library).failure())
                    .startsWith("its process can't be started: ")
                    .contains("no/java");
            assertThat(childless.compare(workload, library, library)).isEmpty();
            assertThat(childless.nanosPerRun(workload, library, Size.SMALL)).isEmpty();
        }
    }

    @Test
    void libraryThatIsNotThereIsReported() {
        Manifest manifest = PlantedNative.with(EMPTY);
        Workload workload = manifest.workload(EMPTY);
        Library built = manifest.libraries(EMPTY, "v2-O2").get(0);
        Library gone = new Library(EMPTY, "v2-O2", "9", built.sha256(), 1, 2, "gone.so", List.of(), List.of());
        assertThat(verifier.verify(workload, gone).failure()).contains("gone.so does not exist");
        assertThat(verify(EMPTY, "v2-O2").failure()).isNull();
    }
}
