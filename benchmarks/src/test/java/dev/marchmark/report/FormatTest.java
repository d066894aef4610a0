// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "1.052123, 0.00049, 1.05212",
        "1.052123, 0.0005, 1.0521",
        "1.052123, 0.0049, 1.0521",
        "1.052123, 0.005, 1.052",
        "12.3456, 100, 12.346",
        "999.4, 100, 999.400",
        "999.6, 100, 1000",
        "999999.4, 1e9, 999999",
        "999999.6, 1e9, 1.0e+06",
        "1e300, 1e300, 1.0e+300",
        "0.0004, 1, 0.000",
    })
    void ratioHasTheDigitsThatItsIntervalSupports(double value, double halfWidth, String text) {
        assertThat(Format.ratio(value, halfWidth)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.50 ns",
        "9.994, 9.99 ns",
        "9.996, 10.0 ns",
        "99.94, 99.9 ns",
        "99.96, 100 ns",
        "999.4, 999 ns",
        "999.6, 1.00 us",
        "16384, 16.4 us",
        "1234567, 1.23 ms",
        "2.5e9, 2.50 s",
        "7.2e12, 7200 s",
    })
    void timeHasThreeDigitsAndAUnitThatFits(double nanos, String text) {
        assertThat(Format.time(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 16384, byte, 1.00 GB/s",
        "16384, 8192, byte, 2.00 GB/s",
        "1, 1000, key, 1.00 M key/s",
        "1, 2e6, key, 500 key/s",
        "1000, 0.5, multiply-add, 2.00 T multiply-add/s",
    })
    void throughputIsUnitsASecond(double work, double nanos, String unit, String text) {
        assertThat(Format.throughput(work, nanos, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00012, 0.012 %", "0.0009994, 0.100 %", "0.0012, 0.12 %", "0.0345, 3.5 %", "-0.0012, -0.12 %"})
    void percentageHasMoreDigitsWhereItIsSmall(double fraction, String text) {
        assertThat(Format.percent(fraction)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 rows", "1, 1 row", "2, 2 rows", "21, 21 rows"})
    void oneHasAWordOfItsOwn(long number, String text) {
        assertThat(Format.count(number, "row", "rows")).isEqualTo(text);
    }

    @Test
    void textThatIsTooLongLosesItsFrontOrItsEnd() {
        assertThat(Format.clipFront("packages/zlib/decompress-6", 12)).isEqualTo("...ompress-6");
        assertThat(Format.clipEnd("multiply-adds", 12)).isEqualTo("multiply-...");
        assertThat(Format.clipFront("crc32", 5)).isEqualTo("crc32");
        assertThat(Format.clipEnd("crc32", 5)).isEqualTo("crc32");
    }

    @Test
    void whatIsNoTextBecomesASpaceOrAQuestionMark() {
        assertThat(Format.printable("a\r\n\tb\u2028\u2029\u0085c")).isEqualTo("a b c");
        assertThat(Format.printable("\u001b[2J\u009b\u0000\u007f\u202e\ufeff\ud800x"))
                .isEqualTo("?[2J?????" + "?x");
        assertThat(Format.printable("\u00b5s, \u00e9, \u65e5\u672c, \ud83d\ude00"))
                .isEqualTo("\u00b5s, \u00e9, \u65e5\u672c, \ud83d\ude00");
    }
}
