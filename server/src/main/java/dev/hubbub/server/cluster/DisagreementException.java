package dev.hubbub.server.cluster;

/// This node must not serve beside those that run.
public final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    DisagreementException(String why) {
        super(why);
        this.why = why;
    }

    /// For the operator, with what to do.
    public String why() {
        return why;
    }
}
