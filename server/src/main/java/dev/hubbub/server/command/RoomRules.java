package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.Texts;
import dev.hubbub.server.command.Reply.Refused;
import org.jspecify.annotations.Nullable;

/// What rooms may be called, what may be said of them, and how they may be set up. Each check gives null or what is
/// wrong.
final class RoomRules {
    static final int NAME_LENGTH = 80;
    static final int TOPIC_LENGTH = 250;
    /// bcrypt reads no further.
    static final int PASSWORD_BYTES = 72;

    private RoomRules() {}

    /// @param name stripped of the white space around it
    static @Nullable Refused nameFault(String name) {
        if (!Texts.isName(name)) {
            return Replies.invalid("name holds control characters. Use letters, digits, spaces and signs.");
        }
        if (name.codePoints().noneMatch(RoomRules::shows)) {
            return Replies.invalid("name is blank. Give the room a name.");
        }
        int length = name.codePointCount(0, name.length());
        return length <= NAME_LENGTH
                ? null
                : Replies.invalid("name has %d characters. Use at most %d.".formatted(length, NAME_LENGTH));
    }

    /// Without the white space around it; empty if nothing of it shows.
    static String topic(String text) {
        String topic = text.strip();
        return topic.codePoints().anyMatch(RoomRules::shows) ? topic : "";
    }

    /// @param topic as [#topic] makes it
    static @Nullable Refused topicFault(String topic) {
        if (!Texts.isName(topic)) {
            return Replies.invalid("topic holds control characters or line breaks. Write one line.");
        }
        int length = topic.codePointCount(0, topic.length());
        return length <= TOPIC_LENGTH
                ? null
                : Replies.invalid("topic has %d characters. Use at most %d.".formatted(length, TOPIC_LENGTH));
    }

    static @Nullable Refused setUpFault(Command.CreateRoom create, int mostMembers) {
        if (create.kind() != RoomKind.PUBLIC && create.kind() != RoomKind.PRIVATE) {
            return Replies.invalid("visibility must be public or private.");
        }
        if (create.memberLimit() < 0 || create.memberLimit() > mostMembers) {
            return Replies.invalid(
                    "memberLimit must be from 1 to %d, or 0 for %d.".formatted(mostMembers, mostMembers));
        }
        String password = create.password();
        if (password == null) {
            return null;
        }
        return create.kind() == RoomKind.PUBLIC
                ? Replies.invalid("A public room takes no password. Make it private, or leave the password out.")
                : passwordFault(password);
    }

    private static @Nullable Refused passwordFault(String password) {
        boolean good =
                !password.isEmpty() && Texts.isStorable(password) && Texts.utf8Length(password) <= PASSWORD_BYTES;
        return good ? null : Replies.invalid("password must have from 1 to %d bytes.".formatted(PASSWORD_BYTES));
    }

    private static boolean shows(int c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.FORMAT;
    }
}
