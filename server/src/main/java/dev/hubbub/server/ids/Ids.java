package dev.hubbub.server.ids;

import com.github.f4b6a3.tsid.TsidFactory;
import java.security.SecureRandom;

/// Hands out 64-bit ids that grow with time: milliseconds, then 10 bits for the node, then a counter. Safe for
/// any thread.
public final class Ids {
    private static final int NODE_BITS = 10;

    private final TsidFactory tsids;

    /// Draws the node's number. Two nodes that draw the same still differ by a counter that starts at random in
    /// each millisecond, and the primary keys catch the rest.
    public Ids() {
        this(new SecureRandom().nextInt(1 << NODE_BITS));
    }

    public Ids(int node) {
        tsids = TsidFactory.builder().withNodeBits(NODE_BITS).withNode(node).build();
    }

    public long nextId() {
        return tsids.create().toLong();
    }
}
