// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.marchmark.model.ForkResult;
import dev.marchmark.model.Run;
import dev.marchmark.model.Summary;
import dev.marchmark.model.TestBlocks;
import dev.marchmark.model.TestRows;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedResultTest {
    private static final ForkResult FIRST = TestBlocks.fork(TestRuns.CRC32, 0);
    private static final ForkResult SECOND = TestBlocks.fork(TestRuns.CRC32, 1);

    private final RunFolder folder;
    private final Path run;
    private final Path forks;

    DamagedResultTest(@TempDir Path root) {
        folder = RunFolder.create(root.resolve("run"));
        folder.write(TestRuns.complete());
        folder.append(FIRST, List.of(TestBlocks.block(1, 400, 200, 300, 600)));
        folder.append(SECOND, List.of());
        folder.append(TestBlocks.fork(TestRuns.CRC32, 2), List.of());
        run = folder.path().resolve("run.json");
        forks = folder.path().resolve("forks.jsonl");
    }

    /** Each edit is of one place in the file; the field is where that place lies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"forks\" : 12,|\"forks\" : \"12\",|/settings/forks",
                "\"seed\" : 81985529216,|\"seed\" : 1.5,|/settings/seed",
                "\"schema\" : 2,|\"schema\" : 1,|/schema",
                "\"status\" : \"COMPLETE\"|\"status\" : \"DONE\"|/status",
                "\"governor\" : null,|\"governor\" : null, \"hostname\" : \"h\",|/host/settings",
                "\"governor\" : null,|''|/host/settings",
                "\"work\" : 16384.0,|\"work\" : null,|/summary",
                "\"work\" : 16384.0,|\"work\" : -1,|/summary",
                "\"low\" : 1.0499,|\"low\" : \"NaN\",|/summary",
                "\"name\" : \"v3-O2\"|\"name\" : \"/srv/v3-O2\"|/variants/1/name",
                "\"id\" : \"2026|\"id\" : \"../2026|/id",
                "\"blocksSha256\" : \"0|\"blocksSha256\" : \"|/blocksSha256",
            })
    void editedFieldIsNamed(String from, String to, String field) throws IOException {
        String text = Files.readString(run);
        assertThat(text).contains(from);
        Files.writeString(run, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith(run + " is not what this version writes: field '" + field)
                .extracting(Throwable::getMessage, as(STRING))
                .hasLineCount(1);
    }

    @Test
    void missingFieldIsNamed() throws IOException {
        Files.writeString(run, Files.readString(run).replaceFirst("\"startedUtc\" : [^,]*,", ""));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageContaining("run.json")
                .withMessageContaining("startedUtc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "12,5", "012", "", "'12'", "12 // twelve"})
    void numberThatIsNoJsonIsFoundInItsLine(String number) throws IOException {
        String text = Files.readString(run);
        long line = text.substring(0, text.indexOf("\"forks\" : 12"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        Files.writeString(run, text.replaceFirst("\"forks\" : 12", "\"forks\" : " + number));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith(run + " is no JSON: ")
                .withMessageContaining("(line " + line);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        String text = Files.readString(run).stripTrailing();
        for (int length = 0; length < text.length(); length += 211) {
            Files.writeString(run, text.substring(0, length));
            assertThatExceptionOfType(StoreException.class)
                    .as("%d of %d characters", length, text.length())
                    .isThrownBy(folder::read)
                    .withMessageStartingWith(run.toString());
        }
        Files.writeString(run, text.substring(0, text.length() - 1));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageContaining("run.json is no JSON: ")
                .withMessageEndingWith("it may be cut off or edited by hand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "7", "{\"schema\":1}", "\"run\""})
    void jsonOfAnotherKindIsRefused(String json) throws IOException {
        Files.writeString(run, json);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith(run + " is not what this version writes: field '");
    }

    @Test
    void somethingAfterTheEndIsRefused() throws IOException {
        Files.writeString(run, Files.readString(run) + "{}");
        assertThatExceptionOfType(StoreException.class).isThrownBy(folder::read).withMessageContaining("run.json");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(run, new byte[] {'{', (byte) 0xff, '}'});
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::read)
                .withMessageStartingWith("can't read " + run);
    }

    @Test
    void lastLineThatIsCutOffIsDroppedAndTheFileRepaired() throws IOException {
        String text = Files.readString(forks);
        int third = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
        for (String rest : List.of(
                "{", text.substring(third, third + 40), text.substring(third).stripTrailing())) {
            Files.writeString(forks, text.substring(0, third) + rest);
            assertThat(folder.forks()).containsExactly(FIRST, SECOND);
            assertThat(forks).hasContent(text.substring(0, third));
        }
        folder.append(TestBlocks.fork(TestRuns.CRC32, 7), List.of());
        assertThat(folder.forks()).extracting(ForkResult::fork).containsExactly(0, 1, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"fork\":1,|\"fork\":|forks.jsonl, line 2 is no JSON: ",
                "\"fork\":1,|\"fork\":-1,|forks.jsonl, line 2 is not what this version writes: field '/fork'",
                "\"fork\":1,|\"fork\":1,\"user\":\"me\",|forks.jsonl, line 2 is not what this version writes: field '",
                "\"fork\":1,|\"fork\":99999999999,|forks.jsonl, line 2",
                "[0.05,0.0525]|[0.05,\"x\"]|line 2 is not what this version writes: field '/ratios/0/logRatios/1'",
            })
    void damagedMiddleLineIsNamedAndNothingIsChanged(String from, String to, String message) throws IOException {
        List<String> lines = Files.readAllLines(forks);
        assertThat(lines.get(1)).contains(from);
        String damaged = lines.get(0) + "\n" + lines.get(1).replace(from, to) + "\n" + lines.get(2) + "\n";
        Files.writeString(forks, damaged);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(folder::forks)
                .withMessageContaining(message);
        assertThat(forks).hasContent(damaged);
    }

    @Test
    void numberThatNoJsonCanHoldIsNotWritten() throws IOException {
        String before = Files.readString(run);
        Run complete = TestRuns.complete();
        Summary summary = new Summary(
                List.of(TestRows.row(TestRuns.CRC32, "v3-O2", Double.NaN, 0, dev.marchmark.model.Verdict.FASTER)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThatIllegalStateException()
                .isThrownBy(() -> folder.write(complete.withSummary(summary)))
                .withMessageContaining("field '/summary");
        assertThat(run).hasContent(before);
    }
}
