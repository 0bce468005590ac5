package dev.hubbub.server.app;

import dev.hubbub.server.db.Database;
import dev.hubbub.server.status.Finding;
import dev.hubbub.server.status.Health;
import dev.hubbub.server.status.HealthPart;
import dev.hubbub.server.status.ServerStatus;
import java.util.List;

/// What operators are told of the server as a whole.
///
/// @param parts what it rests on, in the order in which they are told
record Overview(Config config, Delivery delivery, List<HealthPart> parts) {

    static HealthPart part(Database database) {
        return new HealthPart(
                "database",
                () -> database.ping()
                        .map(Finding::up)
                        .orElseGet(() -> Finding.down("the database does not answer; the log says why")));
    }

    /// What the controllers ask for.
    List<Object> features() {
        return List.of(
                new Health(parts),
                new ServerStatus(
                        delivery.node(),
                        config.database().isPresent() ? "external" : "embedded",
                        config.redis().isPresent() ? "redis" : "database",
                        () -> List.of(delivery.status())));
    }
}
