// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marchmark.model.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {
    private static final String HEAD = "host amount currency source date\n";

    @TempDir
    private Path results = Path.of("");

    /** With blanks for tabs, and underscores for blanks. */
    private void write(String text) throws IOException {
        Files.writeString(results.resolve("prices.tsv"), text.replace(' ', '\t').replace('_', ' '));
    }

    @Test
    void pricesAreReadAsTheyStand() throws IOException {
        assertThat(PriceFile.read(results)).isEmpty();
        write(HEAD + "azure-d4s-v5 0.23 EUR list_price,_Amsterdam 2026-12-01\nlocal 1 EUR our_own 2026-12-02\n");
        assertThat(PriceFile.read(results))
                .containsExactly(
                        new Price("azure-d4s-v5", 0.23, "EUR", "list price, Amsterdam", "2026-12-01"),
                        new Price("local", 1, "EUR", "our own", "2026-12-02"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b 0 EUR list 2026-12-01|line 3: field 'amount' must be above 0",
                "b -1 EUR list 2026-12-01|line 3: field 'amount' does not look like one",
                "b 1e3 EUR list 2026-12-01|line 3: field 'amount'",
                "B 1 EUR list 2026-12-01|line 3: field 'host'",
                "b 1 euro list 2026-12-01|line 3: field 'currency'",
                "b 1 EUR list yesterday|line 3: field 'date'",
                "b 1 EUR list|line 3: 4 fields instead of 5",
                "a 1 EUR list 2026-12-01|line 3: a second price of a",
                "b 1 USD list 2026-12-01|line 3: prices in two currencies",
            })
    void wrongLineIsNamed(String line, String reason) throws IOException {
        write(HEAD + "a 1 EUR list 2026-12-01\n" + line + "\n");
        assertThatThrownBy(() -> PriceFile.read(results))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("prices.tsv, " + reason);
    }

    @Test
    void fileWithoutItsHeadIsNone() throws IOException {
        write("a 1 EUR list 2026-12-01\n");
        assertThatThrownBy(() -> PriceFile.read(results)).hasMessageContaining("line 1: the head is 'host', 'amount'");
    }
}
