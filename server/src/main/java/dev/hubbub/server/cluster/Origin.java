package dev.hubbub.server.cluster;

import java.util.HashMap;
import java.util.Map;

/// Which node, of which database, a message of the bus comes from; each message says so in its headers.
/// Nodes of another release or of another database may be on the same bus.
///
/// @param node this one's
/// @param epoch of its database
record Origin(String node, String epoch) {
    static final String VERSION = "Hubbub-Version";
    static final String NODE = "Hubbub-Node";
    static final String EPOCH = "Hubbub-Epoch";
    /// Of the messages that this release writes and reads.
    static final String OURS = "1";

    /// How a message stands to this node.
    enum Kinship {
        /// This node sent it itself.
        OWN,
        /// For this node to read.
        KIN,
        OTHER_VERSION,
        OTHER_EPOCH
    }

    /// For a message of this node; to be added to.
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put(VERSION, OURS);
        headers.put(NODE, node);
        headers.put(EPOCH, epoch);
        return headers;
    }

    Kinship of(BusMessage message) {
        return node.equals(message.headers().get(NODE)) ? Kinship.OWN : ofStored(message);
    }

    /// The same for a message that is kept, whichever node sent it: never [Kinship#OWN].
    Kinship ofStored(BusMessage message) {
        Map<String, String> headers = message.headers();
        if (!OURS.equals(headers.get(VERSION))) {
            return Kinship.OTHER_VERSION;
        }
        return epoch.equals(headers.get(EPOCH)) ? Kinship.KIN : Kinship.OTHER_EPOCH;
    }
}
