package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Answers' bodies, written field by field.
final class JsonBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 512;

    /// Writes what stands between the braces.
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /// Writes what stands between the braces for one of many.
    interface ItemFields<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    private JsonBody() {}

    static byte[] object(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// A field that holds an array of objects.
    static <T> void objects(JsonGenerator json, String field, List<T> items, ItemFields<T> fields) throws IOException {
        json.writeArrayFieldStart(field);
        for (T item : items) {
            json.writeStartObject();
            fields.write(json, item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
