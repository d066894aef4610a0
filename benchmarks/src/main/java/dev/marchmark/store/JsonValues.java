// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Single texts of a JSON that another program wrote, whatever it holds. */
public final class JsonValues {
    private static final JsonMapper ANY = JsonMapper.builder().build();

    private final JsonNode root;

    private JsonValues(JsonNode root) {
        this.root = root;
    }

    /** Of a text, or null; where that is no JSON nothing is in it. */
    public static JsonValues of(@Nullable String json) {
        try {
            return new JsonValues(json == null ? MissingNode.getInstance() : ANY.readTree(json));
        } catch (JacksonException e) {
            return new JsonValues(MissingNode.getInstance());
        }
    }

    /** The text at the end of these names, one inside the other; null where there is none. */
    public @Nullable String text(String... names) {
        JsonNode node = root;
        for (String name : names) {
            node = node.path(name);
        }
        return node.isString() ? node.asString() : null;
    }
}
