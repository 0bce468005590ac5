package dev.hubbub.server.apitoken;

/// More unknown tokens are being looked up than the database should be asked for. Without a stack trace, since
/// a stranger decides how often.
public final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overloaded() {
        super("too many tokens are being looked up", null, false, false);
    }
}
