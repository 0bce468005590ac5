package dev.hubbub.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The way into a PostgreSQL that a server runs in its data folder.
record EmbeddedLog(Path data) {
    private static final int PORT_LINE = 3;

    Connection connect() throws SQLException, IOException {
        String password = Files.readString(data.resolve("postgres.password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:%s/postgres?sslmode=disable".formatted(line(PORT_LINE));
        return DriverManager.getConnection(url, "hubbub", password);
    }

    /// The postmaster.
    long pid() throws IOException {
        return Long.parseLong(line(0));
    }

    private String line(int number) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("pgdata/postmaster.pid"));
        if (lines.size() <= number) {
            throw new IOException("PostgreSQL in " + data + " is not up");
        }
        return lines.get(number).strip();
    }
}
