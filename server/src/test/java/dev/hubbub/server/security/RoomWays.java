package dev.hubbub.server.security;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every route and every command that takes a room's id, as an outsider would try it. Those that end something come
/// last, so that one list can be tried on one room.
final class RoomWays {
    static final List<Way> ALL = Stream.concat(
                    Stream.of(
                            rest("GET", "", null),
                            rest("PATCH", "", "{'name':'taken over'}"),
                            rest("PUT", "/topic", "{'topic':'taken over'}"),
                            rest("GET", "/members", null),
                            rest("GET", "/messages", null),
                            rest("GET", "/messages", "?text=a", null),
                            rest("GET", "/messages", "?around=1", null),
                            rest("GET", "/events", null),
                            rest("POST", "/messages", "{'text':'hi'}"),
                            rest("POST", "/read", "{'seq':1}"),
                            rest("DELETE", "/members/{user}", null),
                            rest("POST", "/join", "{}"),
                            rest("POST", "/join", "{'password':'guessed'}"),
                            rest("POST", "/leave", "{}"),
                            rest("DELETE", "", null)),
                    Stream.of(
                            socket("rename_room", ",'name':'taken over'"),
                            socket("set_topic", ",'topic':'taken over'"),
                            socket("list_members", ""),
                            socket("history", ""),
                            socket("history", ",'text':'a'"),
                            socket("history", ",'before':2"),
                            socket("post", ",'text':'hi'"),
                            socket("read", ",'seq':1"),
                            socket("remove_member", ",'user':'{user}'"),
                            socket("join_room", ""),
                            socket("join_room", ",'password':'guessed'"),
                            socket("leave_room", ""),
                            socket("delete_room", "")))
            .toList();

    private RoomWays() {}

    /// One way.
    ///
    /// @param name `GET /members` or `history`, say
    record Way(String name, String fields, Attempt attempt) {
        Told attempt(Actor actor, String room) throws Exception {
            return attempt.of(actor, room);
        }

        boolean isRest() {
            return name.contains(" ");
        }

        boolean joins() {
            return name.toLowerCase(Locale.ROOT).contains("join");
        }

        @Override
        public String toString() {
            return name + fields;
        }
    }

    @FunctionalInterface
    interface Attempt {
        Told of(Actor actor, String room) throws Exception;
    }

    private static Way rest(String method, String path, @Nullable String body) {
        return rest(method, path, "", body);
    }

    private static Way rest(String method, String path, String query, @Nullable String body) {
        return new Way(
                method + " " + path,
                query + (body == null ? "" : body),
                (actor, room) ->
                        actor.rest(method, "/rooms/" + room + path.replace("{user}", actor.id()) + query, body));
    }

    private static Way socket(String type, String fields) {
        return new Way(
                type,
                fields,
                (actor, room) ->
                        actor.socket(type, ",'room':'%s'%s".formatted(room, fields.replace("{user}", actor.id()))));
    }
}
