// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadMemoryTest {
    private static final Placement DRAWN = new Placement(List.of(4080, 16, 0, 2064, 48, 1024));
    private static final long BYTES = 1000;

    @BeforeAll
    static void buildAllAtOnce() {
        PlantedNative.with(
                RevealingMemory.ID,
                "kernels/planted/cannot_open",
                "kernels/planted/writes_before",
                "kernels/planted/writes_past",
                "kernels/planted/wrong_known_answer");
    }

    @Test
    void buffersStartWhereThePlacementSays() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1);
                Side side = workload.side()) {
            side.run(0);
            for (int buffer = 0; buffer < Shim.BUFFERS; buffer++) {
                assertThat(workload.address(buffer, 0) % 4096)
                        .as("buffer %d", buffer)
                        .isEqualTo((long) DRAWN.offsets().get(buffer));
            }
        }
    }

    @Test
    void instancesAreApartButAlignedAlikeAndStepsRotateOverThem() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1);
                Side side = workload.side()) {
            for (long step = 0; step < 4; step++) {
                side.run(step);
                assertThat(workload.instances(step)).isEqualTo(4);
                assertThat(workload.address(RevealingMemory.IN, step) % 64).isEqualTo(4080 % 64);
                assertThat(workload.address(RevealingMemory.SHARED, step))
                        .isEqualTo(workload.address(RevealingMemory.SHARED, 0));
            }
            for (long step = 1; step < 4; step++) {
                assertThat(workload.address(RevealingMemory.IN, step) - workload.address(RevealingMemory.IN, step - 1))
                        .isBetween(BYTES + 64, BYTES + 2 * 64);
            }
            long first = workload.address(RevealingMemory.IN, 0);
            side.run(4);
            assertThat(workload.address(RevealingMemory.IN, 0)).isEqualTo(first);
            assertThat(workload.runs(4))
                    .as("of the fifth run, in the first instance")
                    .isEqualTo(5);
        }
    }

    @Test
    void whatRunsDestroyIsRestoredInTheInstanceOfAStep() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 3);
                Side side = workload.side()) {
            for (long step = 0; step < 9; step++) {
                side.run(step);
            }
            assertThat(workload.updated(0)).isEqualTo(303);
            assertThat(workload.consumed(3)).isEqualTo(605);
            for (long step = 4; step < 8; step++) {
                workload.memory.restore(step);
                assertThat(workload.updated(step)).isEqualTo(300 + step - 4);
                assertThat(workload.consumed(step)).isEqualTo(600 + step - 4);
                assertThat(workload.runs(step)).as("outputs stay").isPositive();
                if (step < 7) {
                    assertThat(workload.consumed(step + 1))
                            .as("the next instance stays")
                            .isEqualTo(600 + step - 3 + 2);
                }
            }
        }
    }

    @Test
    void memoryFilledAgainIsRestoredToTheLatestFill() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 3);
                Side side = workload.side()) {
            workload.reference.fill(workload.memory, 5);
            side.run(2);
            workload.memory.restore(2);
            assertThat(workload.updated(2)).isEqualTo(502);
            assertThat(workload.consumed(2)).isEqualTo(1002);
        }
    }

    @Test
    void checksumOfTheInputsDependsOnTheSeedOnly() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1);
                RevealingMemory elsewhere = new RevealingMemory(BYTES, Placement.ofMalloc(), 1);
                RevealingMemory other = new RevealingMemory(BYTES, DRAWN, 2);
                Side side = workload.side()) {
            long inputs = workload.memory.inputChecksum();
            assertThat(elsewhere.memory.inputChecksum()).isEqualTo(inputs);
            assertThat(other.memory.inputChecksum()).isNotEqualTo(inputs);
            side.run(0);
            assertThat(workload.memory.inputChecksum()).as("after a run").isEqualTo(inputs);
        }
    }

    @Test
    void spoilingTouchesTheOutputOfOneInstanceOnly() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1);
                Side side = workload.side()) {
            side.run(0);
            side.run(1);
            workload.memory.spoilOutputs(5);
            assertThat(workload.runs(1)).isEqualTo(0xeeeeeeeeeeeeeeeeL);
            assertThat(workload.runs(0)).isEqualTo(1);
            assertThat(workload.updated(1)).as("not an output").isEqualTo(102);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "writes_past, it writes past the end of buffer 1",
        "writes_before, it writes before the start of buffer 1",
    })
    void writesOutsideABufferAreSeenInEveryInstance(String kernel, String message) {
        String id = "kernels/planted/" + kernel;
        Manifest manifest = PlantedNative.with(id);
        Cpu cpu = Shim.load(PlantedNative.output());
        Library built = manifest.libraries(id, "v2-O2").get(0);
        try (ReferenceLibrary reference = ReferenceLibrary.open(
                        PlantedNative.output().resolve(manifest.workload(id).reference()));
                VariantLibrary library =
                        VariantLibrary.open(PlantedNative.output().resolve(built.path()), 2, cpu)) {
            for (long bytes : new long[] {64, 100, 16 << 10}) {
                for (long step = 0; step < 2; step++) {
                    try (WorkloadMemory memory =
                                    new WorkloadMemory(reference.shape(bytes).orElseThrow(), DRAWN);
                            Side side = library.on(memory)) {
                        reference.fill(memory, 0);
                        reference.run(memory, step);
                        assertThat(memory.overrun()).isEmpty();
                        side.run(step);
                        // Between two instances, the end of one is the start of the next.
                        assertThat(memory.overrun())
                                .get()
                                .asString()
                                .isIn(message, step == 0 ? message : "it writes past the end of buffer 1");
                    }
                }
            }
        }
    }

    @Test
    void blockPutsBackWhatItConsumesBeforeEachUse() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1);
                Side first = workload.side();
                Side second = workload.side();
                BlockRunner runner = new BlockRunner(List.of(first, second), workload.memory, 48)) {
            byte[] order = {0, 1, 0};
            long[] elapsed = new long[3];
            var usage = runner.run(order, new long[] {0, 6, 16}, new long[] {5, 10, 1}, elapsed);
            assertThat(Arrays.stream(elapsed).min().orElseThrow()).isPositive();
            assertThat(usage.endNanos() - usage.startNanos())
                    .isGreaterThanOrEqualTo(Arrays.stream(elapsed).sum());
            assertThat(workload.runs(16)).as("runs of the first side").isEqualTo(6);
            assertThat(workload.runs(15)).as("runs of the second side").isEqualTo(10);
            assertThat(workload.runs(14)).isEqualTo(9);
            assertThat(workload.runs(13)).isEqualTo(8);
            for (long step = 0; step < 4; step++) {
                assertThat(workload.consumed(step)).isEqualTo(200 + step + 1);
                assertThat(workload.updated(step)).isEqualTo(100 + step + 1);
            }
        }
    }

    @Test
    void knownAnswerShortensTheViewUntilItIsRewound() {
        String id = "kernels/planted/wrong_known_answer";
        Manifest manifest = PlantedNative.with(id);
        Shim.load(PlantedNative.output());
        try (ReferenceLibrary reference = ReferenceLibrary.open(
                        PlantedNative.output().resolve(manifest.workload(id).reference()));
                WorkloadMemory memory = new WorkloadMemory(reference.shape(64).orElseThrow(), DRAWN)) {
            reference.fill(memory, 0);
            assertThat(reference.knownAnswer(memory, 0).orElseThrow()).hasSize(8);
            memory.spoilOutputs(0);
            reference.run(memory, 0);
            assertThat(Arrays.copyOfRange(memory.results(0).get(0), 8, 32)).containsOnly(0xee);
            memory.rewind();
            reference.run(memory, 0);
            assertThat(memory.results(0).get(0)[31]).isNotEqualTo((byte) 0xee);
            assertThat(reference.knownAnswer(memory, 2)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, -16, 4096, 17})
    void placementOffAMultipleOfSixteenIsRefused(int offset) {
        assertThatThrownBy(() -> new Placement(List.of(offset)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset " + offset + " is no multiple of 16 below 4096");
    }

    @Test
    void shapeThatCannotRotateOrDoesNothingIsRefused() {
        assertThatThrownBy(() -> new Shape(1, 1, 3, List.of()))
                .isInstanceOf(NativeException.class)
                .hasMessage("its shape asks for 3 instances, which is no power of two");
        assertThatThrownBy(() -> new Shape(1, 1, 0, List.of())).isInstanceOf(NativeException.class);
        assertThatThrownBy(() -> new Shape(1, 0, 1, List.of()))
                .isInstanceOf(NativeException.class)
                .hasMessage("its shape has no work in a run");
    }

    @Test
    void sizeThatAWorkloadDoesNotOfferHasNoShape() {
        try (RevealingMemory workload = new RevealingMemory(BYTES, DRAWN, 1)) {
            assertThat(workload.reference.shape(1 << 20)).isEmpty();
            Shape shape = workload.reference.shape(BYTES).orElseThrow();
            assertThat(shape.bytesPerRun()).isEqualTo(BYTES + 40 + 64 + 24 + 72 + 8);
            assertThat(shape.callsPerRestore()).isEqualTo(4);
        }
    }
}
