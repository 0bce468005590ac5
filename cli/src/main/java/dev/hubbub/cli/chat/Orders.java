package dev.hubbub.cli.chat;

import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Outcome;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Member;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomListing;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Does what the user typed. Confined to its client's loop.
final class Orders {
    private static final int LISTED = 50;

    private final Conversation conversation;
    private final HubbubClient client;
    private final Screen screen;
    private final Palette palette;
    private boolean refused;

    Orders(Conversation conversation, HubbubClient client, Screen screen) {
        this.conversation = conversation;
        this.client = client;
        this.screen = screen;
        palette = screen.palette();
    }

    /// Whether the server refused something.
    boolean refused() {
        return refused;
    }

    /// Completes when the server has answered; at once where it is not asked.
    CompletableFuture<Void> follow(Input input) {
        return switch (input) {
            case Input.Say(String text) -> inRoom(view -> post(view, text));
            case Input.Join(String room, Optional<String> password) -> join(room, password);
            case Input.Create create -> create(create);
            case Input.Leave() -> inRoom(this::leave);
            case Input.Rooms(Optional<String> query) -> rooms(query);
            case Input.Topic(String text) -> inRoom(view -> topic(view, text));
            case Input.NoTopic() -> inRoom(view -> setTopic(view, ""));
            case Input.Who() -> inRoom(this::who);
            case Input.History(int count) -> inRoom(view -> history(view, count));
            case Input.Switch(String room) -> done(() -> change(room));
            case Input.Help() -> done(() -> InputReader.HELP.lines().forEach(screen::print));
            case Input.Wrong(String hint) -> done(() -> conversation.complain(hint));
            case Input.Nothing(), Input.Quit() -> done(() -> {});
        };
    }

    /// Goes into the room that the user named when he started, or into the first one.
    CompletableFuture<Void> begin(Optional<String> room) {
        if (room.isEmpty()) {
            return done(() -> conversation.ordered().stream().findFirst().ifPresent(conversation::enter));
        }
        Optional<RoomView> mine = conversation.find(room.get());
        return mine.isPresent() ? done(() -> conversation.enter(mine.get())) : join(room.get(), Optional.empty());
    }

    private interface InRoom {
        CompletableFuture<Void> in(RoomView view);
    }

    private CompletableFuture<Void> inRoom(InRoom order) {
        return conversation
                .current()
                .map(order::in)
                .orElseGet(() -> done(() -> conversation.complain("you are in no room; /rooms shows what there is")));
    }

    private static CompletableFuture<Void> done(Runnable order) {
        order.run();
        return CompletableFuture.completedFuture(null);
    }

    private <B extends AckBody> CompletableFuture<Void> then(CompletableFuture<Outcome<B>> outcome, Consumer<B> done) {
        return outcome.thenAccept(answer -> {
            switch (answer) {
                case Outcome.Acked(B body) -> done.accept(body);
                case Outcome.Refused(var _, String message) -> {
                    refused = true;
                    conversation.complain(message);
                }
                case Outcome.Abandoned(var _) -> refused = true;
            }
        });
    }

    private CompletableFuture<Void> post(RoomView view, String text) {
        return then(client.post(view.id, text), _ -> {});
    }

    private CompletableFuture<Void> join(String room, Optional<String> password) {
        return then(client.join(room, password.orElse(null)), this::entered);
    }

    private CompletableFuture<Void> create(Input.Create create) {
        return then(
                create.secret()
                        ? client.createPrivate(create.room(), create.password().orElse(""))
                        : client.createPublic(create.room()),
                this::entered);
    }

    private void entered(AckBody.Entered entered) {
        conversation.enter(conversation.open(entered.room()));
    }

    private CompletableFuture<Void> leave(RoomView view) {
        return then(client.leave(view.id), _ -> {});
    }

