// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A result file may come from anywhere: it is reported as it should be, or the file and the field are named. */
class HostileReportTest {
    /** What may stand in the place of a value; null takes it away. */
    private static final List<String> VALUES = List.of(
            "\"" + HostileFolder.SCRIPT + "\"",
            "\"\\u001b[31m\\u202e\\n# x | y\"",
            "\"\"",
            "\"NaN\"",
            "null",
            "-1",
            "0",
            "7",
            "0.1",
            "1e-320",
            "1e308",
            "-1e308",
            "1e400",
            "99999999999999999999",
            "[]",
            "{}",
            "true");

    private static final String PLACE = "the place";

    private final HostileFolder folder;

    HostileReportTest(@TempDir Path root) {
        folder = new HostileFolder(root);
    }

    @Test
    void folderAsItIsCanBeReported() {
        assertThat(folder.reportInEveryFormat("unchanged").requireCode(0).out())
                .contains("checksum/crc32", "float/dgemm", "FAILED: ");
    }

    /** A text of a result comes out as text, whatever it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"brand", "os", "kernel", "compilerVersion", "flags", "summary", "unit", "reason", "jvmName"})
    void scriptInATextIsText(String field) {
        folder.with(
                        run -> run.replaceAll(
                                "\"" + field + "\" : \"[^\"]*\"",
                                "\"" + field + "\" : \"" + HostileFolder.SCRIPT + "\""),
                        UnaryOperator.identity())
                .reportInEveryFormat(field)
                .requireCode(0);
    }

    /** Each edit is of one place; the field is where that place lies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run|\"schema\" : 2,|\"schema\" : 3,|/schema",
                "run|\"startedUtc\" :|\"owner\" : \"me\", \"startedUtc\" :|owner",
                "run|\"startedUtc\" : \"2026-11-23T08:01:00Z\",|''|startedUtc",
                "run|\"work\" : 16384,|\"work\" : 0,|/workloads/0",
                "run|\"marginPercent\" : 0.5|\"marginPercent\" : 1e-320|/settings/marginPercent",
                "run|\"flagged\" : 99,|\"flagged\" : 9999,|/calibration/truths/0",
                "run|\"name\" : \"v3-O2\",|\"name\" : \"v4-O2\",|its variants are not those of its settings",
                "run|\"id\" : \"kernels/float/dgemm\"|\"id\" : \"kernels/checksum/crc32\"|names the workload",
                "forks|[0.049,0.049]|[NaN,0.049]|line 1 is no JSON",
                "forks|[0.049,0.049]|[1e308,0.049]|/ratios/0/logRatios/0",
                "forks|[0.049,0.049]|[0.049]|2 cells with 1 ratios",
                "forks|\"nanosPerCall\":1000.0|\"nanosPerCall\":1e400|/times/0/nanosPerCall",
                "forks|\"nanosPerCall\":1000.0|\"nanosPerCall\":-1|/times/0/nanosPerCall",
                "forks|\"side\":1,\"blocks\"|\"side\":9,\"blocks\"|a ratio of layouts it did not draw",
                "forks|\"fork\":0,|\"fork\":0,\"owner\":\"me\",|owner",
            })
    void whatNoRunHasIsRefusedByItsName(String file, String from, String to, String named) {
        UnaryOperator<String> edit = text -> {
            assertThat(text).contains(from);
            return text.replaceFirst(Pattern.quote(from), to);
        };
        UnaryOperator<String> same = UnaryOperator.identity();
        Program.Outcome outcome = folder.with(file.equals("run") ? edit : same, file.equals("run") ? same : edit)
                .reportInEveryFormat(from);
        assertThat(outcome.requireCode(5).reason()).contains(named);
    }

    /** A file with one place changed. */
    private record Change(String place, String json) {}

    /** Every value of both files, of a list the first, replaced by each of these. */
    @Tag("slow")
    @Test
    void anyValueInAnyPlaceIsReportedOrNamed() {
        List<Change> ofRun = changes(folder.run());
        String first = folder.forks().lines().findFirst().orElseThrow();
        List<Change> ofForks = changes(first);
        assertThat(ofRun).hasSizeGreaterThan(2000);
        assertThat(ofForks).hasSizeGreaterThan(500);
        UnaryOperator<String> same = UnaryOperator.identity();
        List<String> faults = new ArrayList<>();
        for (Change change : ofRun) {
            folder.with(run -> change.json(), same);
            faults.addAll(faults("run.json: " + change.place(), faults.size()));
        }
        for (Change change : ofForks) {
            folder.with(same, forks -> change.json() + forks.substring(first.length()));
            faults.addAll(faults("forks.jsonl: " + change.place(), faults.size()));
        }
        assertThat(faults).isEmpty();
    }

    /** On the console, and in one other format. */
    private List<String> faults(String what, int turn) {
        ReportCommand.As[] formats = ReportCommand.As.values();
        ReportCommand.As other = formats[Math.floorMod(what.hashCode() + turn, formats.length)];
        try {
            if (folder.report(ReportCommand.As.console, what).code() == 0) {
                folder.report(other, what);
            }
            return List.of();
        } catch (AssertionError e) {
            return List.of(what + ": " + e.getMessage());
        }
    }

    private static List<Change> changes(String json) {
        JsonNode tree = JsonMapper.shared().readTree(json);
        List<Change> changes = new ArrayList<>();
        change(tree, tree, "", changes);
        return changes;
    }

    private static void change(JsonNode whole, JsonNode part, String place, List<Change> changes) {
        if (part instanceof ObjectNode object) {
            object.put("owner", "me");
            changes.add(new Change(place + "/owner", whole.toString()));
            object.remove("owner");
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                object.put(name, PLACE);
                replace(whole, place + "/" + name, changes);
                object.remove(name);
                changes.add(new Change("no " + place + "/" + name, whole.toString()));
                object.set(name, value);
                change(whole, value, place + "/" + name, changes);
            }
        } else if (part instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode value = array.get(0);
            array.set(0, StringNode.valueOf(PLACE));
            replace(whole, place + "/0", changes);
            array.set(0, value);
            change(whole, value, place + "/0", changes);
        }
    }

    private static void replace(JsonNode whole, String place, List<Change> changes) {
        String json = whole.toString();
        VALUES.forEach(
                value -> changes.add(new Change(place + " = " + value, json.replace("\"" + PLACE + "\"", value))));
    }
}
