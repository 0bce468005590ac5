package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Settings;

/// Where the key comes from that signs tokens: what one node signs, each other must accept.
final class Keys {
    private static final String SECRET = "jwt_secret";

    private Keys() {}

    /// The operator's; else the one in the database that all nodes share; else, where the database is this server's
    /// own, the one beside it in the data folder.
    static SigningKey of(Config config, DataFolder folder, Database database) {
        return config.signingKey()
                .orElseGet(() -> config.database().isPresent() ? shared(folder, database) : folder.signingKey());
    }

    private static SigningKey shared(DataFolder folder, Database database) {
        Settings settings = new Settings(database);
        // A node that kept one in its data folder brings that along: with another, everybody would have to sign in
        // again, and the apps that make codes would be lost.
        String secret = settings.find(SECRET)
                .orElseGet(
                        () -> settings.putIfAbsent(SECRET, folder.keptSecret().orElseGet(SigningKey::randomSecret)));
        try {
            return SigningKey.ofSecret(secret);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(
                    "The row %s of the table settings %s. Delete it to get a new key; everyone must sign in again then."
                            .formatted(SECRET, e.getMessage()));
        }
    }
}
