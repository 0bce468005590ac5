package dev.hubbub.server.account;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.Registration.Refusal;
import dev.hubbub.server.db.Admission;
import dev.hubbub.server.db.Insertion;
import dev.hubbub.server.db.NewUser;
import dev.hubbub.server.db.NewUsers;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.Standing;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Makes accounts. Blocks: call it on virtual threads.
public final class Registrations {
    private final NewUsers newUsers;
    private final SetUp setUp;
    private final RegistrationMode mode;
    private final PasswordHasher hasher;
    private final Ids ids;
    private final InstantSource clock;

    /// What came of a form, before anybody is signed in.
    sealed interface Result {
        record Made(Standing user) implements Result {}

        record Not(Refusal why) implements Result {}
    }

    /// By which right, or why not.
    private sealed interface Entry {
        record By(Admission admission, Refusal otherwise) implements Entry {}

        record Barred(Refusal why) implements Entry {}
    }

    public Registrations(
            NewUsers newUsers,
            SetUp setUp,
            RegistrationMode mode,
            PasswordHasher hasher,
            Ids ids,
            InstantSource clock) {
        this.newUsers = newUsers;
        this.setUp = setUp;
        this.mode = mode;
        this.hasher = hasher;
        this.ids = ids;
        this.clock = clock;
    }

    /// The right to come in is looked at first: who has none learns nothing about names and addresses in use, and
    /// costs no bcrypt.
    Result register(RegistrationForm form) {
        return switch (entry(form)) {
            case Entry.Barred(Refusal why) -> new Result.Not(why);
            case Entry.By(Admission admission, Refusal otherwise) ->
                newUsers.admits(admission, clock.instant())
                        ? register(form, admission, otherwise)
                        : new Result.Not(otherwise);
        };
    }

    private Entry entry(RegistrationForm form) {
        if (form.setupToken() != null) {
            return new Entry.By(
                    new Admission.SetUp(new Secret(form.setupToken()).hash()), new Registration.BadSetupToken());
        }
        if (mode != RegistrationMode.OPEN && !setUp.isDone()) {
            return new Entry.Barred(new Registration.SetUpFirst());
        }
        if (mode == RegistrationMode.CLOSED) {
            return new Entry.Barred(new Registration.Closed());
        }
        if (form.invitation() != null) {
            return new Entry.By(
                    new Admission.Invited(new Secret(form.invitation()).hash()), new Registration.BadInvitation());
        }
        return mode == RegistrationMode.INVITATION
                ? new Entry.Barred(new Registration.InvitationNeeded())
                : new Entry.By(new Admission.Open(), new Registration.Closed());
    }

    private Result register(RegistrationForm form, Admission admission, Refusal otherwise) {
        String name = Rules.spelled(form.username());
        String email = form.email().strip();
        Optional<Refusal> fault = fault(name, email, form.password())
                .<Refusal>map(Registration.Invalid::new)
                .or(() -> taken(name, email));
        if (fault.isPresent()) {
            return new Result.Not(fault.get());
        }
        Optional<String> hash = hasher.hash(form.password());
        if (hash.isEmpty()) {
            return new Result.Not(new Registration.Busy(hasher.retryAfterMs()));
        }
        UserId id = new UserId(ids.nextId());
        Set<String> shapes = NameShapes.of(name);
        NewUser user = new NewUser(id, name, shapes, email, hash.get(), clock.instant());
        return switch (newUsers.insert(user, admission)) {
            case Insertion.Inserted(var role) -> new Result.Made(new Standing(new Person(id, name), role, 0));
            case Insertion.UsernameTaken() -> new Result.Not(new Registration.UsernameTaken());
            case Insertion.EmailTaken() -> new Result.Not(new Registration.EmailTaken());
            case Insertion.NotAdmitted() -> new Result.Not(otherwise);
        };
    }

    private static Optional<String> fault(String name, String email, String password) {
        return Rules.username(name).or(() -> Rules.email(email)).or(() -> Rules.password(password, name, email));
    }

    /// Before hashing, which is dear; the insertion decides all the same.
    private Optional<Refusal> taken(String name, String email) {
        Supplier<Optional<Refusal>> byEmail =
                () -> newUsers.isEmailTaken(email) ? Optional.of(new Registration.EmailTaken()) : Optional.empty();
        return newUsers.isNameTaken(name, NameShapes.of(name))
                ? Optional.of(new Registration.UsernameTaken())
                : byEmail.get();
    }

    /// Gives shapes to the names from before there were any; of names that share one, the first keeps it.
    public void shapeOldNames() {
        newUsers.shapeOldNames(NameShapes::of);
    }
}
