package dev.hubbub.server.db;

/// One running server, as the others know it.
///
/// @param id of this process and no other, also after a restart
/// @param name for people; nothing depends on its being the only one
/// @param address where clients reach it, empty until it listens
/// @param bus what carries its messages to others, empty if nothing does
public record Node(String id, String name, String address, String version, String bus, Terms terms) {

    /// What nodes of one installation must agree on.
    ///
    /// @param wire the version of what it publishes
    /// @param epoch of the database's history that it serves
    /// @param keyFingerprint the same for the same signing key, and tells nothing else about it
    public record Terms(int wire, String epoch, String keyFingerprint) {}

    public Node at(String newAddress) {
        return new Node(id, name, newAddress, version, bus, terms);
    }
}
