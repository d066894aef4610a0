// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import dev.marchmark.model.Price;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What hosts cost an hour: {@code prices.tsv} in the folder of all results, written by hand or by {@code scripts/fleet}. */
public final class PriceFile {
    private static final String NAME = "prices.tsv";
    private static final String HEAD = "host\tamount\tcurrency\tsource\tdate";
    private static final List<Pattern> FIELDS = List.of(
            Pattern.compile("[a-z0-9-]{1,80}"),
            Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?"),
            Pattern.compile("[A-Z]{3}"),
            Pattern.compile("[\\p{Graph}][\\p{Print}]{0,199}"),
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}"));

    private PriceFile() {}

    /**
     * The prices in a folder of results, in the order of the file; none where it has no such file.
     *
     * @throws StoreException naming the line that is wrong
     */
    public static List<Price> read(Path results) {
        Path file = results.resolve(NAME);
        return Files.exists(file) ? parse(TextFile.read(file), file.toString()) : List.of();
    }

    private static List<Price> parse(String text, String file) {
        List<Price> prices = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new StoreException(
                    file + ", line 1: the head is '" + HEAD.replace("\t", "', '") + "', parted by tabs");
        }
        for (int i = 1; i < lines.size(); i++) {
            Price price = price(lines.get(i), file + ", line " + (i + 1));
            for (Price other : prices) {
                if (other.host().equals(price.host())) {
                    throw new StoreException(file + ", line " + (i + 1) + ": a second price of " + price.host());
                }
                if (!other.currency().equals(price.currency())) {
                    throw new StoreException(
                            file + ", line " + (i + 1) + ": prices in two currencies can't be held against each other");
                }
            }
            prices.add(price);
        }
        return prices;
    }

    private static Price price(String line, String place) {
        List<String> fields = List.of(line.split("\t", -1));
        List<String> names = List.of(HEAD.split("\t", -1));
        if (fields.size() != names.size()) {
            throw new StoreException(place + ": " + fields.size() + " fields instead of " + names.size());
        }
        for (int i = 0; i < names.size(); i++) {
            if (!FIELDS.get(i).matcher(fields.get(i)).matches()) {
                throw new StoreException(place + ": field '" + names.get(i) + "' does not look like one");
            }
        }
        double amount = Double.parseDouble(fields.get(1));
        if (amount == 0) {
            throw new StoreException(place + ": field 'amount' must be above 0");
        }
        return new Price(fields.get(0), amount, fields.get(2), fields.get(3), fields.get(4));
    }
}
