package dev.hubbub.server.hub;

/// Tells whether somebody is in a room still.
interface Stays {

    /// Finds out, off the event loop and after this call began, whether the stay goes on, and if so calls back
    /// on any thread. If the database fails it is asked again: the answer may come late, but it comes.
    void ask(Stay stay, Runnable goesOn);
}
