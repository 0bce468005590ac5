package dev.hubbub.cli.verify;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A server that somebody else runs. Nothing of it is killed.
///
/// @param log if its database is the embedded one
/// @param jdbcUrl otherwise, with user and password
record RunningServer(URI url, Optional<EmbeddedLog> log, String jdbcUrl) implements Target {

    @Override
    public List<URI> urls() {
        return List.of(url);
    }

    @Override
    public Connection database() throws SQLException, IOException {
        return log.isPresent() ? log.get().connect() : DriverManager.getConnection(jdbcUrl);
    }

    @Override
    public void suffer(Fault fault) {
        throw new IllegalStateException("a running server is not killed");
    }

    @Override
    public void close() {}
}
