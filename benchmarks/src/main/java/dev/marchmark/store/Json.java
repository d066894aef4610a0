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
import java.util.List;
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
        List<Error> errors = schema.validate(tree);
        if (!errors.isEmpty()) {
            throw new StoreException(source + " is not what this version writes: " + describe(errors));
        }
        try {
            return LINE.treeToValue(tree, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StoreException(source + ": " + e.getMessage(), e);
        }
    }

    private static String describe(List<Error> errors) {
        Error first = errors.get(0);
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return "field '" + first.getInstanceLocation() + "': " + first.getMessage() + more;
    }
}
