package dev.hubbub.server.session;

/// The store of the sessions cannot be reached: nobody gets in until it can.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(Throwable cause) {
        super("the session store is away", cause);
    }
}
