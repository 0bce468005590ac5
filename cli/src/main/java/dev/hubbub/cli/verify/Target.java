package dev.hubbub.cli.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/// The server under test.
interface Target extends AutoCloseable {
    URI url();

    InetSocketAddress address();

    /// Its database, for reading.
    Connection database() throws SQLException, IOException;

    /// Lets a fault of the server's or the database's process happen, and returns when the server is back.
    ///
    /// @throws IOException if it does not come back
    void suffer(Fault fault) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
