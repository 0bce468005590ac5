package dev.hubbub.server.db;

/// Where the database is.
///
/// @param jdbcUrl starts with `jdbc:postgresql:`
/// @param poolSize how many connections the queries share; committers have their own besides
public record DatabaseSettings(String jdbcUrl, String user, String password, int poolSize) {

    /// Never the password.
    @Override
    public String toString() {
        return "DatabaseSettings[user=" + user + ", poolSize=" + poolSize + "]";
    }
}
