// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marchmark.harness.JmhFile;
import dev.marchmark.harness.JmhMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code report --as jmh} against a file that JMH itself wrote of a measurement of its own. */
@Tag("slow")
@Tag("jvm")
class JmhFormatTest {
    @Test
    void fieldsAndTypesAreThoseOfAFileOfJmhs() {
        Project project = Project.own("format of jmh");
        project.build("kernels/checksum/crc32", "v2-O2 v3-O2");
        Path own = project.home().resolve("jmh.json");
        new Program(project)
                .mainClass(JmhMain.class)
                .with("-Dmarchmark.build=" + project.nativeFolder().resolve("build"))
                .run(
                        "IsolatedBenchmark",
                        "-p",
                        "workload=kernels/checksum/crc32",
                        "-p",
                        "layout=0",
                        "-f",
                        "2",
                        "-w",
                        "20ms",
                        "-i",
                        "1",
                        "-r",
                        "50ms",
                        "-rf",
                        "json",
                        "-rff",
                        own.toString())
                .requireCode(0);
        new Program(project).run("run", "-w", "crc32", "--forks", "2").requireCode(0);
        Program.Outcome report = new Program(project)
                .run("report", "--as", "jmh", project.runs().get(0).toString())
                .requireCode(0);
        assertThat(report.err()).startsWith("note: JMH's format has no pairs").contains("table.csv");
        assertThat(JmhFile.read(Project.read(own))).as("the reader").isNotEmpty();
        List<JmhFile.Entry> entries = JmhFile.read(report.out());
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).primaryMetric().score()).isPositive();
        JsonNode theirs = JsonMapper.shared().readTree(Project.read(own)).get(0);
        JsonNode ours = JsonMapper.shared().readTree(report.out()).get(0);
        assertThat(types(ours)).isEqualTo(types(theirs));
        assertThat(ours.get("jmhVersion")).isEqualTo(theirs.get("jmhVersion"));
    }

    /** The kind of each field; but for the parameters and other metrics, which each benchmark has of its own. */
    private static Map<String, String> types(JsonNode entry) {
        Map<String, String> types = new TreeMap<>();
        entry.properties().forEach(field -> {
            types.put(field.getKey(), field.getValue().getNodeType().name());
            if (field.getKey().equals("primaryMetric")) {
                field.getValue()
                        .properties()
                        .forEach(part -> types.put(
                                "primaryMetric/" + part.getKey(),
                                part.getValue().getNodeType().name()));
            }
        });
        return types;
    }
}
