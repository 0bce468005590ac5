package dev.hubbub.client;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;

/// What a client tells its user. All calls come from the client's loop, one after the other, and the futures of
/// its commands complete there too, in the order in which the server spoke. A call that blocks holds back this
/// client, and in time the server's sending to it; waiting in a call for one of those futures would wait for
/// ever.
public interface Listener {
    default void stateChanged(ConnectionState state) {}

    /// The snapshot after each connect: rooms, unread counts, limits.
    default void welcomed(ServerMessage.Welcome welcome) {}

    /// Each event of a room once, in seq order, across reconnects.
    default void event(Event event) {}

    /// In its turn among the events: one of a kind that this program is too old to know. It may be ignored.
    default void unknownEvent(ServerMessage.UnknownEvent event) {}

    /// The replay could not reach back far enough: events before `from` were missed and are to be had from the
    /// history.
    default void reset(RoomId room, long from) {}

    /// The server's sequences may have rewound: whatever was kept of any room is stale.
    default void epochChanged(String epoch) {}

    default void roomOpened(RoomState room) {}

    /// The user is no longer in this room, or it is gone.
    default void roomLeft(RoomId room) {}

    default void presence(ServerMessage.Presence presence) {}

    default void typing(ServerMessage.Typing typing) {}

    /// This user read on, here or on another device; [Unread] does the sum.
    default void readMoved(ServerMessage.ReadMoved moved) {}

    default void goodbye(ServerMessage.Goodbye goodbye) {}

    /// The server complains about something that was no command with a ref.
    default void complaint(ServerMessage.Failure failure) {}
}
