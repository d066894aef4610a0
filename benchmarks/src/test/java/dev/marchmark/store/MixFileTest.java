// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.marchmark.model.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MixFileTest {
    private static final Path READY = Path.of("mixes");
    private static final String GOOD =
            """
            {"schema": 1, "title": "a service", "source": "our own profile, 2026-11-25",
             "parts": [{"name": "parsing", "share": 0.25, "like": ["kernels/text"]},
                       {"name": "hashing", "share": 0.125, "like": ["kernels/checksum/crc32"], "source": "a guess of ours"}]}
            """;

    private final Path file;

    MixFileTest(@TempDir Path folder) {
        file = folder.resolve("mix.json");
    }

    @Test
    void saysWhatTheTimeIsMadeOf() throws IOException {
        Files.writeString(file, GOOD);
        Mix mix = MixFile.read(file);
        assertThat(mix.title()).isEqualTo("a service");
        assertThat(mix.rest()).isEqualTo(0.625);
        assertThat(mix.parts().get(0).source()).isNull();
        assertThat(mix.parts().get(1).source()).isEqualTo("a guess of ours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"source\": \"our own profile, 2026-11-25\",||'source'",
                "\"our own profile, 2026-11-25\"|\"\"|'/source'",
                "0.25|-0.25|'/parts/0/share'",
                "0.25|0|'/parts/0/share'",
                "0.25|1.5|'/parts/0/share'",
                "0.25|NaN|is no JSON",
                "0.25|\"NaN\"|'/parts/0/share'",
                "0.25|1e999|share",
                "0.25|0.9|add up to 1.025, more than the whole",
                "\"like\": [\"kernels/text\"]|\"likes\": []|like",
                "[\"kernels/text\"]|[\"kernels/text\", \"kernels/text\"]|'/parts/0/like'",
                "\"schema\": 1|\"schema\": 2|'/schema'",
                "\"name\": \"parsing\"|\"name\": \"\"|'/parts/0/name'",
            })
    void whatIsNotSoundIsRefusedByFileAndField(String good, String bad, String answer) throws IOException {
        Files.writeString(file, GOOD.replace(good, bad == null ? "" : bad));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> MixFile.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(answer);
    }

    static Stream<Path> ready() throws IOException {
        try (Stream<Path> files = Files.list(READY)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ready")
    void readyOnesNameTheirSourceAndWhatIsInTheProject(Path ready) {
        Mix mix = MixFile.read(ready);
        assertThat(mix.source()).containsPattern("\\b(19|20)\\d\\d\\b");
        for (Mix.Part part : mix.parts()) {
            assertThat(part.like())
                    .allSatisfy(name ->
                            assertThat(Path.of("../native").resolve(name)).isDirectory());
        }
    }

    @Test
    void sharesThatAddUpToTheWholeLeaveNoRest() throws IOException {
        Files.writeString(file, GOOD.replace("0.25", "0.7").replace("0.125", "0.3"));
        assertThat(MixFile.read(file).rest()).isZero();
        Files.writeString(file, GOOD.replace("0.25", "0.7").replace("0.125", "0.2"));
        assertThat(MixFile.read(file).rest()).isCloseTo(0.1, within(1e-12));
    }
}
