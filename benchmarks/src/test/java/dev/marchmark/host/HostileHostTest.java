// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Host;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileHostTest {
    private static final Host.Settings NO_SETTINGS = new Host.Settings(null, null, null, null, null, null, null, null);

    private final Path root;

    HostileHostTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void emptyRootAndSilentCpuAreUnknown() {
        Host facts = new FakeHost(root).facts(FakeCpu.silent());
        assertThat(facts.cpu())
                .isEqualTo(new Host.Processor(
                        null, null, null, null, null, 1, false, null, null, null, null, null, null, null, null));
        assertThat(facts.platform()).isEqualTo(new Host.Platform(null, null, null, null, null, null));
        assertThat(facts.settings()).isEqualTo(NO_SETTINGS);
        assertThat(facts.software().glibc()).isNull();
        assertThat(facts.name()).isEqualTo("unknown-cpu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "\0\1\2\u00ff\u00fe:\u0080",
                "99999999999999999999999999999999",
                "-99999999999999999",
                "cpu -1 x 99999999999999999999 4 5 6 7 8",
                "0-99999999999",
                "0-99999",
                "3-1,,",
                "0::/../../../etc\n1:cpu:/\0\n",
                "MemTotal: 999999999999999999 kB",
                "1e308 nan inf",
                "[] : = \" ' \\040 (((( {{{{",
            })
    void garbageInEveryFileIsUnknown(String garbage) throws IOException {
        FakeHost host = FakeHost.cloudVm(
                FakeHost.containerOfVersion1(FakeHost.bareMetal(root).root()).root());
        for (Path file : filesOf(root)) {
            Files.writeString(file, garbage, StandardCharsets.ISO_8859_1);
        }
        Host facts = host.facts(FakeCpu.milan());
        assertThat(facts.cpu().cpusOnline()).isNull();
        assertThat(facts.cpu().cpusAvailable()).isNull();
        assertThat(facts.cpu().threadsPerCore()).isNull();
        assertThat(facts.cpu().microcode()).isNull();
        assertThat(facts.cpu().l1dBytes()).as("from CPUID").isEqualTo(32L << 10);
        assertThat(facts.platform()).isEqualTo(new Host.Platform(null, null, null, null, null, null));
        assertThat(facts.settings().hugePages()).isNull();
        assertThat(facts.settings().aslr()).isNull();
        assertThat(facts.settings().perfEventParanoid()).isNull();
        assertThat(facts.software().os()).isNull();
        assertThat(facts.software().glibc()).isNull();
        Noise noise = Noise.now(root);
        assertThat(noise).isEqualTo(new Noise(noise.nanos(), null, null, null, null, null, null));
        assertThat(host.findings(FakeCpu.milan(), "/tmp"))
                .extracting(Finding::value)
                .isNotEmpty()
                .allMatch(value -> value.matches("[ -~]{1,120}"));
    }

    @Test
    void folderWhereAFileBelongsIsUnknown() throws IOException {
        for (Path file : filesOf(FakeHost.bareMetal(root).root())) {
            Files.delete(file);
            Files.createDirectory(file);
        }
        Host facts = new FakeHost(root).facts(FakeCpu.milan());
        assertThat(facts.settings().governor()).isNull();
        assertThat(facts.platform().emulated()).isNull();
    }

    @Test
    void pipeWhereAFileBelongsDoesNotBlock() throws IOException, InterruptedException {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Boolean> unknown = CompletableFuture.supplyAsync(() -> new Tree(root).text("pipe") == null);
        try {
            assertThat(unknown).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
        } finally {
            // A writer frees a reader that does block, which would keep the JVM from ending.
            new RandomAccessFile(pipe.toFile(), "rw").close();
        }
    }

    @Test
    void controlGroupCannotPointOutOfItsMount() {
        FakeHost host = new FakeHost(root)
                .put("proc/self/cgroup", "0::/../../../outside\n")
                .put("outside/cpu.max", "10000 100000\n")
                .put("sys/fs/cgroup/cgroup.procs", "1\n");
        assertThat(host.facts(FakeCpu.milan()).platform().cpuQuota()).isNull();
    }

    @Test
    void brandOfAHostileHypervisorIsPrintable() {
        FakeCpu cpu = FakeCpu.milan().brand("\u001b[31mAMD\0\u00ff ../../etc\n");
        Host facts = new FakeHost(root).facts(cpu);
        assertThat(facts.cpu().brand()).isEqualTo("[31mAMD ../../etc");
        assertThat(facts.name()).isEqualTo("amd-31mamd-etc");
    }

    private static List<Path> filesOf(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
