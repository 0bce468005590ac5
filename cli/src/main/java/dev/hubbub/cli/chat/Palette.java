package dev.hubbub.cli.chat;

import dev.hubbub.protocol.Person;

/// Colours as ANSI sequences, or none. A user has the same colour everywhere.
final class Palette {
    /// Readable on dark and on light ground.
    private static final int[] USERS = {31, 32, 33, 34, 35, 36, 91, 92, 94, 95, 96};

    private final boolean colours;

    Palette(boolean colours) {
        this.colours = colours;
    }

    String user(Person person) {
        return paint(
                USERS[Math.floorMod(Long.hashCode(person.id().value()), USERS.length)],
                SafeText.line(person.username()));
    }

    String dim(String text) {
        return paint(2, text);
    }

    String bold(String text) {
        return paint(1, text);
    }

    String alarm(String text) {
        return paint(31, text);
    }

    private String paint(int code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
