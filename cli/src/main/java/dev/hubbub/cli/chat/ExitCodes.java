package dev.hubbub.cli.chat;

/// How the terminal client ends; listed in the help text of `hubbub chat`.
final class ExitCodes {
    static final int DONE = 0;
    static final int NO_SERVER = 3;
    static final int NOT_LOGGED_IN = 4;
    static final int ENDED_BY_SERVER = 5;

    private ExitCodes() {}
}
