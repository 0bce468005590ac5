package dev.hubbub.server.gateway;

/// How far a connection has come.
enum ConnectionState {
    AWAITING_HELLO,
    /// Its token is being looked up.
    CHECKING,
    /// Its snapshot is being read.
    OPENING,
    OPEN,
    CLOSED
}
