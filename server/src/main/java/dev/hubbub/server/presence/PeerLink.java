package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;

/// The way to the other nodes. Best effort; called on the presence loop and never blocks. What comes in by it
/// goes to [Presence#hear] and [TypingSignals#heard].
public interface PeerLink {
    /// Of a node that is alone: nobody hears it, and it hears nobody.
    PeerLink NONE = new PeerLink() {
        @Override
        public Peer self() {
            return new Peer("alone", 0);
        }

        @Override
        public void publish(PeerMessage message) {}

        @Override
        public void publish(ServerMessage.Typing typing) {}

        @Override
        public void subscribe(RoomId room) {}

        @Override
        public void unsubscribe(RoomId room) {}
    };

    /// This node.
    Peer self();

    void publish(PeerMessage message);

    void publish(ServerMessage.Typing typing);

    /// Takes from now on what others say about the room; [Presence#subscribed] follows once that is in force.
    void subscribe(RoomId room);

    void unsubscribe(RoomId room);
}
