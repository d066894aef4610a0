// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.PackageCode;
import dev.marchmark.model.Scan;
import dev.marchmark.model.ScannedPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** All packages of a system as comma-separated values (RFC 4180); the last line, without a name, is of no package. */
public final class ScanCsv {
    private static final String[] HEAD = {
        "package",
        "version",
        "source",
        "files",
        "libraries",
        "users",
        "code_bytes",
        "found_bytes",
        "without_unwind_bytes",
        "v1",
        "v2",
        "v3",
        "v4",
        "outside",
        "tzcnt",
        "xmm",
        "ymm",
        "zmm",
        "packed",
        "features",
        "choosing_files",
        "asks_cpu",
        "ifuncs",
        "functions_named_after_features",
        "units",
        "assembly_units"
    };

    private ScanCsv() {}

    /** As text that ends in a line break. */
    public static String of(Scan scan) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(HEAD)
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (ScannedPackage each : scan.packages()) {
                print(csv, each);
            }
            print(csv, new ScannedPackage("", "", "", 0, scan.outside()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void print(CSVPrinter csv, ScannedPackage each) throws IOException {
        PackageCode code = each.code();
        CodeCounts counts = code.counts();
        Stream<Object> found = Stream.of(
                Format.printable(each.name()),
                Format.printable(each.version()),
                Format.printable(each.source()),
                code.files(),
                code.libraries(),
                each.users(),
                code.codeBytes(),
                counts.bytes(),
                code.origin().withoutUnwindBytes());
        Stream<Object> howItIsMade = Stream.of(
                code.packed(),
                counts.features().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(feature -> feature.getKey() + ":" + feature.getValue())
                        .collect(Collectors.joining(" ")),
                code.choice().files(),
                code.choice().asksCpu(),
                code.choice().ifuncs(),
                code.choice().functions(),
                code.origin().units(),
                code.origin().assemblyUnits());
        csv.printRecord(Stream.of(found, counts.shown().stream(), howItIsMade).flatMap(Function.identity()));
    }
}
