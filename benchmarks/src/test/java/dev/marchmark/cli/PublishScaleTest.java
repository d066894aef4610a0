// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.analysis.HostRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * 200 hosts of 100 workloads each, twenty of them with three machines: 240 runs. What it takes is printed; the tables are
 * made of {@code run.json}, so these runs come without forks.
 */
@Tag("slow")
@Tag("measures")
class PublishScaleTest {
    private static final List<String> WORKLOADS = IntStream.range(0, 100)
            .mapToObj(i -> "kernels/group" + i % 8 + "/number_" + i)
            .toList();
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @Test
    void indexOfTwoHundredHostsHasAllOfThemAndIsTheSameEachTime(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("results");
        ObjectNode template =
                MAPPER.valueToTree(new HostRuns("host", 1).of(WORKLOADS).run());
        for (int host = 0; host < 200; host++) {
            for (int machine = 0; machine < (host < 20 ? 3 : 1); machine++) {
                write(results, template, "amd-epyc-" + host + "-vm", 1000 * machine + host);
            }
        }
        long start = System.nanoTime();
        HelpTest.execute("publish", "-o", results.toString()).requireCode(0);
        double first = seconds(start);
        assertThat(results.resolve("README.md"))
                .content()
                .contains("240 runs on 200 hosts.", "amd-epyc-0-vm", "amd-epyc-199-vm")
                .containsPattern("\\| \\[kernels/group7/number\\\\_95\\]\\(kernels-group7\\.html\\)"
                        + " \\| amd-epyc-19-vm, gcc .* \\| 3 \\|");
        List<Path> generated = new ArrayList<>();
        for (int group = 0; group < 8; group++) {
            generated.add(results.resolve("kernels-group" + group + ".html"));
        }
        generated.add(results.resolve("index.html"));
        generated.add(results.resolve("README.md"));
        generated.add(results.resolve("amd-epyc-7-vm").resolve(id(7)).resolve("table.md"));
        List<String> before = new ArrayList<>();
        for (Path file : generated) {
            before.add(Files.readString(file));
            Files.delete(file);
        }
        start = System.nanoTime();
        HelpTest.execute("publish", "-o", results.toString()).requireCode(0);
        System.out.printf(
                Locale.ROOT,
                "200 hosts of 100 workloads: all made in %.1f s, index and pages made again in %.1f s; index.html has %d"
                        + " bytes, the first group's page %d%n",
                first,
                seconds(start),
                Files.size(results.resolve("index.html")),
                Files.size(generated.get(0)));
        for (int i = 0; i < before.size(); i++) {
            assertThat(generated.get(i)).hasContent(before.get(i));
        }
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "20261201T%06dZ-c0ffee", number);
    }

    /** The same run elsewhere, its speed-ups moved by chance. */
    private static void write(Path results, ObjectNode template, String host, int number) throws IOException {
        Random random = new Random(number);
        ObjectNode run = template.deepCopy();
        run.put("id", id(number));
        ((ObjectNode) run.get("host")).put("name", host);
        for (String rows : List.of("comparisons", "means")) {
            for (JsonNode row : run.get("summary").get(rows)) {
                double factor = Math.exp(0.03 * random.nextGaussian());
                for (String field : List.of("speedup", "low", "high")) {
                    ((ObjectNode) row).put(field, factor * row.get(field).asDouble());
                }
            }
        }
        Path folder = Files.createDirectories(results.resolve(host).resolve(id(number)));
        Files.writeString(
                folder.resolve("run.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(run));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