    private CompletableFuture<Void> rooms(Optional<String> query) {
        List<RoomView> own = conversation.ordered();
        for (int i = 0; i < own.size(); i++) {
            RoomView view = own.get(i);
            boolean here = conversation.current().filter(view::equals).isPresent();
            screen.print("%s%2d  %s%s%s"
                    .formatted(
                            here ? "*" : " ",
                            i + 1,
                            view.name,
                            view.kind == RoomKind.PRIVATE ? palette.dim(" (private)") : "",
                            view.unread.count() > 0 ? "  " + palette.bold(view.unread.count() + " unread") : ""));
        }
        return then(client.list(query.orElse(null), null, LISTED), page -> {
            List<RoomListing> others = page.rooms().stream()
                    .filter(room -> !room.joined() && room.kind() != RoomKind.GLOBAL)
                    .toList();
            if (!others.isEmpty()) {
                screen.print(palette.dim("To join:"));
            }
            others.forEach(room -> screen.print("    %s  %s"
                    .formatted(
                            SafeText.line(room.name()),
                            palette.dim(room.members()
                                    + (room.members() == 1 ? " member" : " members")
                                    + (room.locked() ? ", needs a password" : "")
                                    + (room.topic().isEmpty() ? "" : " · " + SafeText.line(room.topic()))))));
            if (page.next() != null) {
                screen.print(palette.dim("    … and more; /rooms PART searches"));
            }
        });
    }

    private CompletableFuture<Void> topic(RoomView view, String text) {
        return text.isEmpty()
                ? done(() -> conversation.say(view.topic.isEmpty() ? "   this room has no topic" : "   " + view.topic))
                : setTopic(view, text);
    }

    private CompletableFuture<Void> setTopic(RoomView view, String text) {
        return then(client.setTopic(view.id, text), _ -> {});
    }

    private CompletableFuture<Void> who(RoomView view) {
        String here = view.online.values().stream().map(palette::user).collect(Collectors.joining(", "));
        Integer count = view.onlineCount;
        boolean known = count != null || !view.online.isEmpty();
        screen.print(palette.dim("Here: ") + (here.isEmpty() ? number(count) : here));
        if (view.kind == RoomKind.GLOBAL) {
            return done(() -> {});
        }
        return then(client.members(view.id, null, HistoryQuery.MAX_LIMIT), page -> {
            String away = page.members().stream()
                    .filter(member -> !member.online())
                    .map(Member::user)
                    .filter(person -> !view.online.containsKey(person.username()))
                    .map(palette::user)
                    .collect(Collectors.joining(", "));
            if (!away.isEmpty()) {
                screen.print(palette.dim(known ? "Away: " : "Members: ") + away + (page.next() == null ? "" : " …"));
            }
        });
    }

    private static String number(@Nullable Integer count) {
        if (count == null) {
            return "not known";
        }
        return count == 1 ? "only you" : count + " people";
    }

    private CompletableFuture<Void> history(RoomView view, int count) {
        HistoryQuery query = view.oldest > 0 ? HistoryQuery.before(view.oldest, count) : HistoryQuery.newest(count);
        return then(client.history(view.id, query), answer -> {
            List<Event> events = answer.page().events();
            if (events.isEmpty()) {
                conversation.say("   nothing older");
                return;
            }
            conversation.say("   ┌ older lines");
            events.forEach(event -> screen.print(palette.dim("   │ ") + conversation.line(view, event)));
            conversation.say("   └");
            view.oldest = events.getFirst().seq();
        });
    }

    private void change(String room) {
        List<RoomView> own = conversation.ordered();
        boolean number = room.matches("[0-9]{1,4}") && conversation.find(room).isEmpty();
        int index = number ? Integer.parseInt(room) - 1 : -1;
        Optional<RoomView> target =
                number && index >= 0 && index < own.size() ? Optional.of(own.get(index)) : conversation.find(room);
        target.ifPresentOrElse(
                conversation::enter,
                () -> conversation.complain("you are in no room " + room + "; /rooms shows them, /join enters one"));
    }
}
