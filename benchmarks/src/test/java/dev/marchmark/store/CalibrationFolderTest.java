// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.marchmark.model.CalibrationFork;
import dev.marchmark.model.CalibrationStart;
import dev.marchmark.model.Contrast;
import dev.marchmark.model.Run;
import dev.marchmark.model.TestCalibrations;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationFolderTest {
    private static final String ID = "20261123T080100Z-c0ffee";
    private static final CalibrationStart START = TestCalibrations.calibrationStart(ID, 12, TestRuns.CRC32);

    private final Path root;
    private final CalibrationFolder folder;
    private final Path forks;

    CalibrationFolderTest(@TempDir Path root) {
        this.root = root;
        folder = CalibrationFolder.create(root, START);
        forks = folder.path().resolve("forks.jsonl");
    }

    private static CalibrationFork fork(int number) {
        return new CalibrationFork(
                TestRuns.CRC32,
                number,
                number == 0 ? null : 0.5, // forks did not keep it at first
                120,
                3,
                List.of(
                        new CalibrationFork.Value(Contrast.COPY, -1.5e-5, null),
                        new CalibrationFork.Value(Contrast.SCALED_TENTH, 0.0953, 1e-9)));
    }

    @Test
    void startAndForksComeBackAsTheyWereWritten() {
        assertThat(folder.path()).isEqualTo(root.resolve("calibration").resolve(ID));
        assertThat(folder.read()).isEqualTo(START);
        assertThat(folder.forks()).isEmpty();
        folder.append(fork(0));
        folder.append(fork(1));
        CalibrationStart failed = START.withFailures(List.of(new Run.Failure(TestRuns.CRC32, null, "it crashed")));
        folder.write(failed);
        assertThat(CalibrationFolder.all(root)).hasSize(1);
        CalibrationFolder again = CalibrationFolder.all(root).get(0);
        assertThat(again.read()).isEqualTo(failed);
        assertThat(again.forks()).containsExactly(fork(0), fork(1));
    }

    @Test
    void hostWithoutCalibrationHasNone() {
        assertThat(CalibrationFolder.all(root.resolve("another"))).isEmpty();
    }

    @Test
    void lineThatACrashCutOffCountsAsNotThere() throws IOException {
        folder.append(fork(0));
        String whole = Files.readString(forks);
        Files.writeString(forks, whole + whole.substring(0, 50));
        assertThat(folder.forks()).containsExactly(fork(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"fork\":1,|\"fork\":|line 2 is no JSON: ",
                "\"fork\":1,|\"fork\":0,|line 2 repeats what is there already",
                "SCALED_TENTH|COPY|line 2 repeats what is there already",
                "SCALED_TENTH|VARIANTS|line 2 is not what this version writes: field '/values/1/contrast'",
                "\"fork\":1,|\"fork\":1,\"user\":\"me\",|line 2 is not what this version writes: field '",
                "0.0953|\"x\"|line 2 is not what this version writes: field '/values/1/logRatio'",
                "0.0953|1e999|line 2",
            })
    void damagedLineIsNamed(String from, String to, String message) throws IOException {
        folder.append(fork(0));
        String first = Files.readString(forks);
        folder.append(fork(1));
        String second = Files.readString(forks).substring(first.length());
        assertThat(second).contains(from);
        Files.writeString(forks, first + second.replace(from, to) + first.replace("\"fork\":0,", "\"fork\":2,"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::forks)
                .withMessageContaining("forks.jsonl, " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\" : 1|\"schema\" : 2|/schema",
                "\"forks\" : 12|\"forks\" : 1|/method/forks",
                "\"measuredMillis\" : 100|\"measuredMillis\" : \"x\"|/method/measuredMillis",
                "\"host\" : \"amd|\"host\" : \"/srv/amd|/host",
                "\"seed\" : -5|\"seed\" : 0.5|/seed",
                "\"SCALED\"|\"VARIANTS\"|/method/truths/1",
                "\"seed\" : -5|\"seed\" : 1, \"user\" : \"me\"|''",
            })
    void editedFieldIsNamed(String from, String to, String field) throws IOException {
        Path file = folder.path().resolve("calibration.json");
        String json = Files.readString(file);
        assertThat(json).contains(from);
        Files.writeString(file, json.replace(from, to));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith(file + " is not what this version writes: field '" + field);
    }

    /** Starts could not choose among the truths at first. */
    @Test
    void startThatNamesNoTruthsIsOfAll() throws IOException {
        Path file = folder.path().resolve("calibration.json");
        String json = Files.readString(file);
        String earlier = json.replaceFirst(",\\s+\"truths\" : \\[[^\\]]*\\]", "");
        assertThat(json).contains("SCALED_TENTH");
        assertThat(earlier).doesNotContain("truths", "SCALED_TENTH");
        Files.writeString(file, earlier);
        assertThat(folder.read()).isEqualTo(START);
    }

    @Test
    void copyUnderAnotherNameIsRefused() throws IOException {
        Path copy = folder.path().resolveSibling("20261123T080100Z-abcdef");
        Files.move(folder.path(), copy);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> CalibrationFolder.all(root).get(0).read())
                .withMessage(copy.resolve("calibration.json") + " is of " + ID + ": a copy would be counted twice");
    }
}
