// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.build.PlantedNative;
import dev.marchmark.model.Library;
import dev.marchmark.model.Manifest;
import org.junit.jupiter.api.Test;

class SideTest {
    @Test
    void privateStateIsASidesOwn() {
        try (RevealingMemory workload = new RevealingMemory(100, Placement.ofMalloc(), 0);
                Side first = workload.side();
                Side second = workload.side()) {
            first.run(0);
            first.run(0);
            first.run(0);
            assertThat(workload.runs(0)).isEqualTo(3);
            second.run(0);
            assertThat(workload.runs(0)).isEqualTo(1);
            first.run(0);
            assertThat(workload.runs(0)).isEqualTo(4);
        }
    }

    @Test
    void sidesShareTheMemory() {
        try (RevealingMemory workload = new RevealingMemory(100, Placement.ofMalloc(), 0);
                Side first = workload.side();
                Side second = workload.side()) {
            first.run(1);
            long output = workload.address(RevealingMemory.OUT, 1);
            second.run(1);
            assertThat(workload.address(RevealingMemory.OUT, 1)).isEqualTo(output);
            assertThat(workload.updated(1)).isEqualTo(3);
        }
    }

    @Test
    void sideOfOneInstanceAlwaysWorksOnTheFirst() {
        try (RevealingMemory workload = new RevealingMemory(100, Placement.ofMalloc(), 0);
                Side all = workload.side();
                Side one = workload.side(1)) {
            all.run(1);
            all.run(0);
            assertThat(workload.instances(0)).isEqualTo(all.instances());
            long first = workload.address(RevealingMemory.OUT, 0);
            assertThat(workload.address(RevealingMemory.OUT, 1)).isNotEqualTo(first);
            one.run(1);
            assertThat(workload.instances(0)).isEqualTo(1);
            assertThat(workload.address(RevealingMemory.OUT, 0)).isEqualTo(first);
            assertThat(workload.instances(1)).as("left alone").isEqualTo(all.instances());
        }
    }

    @Test
    void closingOneSideLeavesTheOther() {
        try (RevealingMemory workload = new RevealingMemory(100, Placement.ofMalloc(), 0);
                Side stays = workload.side()) {
            stays.run(0);
            try (Side goes = workload.side()) {
                goes.run(0);
            }
            stays.run(0);
            assertThat(workload.runs(0)).isEqualTo(2);
        }
    }

    @Test
    void stateThatCannotBeOpenedIsReported() {
        String id = "kernels/planted/cannot_open";
        Manifest manifest = PlantedNative.with(id);
        Cpu cpu = Shim.load(PlantedNative.output());
        Library built = manifest.libraries(id, "v1-O2").get(0);
        try (ReferenceLibrary reference = ReferenceLibrary.open(
                        PlantedNative.output().resolve(manifest.workload(id).reference()));
                VariantLibrary library =
                        VariantLibrary.open(PlantedNative.output().resolve(built.path()), 1, cpu);
                WorkloadMemory memory = new WorkloadMemory(reference.shape(64).orElseThrow(), Placement.ofMalloc())) {
            assertThatThrownBy(() -> library.on(memory))
                    .isInstanceOf(NativeException.class)
                    .hasMessage("its open() failed");
        }
    }
}
