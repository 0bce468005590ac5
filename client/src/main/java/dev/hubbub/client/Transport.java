package dev.hubbub.client;

import java.net.URI;

/// The seam between a client and its socket: opens one WebSocket at a time.
interface Transport {

    /// Starts to connect. What comes of it is told to `inbox`, from any thread, in order.
    Wire open(URI uri, Inbox inbox);

    /// What a socket tells. After `closed` or `failed` nothing follows.
    interface Inbox {
        void opened();

        /// One whole message, as UTF-8.
        void text(byte[] message);

        /// The peer lives, though it said nothing: a ping or pong frame.
        void heard();

        void closed(int code, String reason);

        /// The socket could not be opened, or broke.
        ///
        /// @param permanent whether trying again makes no sense: the server does not speak WebSocket here, say
        void failed(String why, boolean permanent);
    }

    /// One socket. Used by the loop of its client only.
    interface Wire {
        void send(byte[] message);

        /// Lets one more message come: a slow listener holds the server back instead of filling this process's
        /// memory.
        void next();

        /// Says goodbye, and ends the socket after what was sent before.
        void close(String reason);

        /// Drops the socket at once.
        void abort();
    }
}
