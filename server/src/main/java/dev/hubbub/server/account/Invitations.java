package dev.hubbub.server.account;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.Texts;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.db.Invitation;
import dev.hubbub.server.db.InvitationTable;
import dev.hubbub.server.db.Page;
import dev.hubbub.server.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes what lets others register. The secret is told once, to who makes it. Blocks: call it on virtual threads.
public final class Invitations {
    public static final int MOST_USES = 1_000;
    public static final int MOST_HOURS = 24 * 365;

    private static final int MOST_NOTE = 200;
    /// Of one who is no administrator.
    private static final int MOST_OPEN = 20;
    /// Somebody may ask how a user came in.
    private static final Duration KEPT = Duration.ofDays(90);

    private final InvitationTable table;
    private final Inviters inviters;
    private final Consumer<AccountEvent> audit;
    private final Ids ids;
    private final InstantSource clock;

    /// What an invitation is to be good for.
    public record Terms(Role role, int uses, Duration lasts, String note) {}

    /// What came of the wish for one.
    public sealed interface Result {
        record Made(Invitation invitation, String secret) implements Result {
            /// Never the secret.
            @Override
            public String toString() {
                return "Made[" + invitation + "]";
            }
        }

        record Invalid(String message) implements Result {}

        /// He has as many open ones as he may have.
        record TooMany(int most) implements Result {}
    }

    public Invitations(
            InvitationTable table, Inviters inviters, Consumer<AccountEvent> audit, Ids ids, InstantSource clock) {
        this.table = table;
        this.inviters = inviters;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// Empty unless he may invite.
    public Optional<Inviter> inviter(Caller caller) {
        return Inviter.of(caller, inviters);
    }

    public Result make(Inviter by, Terms terms) {
        Instant now = clock.instant();
        Optional<String> fault = fault(terms);
        if (fault.isPresent()) {
            return new Result.Invalid(fault.get());
        }
        if (by.reach() != null && table.countGood(by.user().id(), now) >= MOST_OPEN) {
            return new Result.TooMany(MOST_OPEN);
        }
        Secret secret = Secret.random();
        Invitation invitation = new Invitation(
                ids.nextId(), terms.role(), terms.note(), terms.uses(), by.user(), now, now.plus(terms.lasts()), false);
        table.insert(invitation, secret.hash());
        audit.accept(new AccountEvent.InvitationMade(by.user().id(), invitation.id(), terms.role(), terms.uses()));
        return new Result.Made(invitation, secret.text());
    }

    private static Optional<String> fault(Terms terms) {
        if (terms.role() == Role.ADMINISTRATOR) {
            return Optional.of("role must be member or guest; an administrator makes others administrators afterwards");
        }
        boolean good = terms.note().codePointCount(0, terms.note().length()) <= MOST_NOTE && Texts.isName(terms.note());
        return good
                ? Optional.empty()
                : Optional.of("note must have at most %d characters and no control characters".formatted(MOST_NOTE));
    }

    /// The newest first: an administrator sees all, others their own.
    ///
    /// @param before the last page's `next`
    public Page<Invitation> list(Inviter by, @Nullable Long before, int limit) {
        return table.page(by.reach(), before, limit);
    }

    /// False if there is none that he may revoke.
    public boolean revoke(Inviter by, long invitation) {
        boolean revoked = table.revoke(invitation, by.reach(), clock.instant());
        if (revoked) {
            audit.accept(new AccountEvent.InvitationRevoked(by.user().id(), invitation));
        }
        return revoked;
    }

    /// For a housekeeper.
    public void deleteOld() {
        table.deleteExpiredBefore(clock.instant().minus(KEPT));
    }

    /// Now, by the clock that invitations end by.
    public Instant now() {
        return clock.instant();
    }
}
