package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.account.PasswordResets;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.db.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Accounts, as an administrator and as their users see them. Never the hash.
final class UsersJson {
    private static final JsonFactory JSON = new JsonFactory();

    private UsersJson() {}

    static byte[] of(User user) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] page(Page<User> page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("users");
            for (User user : page.items()) {
                write(json, user);
            }
            json.writeEndArray();
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// With the token, this once.
    static byte[] issued(PasswordResets.Issued issued) {
        return "{\"token\":\"%s\",\"expiresAt\":\"%s\"}"
                .formatted(issued.token(), issued.expiresAt())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(JsonGenerator json, User user) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", user.id().toString());
        json.writeStringField("username", user.username());
        json.writeStringField("displayName", user.displayName());
        json.writeStringField("email", user.email());
        json.writeStringField("role", user.role().wireName());
        json.writeBooleanField("active", user.active());
        json.writeStringField("createdAt", user.createdAt().toString());
        json.writeEndObject();
    }
}
