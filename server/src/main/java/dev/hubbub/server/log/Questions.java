package dev.hubbub.server.log;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.NameKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What must be known to decide a batch; each thing is asked once. Built and read by one committer thread.
final class Questions {
    /// In id order: every node locks rooms in this order, or two that commit overlapping batches deadlock.
    final Set<RoomId> rooms = new TreeSet<>();

    final Set<AuthorRef> refs = new LinkedHashSet<>();
    final Set<Seat> seats = new LinkedHashSet<>();

    /// Who would enter one room more.
    final Set<UserId> entering = new LinkedHashSet<>();

    /// Folded names that a listed room would take.
    final Set<String> names = new LinkedHashSet<>();

    static Questions of(List<Waiting> batch) {
        var questions = new Questions();
        batch.forEach(waiting -> questions.add(waiting.draft()));
        return questions;
    }

    /// Whether only posts and departures are in it, which need no more than rooms, refs and seats.
    boolean isPlain() {
        return entering.isEmpty() && names.isEmpty();
    }

    private void add(Draft draft) {
        Person author = draft.author();
        rooms.add(draft.room());
        refs.add(AuthorRef.of(draft));
        seats.add(new Seat(draft.room(), author.id()));
        switch (draft) {
            case Draft.Create create -> {
                entering.add(author.id());
                names.add(NameKey.of(create.name()));
            }
            case Draft.Join _ -> entering.add(author.id());
            case Draft.Remove remove ->
                seats.add(new Seat(remove.room(), remove.member().id()));
            case Draft.Rename rename -> names.add(NameKey.of(rename.name()));
            case Draft.Post _, Draft.Leave _, Draft.SetTopic _, Draft.Delete _, Draft.Close _ -> {}
        }
    }
}
