package dev.hubbub.protocol;

/// Ends the reading of one command; never leaves this package. Without a stack trace, since a stranger decides
/// how often.
final class BadField extends RuntimeException {
    private static final long serialVersionUID = 1;
    final ErrorCode code;
    final String text;

    BadField(ErrorCode code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    static BadField invalid(String text) {
        return new BadField(ErrorCode.INVALID, text);
    }
}
