package dev.hubbub.server.db;

/// By what right somebody gets an account, which also decides about his role.
public sealed interface Admission {

    /// Everybody may; he becomes a member.
    record Open() implements Admission {}

    /// By the set-up token with this hash; he becomes the first administrator, and no set-up token is good after that.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record SetUp(byte[] hash) implements Admission {}

    /// By the invitation with this hash, in the role that it says.
    @SuppressWarnings("ArrayRecordComponent")
    record Invited(byte[] hash) implements Admission {}
}
