package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.account.PasswordResets;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.db.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Accounts, as an administrator and as their users see them. Never the hash.
final class UsersJson {
    private UsersJson() {}

    static byte[] of(User user) {
        return JsonBody.object(json -> fields(json, user));
    }

    static byte[] page(Page<User> page) {
        return JsonBody.object(json -> {
            JsonBody.objects(json, "users", page.items(), UsersJson::fields);
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
        });
    }

    /// With the token, this once.
    static byte[] issued(PasswordResets.Issued issued) {
        return "{\"token\":\"%s\",\"expiresAt\":\"%s\"}"
                .formatted(issued.token(), issued.expiresAt())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void fields(JsonGenerator json, User user) throws IOException {
        json.writeStringField("id", user.id().toString());
        json.writeStringField("username", user.username());
        json.writeStringField("displayName", user.displayName());
        json.writeStringField("email", user.email());
        json.writeStringField("role", user.role().wireName());
        json.writeBooleanField("active", user.active());
        json.writeStringField("createdAt", user.createdAt().toString());
    }
}
