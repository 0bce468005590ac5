package dev.hubbub.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.Snapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An old snapshot and every event after it give a fresh snapshot, whatever happened in between.
@Tag("integration")
final class SnapshotLawTest {
    private static final int STEPS = 150;

    private final Map<Person, RoomList> lists = new HashMap<>();
    private final List<RoomId> rooms = new ArrayList<>(List.of(Room.GLOBAL));
    private int consumed;
    private int signalled;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anOldSnapshotAndTheEventsGiveAFreshSnapshot(long seed) {
        var random = new Random(seed);
        try (var fixture = new CommandFixture()) {
            var people = List.of(fixture.ana, fixture.bo, fixture.cy);
            people.forEach(person -> lists.put(person, new RoomList(person.id(), snapshot(fixture, person))));
            for (int step = 0; step < STEPS; step++) {
                act(fixture, people, random);
                if (step % 10 == 9) {
                    for (var person : people) {
                        assertThat(list(person).rooms())
                                .as("%s's rooms after step %d", person.username(), step)
                                .isEqualTo(new RoomList(person.id(), snapshot(fixture, person)).rooms());
                    }
                }
            }
        }
    }

    /// Posts come several at once, and with them somebody reads, as in life: a count must say which messages are in
    /// it. The rest comes alone.
    private void act(CommandFixture fixture, List<Person> people, Random random) {
        if (random.nextInt(4) == 0) {
            var posts = new ArrayList<CompletableFuture<Reply>>();
            for (int i = 0; i < 5; i++) {
                posts.add(fixture.start(any(people, random), new Command.Post(Ref.next(), any(rooms, random), "hi")));
            }
            var reader = any(people, random);
            posts.add(fixture.start(reader, new Command.MarkRead(Ref.next(), any(rooms, random), random.nextInt(40))));
            posts.forEach(CompletableFuture::join);
        } else {
            var person = any(people, random);
            if (fixture.reply(person, command(people, random)) instanceof Reply.Done(AckBody.Entered(var room))) {
                rooms.add(room.id());
                list(person).open(room);
            }
        }
        hear(fixture);
    }

    private void hear(CommandFixture fixture) {
        for (var batches = fixture.store.delivered; consumed < batches.size(); consumed++) {
            batches.get(consumed).events().forEach(event -> lists.values().forEach(list -> list.apply(event)));
        }
        for (; signalled < fixture.signals.size(); signalled++) {
            var signal = fixture.signals.get(signalled);
            lists.values().stream()
                    .filter(list -> list.owner().equals(signal.user()))
                    .forEach(list -> list.apply((ServerMessage.ReadMoved) signal.message()));
        }
    }

    private RoomList list(Person person) {
        return Objects.requireNonNull(lists.get(person));
    }

    private static <T> T any(List<T> items, Random random) {
        return items.get(random.nextInt(items.size()));
    }

    private Command.Answered command(List<Person> people, Random random) {
        var ref = Ref.next();
        var room = any(rooms, random);
        return switch (random.nextInt(17)) {
            case 0 -> new Command.CreateRoom(ref, "room " + random.nextInt(50), RoomKind.PUBLIC, null, true, 0);
            case 1 -> new Command.CreateRoom(ref, "room " + random.nextInt(9), RoomKind.PRIVATE, "pass", false, 2);
            case 2, 3, 4 -> new Command.JoinRoom(ref, room, null, "pass");
            case 5 -> new Command.LeaveRoom(ref, room);
            case 6 -> new Command.RenameRoom(ref, room, "room " + random.nextInt(50));
            case 7 -> new Command.RemoveMember(ref, room, any(people, random).id());
            case 8 -> random.nextInt(4) == 0 ? new Command.DeleteRoom(ref, room) : new Command.LeaveRoom(ref, room);
            case 9, 10, 11 -> new Command.MarkRead(ref, room, random.nextInt(40));
            case 12 -> new Command.SetTopic(ref, room, random.nextInt(3) == 0 ? "" : "topic " + random.nextInt(9));
            default -> new Command.Post(ref, room, "message " + random.nextInt());
        };
    }

    private static List<RoomState> snapshot(CommandFixture fixture, Person person) {
        return new Snapshots(fixture.store.database)
                .load(List.of(person.id())).getOrDefault(person.id(), List.of()).stream()
                        .map(snapshot -> snapshot.state())
                        .toList();
    }
}
