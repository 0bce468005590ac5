package dev.hubbub.server.mail;

/// A letter in plain text.
public record Mail(String to, String subject, String text) {
    /// Neither to whom nor what.
    @Override
    public String toString() {
        return "Mail";
    }
}
