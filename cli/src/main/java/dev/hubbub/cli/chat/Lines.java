package dev.hubbub.cli.chat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Words events for the screen.
final class Lines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String INDENT = "      ";

    private final Palette palette;
    private final ZoneId zone;

    Lines(Palette palette, ZoneId zone) {
        this.palette = palette;
        this.zone = zone;
    }

    String of(Event event) {
        String time = palette.dim(TIME.format(event.at().atZone(zone))) + " ";
        String author = palette.user(event.author());
        Person user = event.user() == null ? event.author() : event.user();
        String subject = palette.user(user);
        String name = event.name() == null ? "" : SafeText.line(event.name());
        return time
                + switch (event.kind()) {
                    case UNKNOWN -> palette.dim("something that the server does not know yet, by ") + author;
                    case MESSAGE -> author + ": " + text(event);
                    case MESSAGE_EDITED -> author + " (edited): " + text(event);
                    case MESSAGE_DELETED -> palette.dim("a message was deleted by ") + author;
                    case REACTION_ADDED, REACTION_REMOVED -> author + palette.dim(" reacted");
                    case MEMBER_JOINED -> palette.dim("→ ") + subject + palette.dim(" joined");
                    case MEMBER_LEFT -> palette.dim("← ") + subject + palette.dim(" left");
                    case MEMBER_REMOVED -> palette.dim("← ") + subject + palette.dim(" was removed by ") + author;
                    case ROOM_UPDATED -> author + palette.dim(" renamed the room to ") + palette.bold(name);
                    case TOPIC_CHANGED -> author + palette.dim(topic(event));
                    case ROOM_DELETED -> author + palette.dim(" deleted the room");
                };
    }

    private static String topic(Event event) {
        return event.topic() == null || event.topic().isEmpty()
                ? " took the room's topic away"
                : " set the topic to: " + SafeText.line(event.topic());
    }

    private static String text(Event event) {
        return event.text() == null ? "" : SafeText.block(event.text(), INDENT);
    }
}
