package dev.hubbub.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// One of the documents in docs/ that hold JSON schemas, read as strictly as it can be: clients must ignore fields
/// that they do not know, but here a field that the document does not name is a fault.
public final class SpecDocument {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());

    private final JsonNode root;

    private SpecDocument(JsonNode root) {
        this.root = root;
    }

    public static SpecDocument read(String file) {
        try {
            JsonNode root = new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("../docs", file).toFile());
            close(root);
            return new SpecDocument(root);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SpecDocument::close);
    }

    /// What stands there, following references.
    JsonNode at(String... path) {
        JsonNode node = root;
        for (String name : path) {
            node = resolved(node.path(name));
        }
        return node;
    }

    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(root.at(reference.substring(1)));
    }

    Set<String> names(String... path) {
        Set<String> names = new TreeSet<>();
        at(path).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// Of an OpenAPI document: `GET /api/v1/rooms` and so on.
    public Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (String path : names("paths")) {
            names("paths", path).stream()
                    .filter(method -> !method.equals("parameters"))
                    .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }
        return routes;
    }

    /// What is wrong with `value`; empty if nothing is.
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = resolved(schema).deepCopy();
        whole.set("components", root.path("components"));
        return SCHEMAS.getSchema(whole).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /// The names of all fields, those within fields too: `user`, `user.id`.
    Set<String> fields(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        collect(schema, "", fields);
        return fields;
    }

    private void collect(JsonNode reference, String prefix, Set<String> into) {
        JsonNode schema = resolved(reference);
        schema.path("allOf").forEach(part -> collect(part, prefix, into));
        if (schema.has("items")) {
            collect(schema.path("items"), prefix, into);
        }
        schema.path("properties").properties().forEach(property -> {
            into.add(prefix + property.getKey());
            collect(property.getValue(), prefix + property.getKey() + ".", into);
        });
    }

    /// The same of a value. Keys that are ids are no names.
    static Set<String> fieldsOf(JsonNode value) {
        Set<String> fields = new TreeSet<>();
        collectOf(value, "", fields);
        return fields;
    }

    private static void collectOf(JsonNode value, String prefix, Set<String> into) {
        if (value.isArray()) {
            value.forEach(item -> collectOf(item, prefix, into));
        }
        value.properties().forEach(field -> {
            if (!Character.isDigit(field.getKey().charAt(0))) {
                into.add(prefix + field.getKey());
                collectOf(field.getValue(), prefix + field.getKey() + ".", into);
            }
        });
    }
}
