package dev.hubbub.server.command;

/// How much one command may ask for, and how many may be at work.
///
/// @param messageBytes the most bytes that a message's text may have as UTF-8
/// @param membersPerRoom the most members that a room's owner may allow, and what he gets who sets no limit
/// @param running commands that may block at the same time: on the database, on bcrypt
/// @param waiting commands that may wait for their turn before more are refused
public record CommandLimits(int messageBytes, int membersPerRoom, int running, int waiting) {

    public CommandLimits {
        if (messageBytes < 1) {
            throw new IllegalArgumentException("limits.message-bytes must be at least 1");
        }
        if (membersPerRoom < 2) {
            throw new IllegalArgumentException("limits.members-per-room must be at least 2");
        }
        if (running < 1 || waiting < 1) {
            throw new IllegalArgumentException("commands.running and commands.waiting must be at least 1");
        }
    }

    public static CommandLimits defaults() {
        return new CommandLimits(16 * 1024, 100_000, 64, 2_000);
    }
}
