package dev.hubbub.server.command;

import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.db.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where exceptions end, so that each is logged once and every command is answered.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Refused reply(String command, Throwable failure) {
        if (Outage.isBehind(failure)) {
            // While the database is away every command ends here; the health check says so once.
            LOG.debug("{} met a database that is away", command, failure);
            return Replies.UNAVAILABLE;
        }
        LOG.error("{} failed", command, failure);
        return Replies.INTERNAL;
    }
}
