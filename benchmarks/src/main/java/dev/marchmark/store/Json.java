// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records to JSON and back, with a schema in between: nothing passes that the schema does not name. */
final class Json<T> {
    private static final JsonMapper LINE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final JsonMapper PRETTY =
            LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Class<T> type;
    private final Schema schema;

    Json(Class<T> type, String schemaResource) {
        this.type = type;
        try (InputStream resource = Json.class.getResourceAsStream(schemaResource)) {
            if (resource == null) {
                throw new IllegalStateException(schemaResource + " is missing from the jar");
            }
            this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(resource, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String pretty(T value) {
        return checked(PRETTY.writeValueAsString(value)) + "\n";
    }

    String line(T value) {
        return checked(LINE.writeValueAsString(value));
    }

    private String checked(String json) {
        List<Error> errors = schema.validate(LINE.readTree(json));
        if (!errors.isEmpty()) {
            throw new IllegalStateException("not written, as the schema does not allow it: " + describe(errors));
        }
        return json;
    }

    /**
     * @param source what an error message calls the text
     * @throws StoreException naming source and field where the text is not what the schema says
     */
    T read(String json, String source) {
        JsonNode tree;
        try {
            tree = LINE.readTree(json);
        } catch (JacksonException e) {
            throw new StoreException(
                    source + " is no JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + "); it may be cut off or edited by hand",
                    e);
        }
        List<Error> errors = errors(tree, source);
        if (!errors.isEmpty()) {
            throw new StoreException(source + " is not what this version writes: " + describe(errors));
        }
        try {
            return LINE.treeToValue(tree, type);
        } catch (JacksonException e) {
            // A record that refuses its values says why; Jackson's own words around it are about classes.
            String why = e.getCause() instanceof IllegalArgumentException refusal && refusal.getMessage() != null
                    ? refusal.getMessage()
                    : e.getOriginalMessage();
            throw new StoreException(
                    source + " is not what this version writes: field '" + field(e.getPath()) + "': " + why, e);
        }
    }

    private List<Error> errors(JsonNode tree, String source) {
        try {
            return schema.validate(tree);
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            // The validator takes a number for a long where the bound that it compares with is one.
            throw new StoreException(
                    source + " is not what this version writes: field '" + ofLargestNumber(tree)
                            + "': there is no field for a number as large",
                    e);
        }
    }

    private static String ofLargestNumber(JsonNode tree) {
        String field = "";
        double most = -1;
        Deque<Map.Entry<String, JsonNode>> rest = new ArrayDeque<>();
        rest.push(Map.entry("", tree));
        while (!rest.isEmpty()) {
            Map.Entry<String, JsonNode> at = rest.pop();
            JsonNode node = at.getValue();
            if (node.isNumber() && Math.abs(Double.parseDouble(node.asString())) > most) {
                most = Math.abs(Double.parseDouble(node.asString()));
                field = at.getKey();
            }
            node.properties().forEach(part -> rest.push(Map.entry(at.getKey() + "/" + part.getKey(), part.getValue())));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                rest.push(Map.entry(at.getKey() + "/" + i, node.get(i)));
            }
        }
        return field;
    }

    /** As a JSON pointer, as the schema's errors name fields. */
    private static String field(List<JacksonException.Reference> path) {
        return path.stream()
                .map(part -> "/" + (part.getPropertyName() == null ? part.getIndex() : part.getPropertyName()))
                .collect(Collectors.joining());
    }

    private static String describe(List<Error> errors) {
        Error first = errors.get(0);
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return "field '" + first.getInstanceLocation() + "': " + first.getMessage() + more;
    }
}
