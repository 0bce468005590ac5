package dev.hubbub.server.account;

import dev.hubbub.server.db.NameKey;
import dev.hubbub.server.limit.Address;
import dev.hubbub.server.limit.Backoff;
import dev.hubbub.server.session.Device;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slows down whoever guesses passwords: those of one account from anywhere, and those of many accounts from
/// one address. Goes by what was typed, whether or not there is such an account, or waiting would tell that
/// there is one. Safe for any thread; its monitor is never held during I/O.
///
/// An address from which the user signed in lately is counted apart, so that guessing from elsewhere does not
/// lock him out.
public final class LoginThrottle {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int MOST_PLACES = 50_000;
    private static final int MOST_CHARACTERS = 254;

    private final Backoff<Place> accounts;
    private final Backoff<Address> addresses;
    /// Where users signed in, the last used last.
    private final Map<Place, Boolean> known = new LinkedHashMap<>(16, 0.75F, true);

    /// @param from null for all addresses that the user has not signed in from
    private record Place(String account, @Nullable Address from) {}

    /// @param perAccount how many failures cost nothing
    /// @param perAddress how many failures cost nothing
    public LoginThrottle(int perAccount, int perAddress) {
        accounts = new Backoff<>(perAccount, LONGEST, REMEMBERED);
        addresses = new Backoff<>(perAddress, LONGEST, REMEMBERED);
    }

    /// How many tries the limit for one account made wait, since the start.
    public long refusedForAccounts() {
        return accounts.refused();
    }

    /// How many tries the limit for one address made wait, since the start.
    public long refusedForAddresses() {
        return addresses.refused();
    }

    /// One try at signing in. Tell it how the try ended, or it counts as failed.
    final class Attempt {
        private final String account;
        private final Place place;
        private final Optional<Address> from;

        private Attempt(String account, Place place, Optional<Address> from) {
            this.account = account;
            this.place = place;
            this.from = from;
        }

        void succeeded() {
            accounts.succeeded(place);
            from.ifPresent(address -> {
                addresses.giveBack(address);
                remember(new Place(account, address));
            });
        }

        /// Nobody looked at the password.
        void notMade() {
            accounts.giveBack(place);
            from.ifPresent(addresses::giveBack);
        }
    }

    /// What came of asking for a try.
    sealed interface Admission {
        record Admitted(Attempt attempt) implements Admission {}

        record Wait(long ms) implements Admission {}
    }

    /// From now on the user is known there.
    void welcome(String login, Device device) {
        from(device).ifPresent(address -> {
            Place place = new Place(account(login), address);
            accounts.succeeded(place);
            remember(place);
        });
    }

    private static String account(String login) {
        return NameKey.of(login.length() > MOST_CHARACTERS ? login.substring(0, MOST_CHARACTERS) : login);
    }

    private static Optional<Address> from(Device device) {
        return Optional.ofNullable(device.address()).map(Address::of);
    }

    Admission ask(String login, Device device) {
        String account = account(login);
        Optional<Address> from = from(device);
        long wait = from.map(addresses::take).orElse(0L);
        if (wait > 0) {
            return new Admission.Wait(wait);
        }
        Place place = place(account, from);
        wait = accounts.take(place);
        if (wait > 0) {
            // The address did nothing wrong by it, or a script with an old password would lock out its whole office.
            from.ifPresent(addresses::giveBack);
            return new Admission.Wait(wait);
        }
        return new Admission.Admitted(new Attempt(account, place, from));
    }

    private Place place(String account, Optional<Address> from) {
        Place exact = new Place(account, from.orElse(null));
        synchronized (known) {
            return known.containsKey(exact) ? exact : new Place(account, null);
        }
    }

    private void remember(Place place) {
        synchronized (known) {
            known.put(place, true);
            if (known.size() > MOST_PLACES) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }
}
