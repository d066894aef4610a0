// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.marchmark.model.Run;
import dev.marchmark.model.TestRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas are the allow-list of what leaves a host. */
class SchemaTest {
    /** What results of earlier versions don't have, and can be read without. */
    private static final Set<String> LATER = Set.of(
            "code",
            "crossChecked",
            "crossChecks",
            "files",
            "hugePageShare",
            "leftOut",
            "numerics",
            "packages",
            "truths");

    @ParameterizedTest
    @CsvSource({
        "run.schema.json, 38",
        "fork.schema.json, 5",
        "isolated.schema.json, 1",
        "calibration.schema.json, 4",
        "calibration-fork.schema.json, 2",
        "counts.schema.json, 5"
    })
    void noObjectMayHaveAPropertyThatIsNotListed(String resource, int objects) throws IOException {
        List<String> found = new ArrayList<>();
        walk(schema(resource), resource, found);
        assertThat(found).hasSize(objects);
    }

    private static void walk(JsonNode node, String path, List<String> found) {
        if (node.path("type").asString("").equals("object")) {
            found.add(path);
            assertThat(node.path("additionalProperties").toString())
                    .as("additionalProperties of %s", path)
                    .isEqualTo("false");
            List<String> required =
                    node.get("required").valueStream().map(JsonNode::asString).toList();
            List<String> needed = node.get("properties")
                    .propertyStream()
                    // What came later than the first results may be missing in them.
                    .filter(property -> required.contains(property.getKey())
                            || !(mayBeNull(property.getValue()) || LATER.contains(property.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(required).as("required of %s", path).containsExactlyElementsOf(needed);
            assertThat(node.has("patternProperties")).as(path).isFalse();
        } else {
            assertThat(node.path("type").toString()).as(path).doesNotContain("\"object\"");
            assertThat(node.has("properties"))
                    .as("%s has properties but no type", path)
                    .isFalse();
        }
        if (node.path("type").toString().contains("\"array\"")) {
            assertThat(node.has("items")).as("items of %s", path).isTrue();
        }
        if (node.path("type").toString().contains("\"string\"")) {
            assertThat(node.has("pattern") || node.has("maxLength"))
                    .as("limit of the text %s", path)
                    .isTrue();
        }
        // "properties" and "$defs" hold names, not a schema; what lies below them is one.
        for (String holder : List.of("properties", "$defs")) {
            node.path(holder).properties().forEach(e -> walk(e.getValue(), path + "/" + e.getKey(), found));
        }
        if (node.has("items")) {
            walk(node.get("items"), path + "/items", found);
        }
        for (JsonNode choice : node.path("anyOf")) {
            walk(choice, path + "/anyOf", found);
        }
    }

    private static boolean mayBeNull(JsonNode schema) {
        return schema.path("type").toString().contains("\"null\"")
                || schema.path("anyOf").valueStream().anyMatch(SchemaTest::mayBeNull);
    }

    /** Of the schema's own words only those that {@link #walk} follows, so that nothing hides in another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.schema.json",
                "fork.schema.json",
                "isolated.schema.json",
                "calibration.schema.json",
                "calibration-fork.schema.json",
                "counts.schema.json"
            })
    void schemasUseNoWordThatThisTestDoesNotFollow(String resource) throws IOException {
        List<String> words = new ArrayList<>();
        words(schema(resource), words);
        assertThat(words)
                .isSubsetOf(
                        "$schema",
                        "title",
                        "type",
                        "properties",
                        "required",
                        "additionalProperties",
                        "items",
                        "anyOf",
                        "$ref",
                        "$defs",
                        "const",
                        "enum",
                        "pattern",
                        "minLength",
                        "maxLength",
                        "minItems",
                        "minimum",
                        "maximum",
                        "exclusiveMinimum");
    }

    private static void words(JsonNode schema, List<String> words) {
        schema.properties().forEach(entry -> {
            words.add(entry.getKey());
            if (entry.getKey().equals("properties") || entry.getKey().equals("$defs")) {
                entry.getValue().forEach(below -> words(below, words));
            } else if (entry.getKey().equals("items")) {
                words(entry.getValue(), words);
            } else if (entry.getKey().equals("anyOf")) {
                entry.getValue().forEach(below -> words(below, words));
            }
        });
    }

    /** One may be read as the other. */
    @Test
    void countsInARunAreWhatCountPrints() throws IOException {
        JsonNode printed = schema("counts.schema.json");
        JsonNode stored = schema("run.schema.json").at("/$defs/instructions");
        for (String part : List.of("type", "properties", "required", "additionalProperties")) {
            assertThat(stored.get(part)).as(part).isEqualTo(printed.get(part));
        }
    }

    @Test
    void valueThatTheSchemaForbidsIsNotWritten(@TempDir Path root) {
        Run run = TestRuns.complete();
        List<Run.Failure> failures = List.of(new Run.Failure("/srv/someone/kernels/x", null, "it crashed"));
        RunFolder folder = RunFolder.create(root.resolve("run"));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> folder.write(run.ended("2026-11-23T08:04:00Z", run.status(), failures, "0".repeat(64))))
                .withMessageContaining("field '/failures/0/workload'");
        assertThat(folder.path()).isEmptyDirectory();
    }

    private static JsonNode schema(String resource) throws IOException {
        try (InputStream stream = Json.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readTree(stream);
        }
    }
}
