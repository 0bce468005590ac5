package dev.hubbub.cli.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The server under test, or several nodes on one log.
interface Target extends AutoCloseable {
    /// One for each node.
    List<URI> urls();

    default List<InetSocketAddress> addresses() {
        return urls().stream()
                .map(url -> new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()))
                .toList();
    }

    /// Its database, for reading.
    Connection database() throws SQLException, IOException;

    /// Lets a fault of the server's or the database's process happen, and returns when the server is back.
    ///
    /// @throws IOException if it does not come back
    void suffer(Fault fault) throws IOException, InterruptedException;

    /// What is worth a line in the report; empty for nothing.
    default String remark() {
        return "";
    }

    @Override
    void close() throws IOException;
}
