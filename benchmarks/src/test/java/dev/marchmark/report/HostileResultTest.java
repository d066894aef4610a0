// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A result file may come from anywhere, and {@code marchmark report} prints it. */
class HostileResultTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final Pattern UNESCAPED_PIPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\|");

    static Stream<Run> runs() {
        return Stream.of(
                ReportRuns.normal(),
                ReportRuns.published(),
                ReportRuns.threeVariants(),
                ReportRuns.troubled(),
                ReportRuns.withoutRows(),
                ReportRuns.withoutSummary(),
                ReportRuns.hostile());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void consoleLinesFitIntoAHundredColumns(Run run) {
        assertThat(ConsoleReport.of(run).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(100).isEqualTo(line.stripTrailing()));
    }

    /** The kernels' names are never cut off; a package's may be, where the other columns are at their widest. */
    @Test
    void consoleShowsOrdinaryNamesInFull() {
        assertThat(ConsoleReport.of(ReportRuns.normal()))
                .contains("checksum/crc32 ", "float/half_to_float ", "multiply-add/s ")
                .doesNotContain("...control", "...float");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void nothingControlsTheTerminal(Run run) {
        assertThat(ConsoleReport.of(run)).doesNotContainPattern(CONTROL);
        assertThat(MarkdownReport.of(run)).doesNotContainPattern(CONTROL);
        assertThat(CsvReport.of(List.of(run))).doesNotContainPattern(CONTROL);
    }

    @Test
    void hostileTextIsNoMarkup() {
        String report = MarkdownReport.of(ReportRuns.hostile());
        // The heads of the sections; a heading from the text would be one more.
        assertThat(report.lines().filter(line -> line.startsWith("#"))).hasSize(6);
        assertThat(report.lines().filter(line -> line.startsWith("| ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                UNESCAPED_PIPE.matcher(line).results().count())
                        .isIn(5L, 7L, 9L, 10L, 11L));
        String withoutOurOwn = report.replaceAll("(?m)^(- v[0-9].*: )`[^`\\n]*`$", "$1")
                .replace("`marchmark report`", "")
                .replace("**warning**", "");
        assertThat(withoutOurOwn).doesNotContain("<", ">").doesNotContainPattern("(?<!\\\\)[`*_~\\[\\]]");
    }

    @Test
    void csvComesBackAsTheSameColumns() throws IOException {
        String csv = CsvReport.of(List.of(ReportRuns.hostile(), ReportRuns.normal()));
        try (CSVParser parser = CSVParser.parse(
                csv,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(13).allSatisfy(row -> assertThat(row.isConsistent())
                    .isTrue());
            assertThat(records.get(0).get("unit")).startsWith("byte?[31m|<b onclick='x'>`c`</b> # *_[x]");
            assertThat(records.get(5).get("speedup")).isEqualTo("1.05212");
            assertThat(records.get(5).get("verdict")).isEqualTo("faster");
            assertThat(records.get(8).get("warnings")).isEqualTo("DISTURBED LEVEL_SHIFT");
        }
    }
}
