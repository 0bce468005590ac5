package dev.hubbub.cli.verify;

import dev.hubbub.protocol.RoomId;
import java.util.List;
import java.util.SplittableRandom;

/// What one actor does all day, by chance. Confined to its thread.
final class Script implements Runnable {
    private static final int FLOOD = 90;
    /// More than this need not wait for a server that is away.
    private static final int MOST_OPEN = 150;

    private final Actor actor;
    private final int number;
    private final Cast cast;
    private final SplittableRandom random;
    private final Texts texts;
    private final int perSecond;
    private volatile boolean over;
    private long said;

    /// Who else is there, and which rooms; the owner of room i is actor i.
    record Cast(List<RoomId> rooms, List<Actor> actors) {}

    Script(Actor actor, int number, Cast cast, SplittableRandom random, Texts texts, int perSecond) {
        this.actor = actor;
        this.number = number;
        this.cast = cast;
        this.random = random;
        this.texts = texts;
        this.perSecond = perSecond;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                Thread.sleep(1 + random.nextLong(2_000L / perSecond));
                if (actor.open() < MOST_OPEN) {
                    act(random.nextInt(1_000));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        over = true;
    }

    private void act(int dice) throws InterruptedException {
        if (dice < 640) {
            burst();
        } else if (dice < 760) {
            actor.postOverRest(place(), text(), random.nextInt(4) == 0);
        } else if (dice < 840) {
            actor.repeat(random.nextBoolean());
        } else if (dice < 910) {
            actor.join(any());
        } else if (dice < 960) {
            actor.leave(any());
        } else if (dice < 970) {
            ownersDeed();
        } else if (dice < 978) {
            flood();
        } else if (dice < 986) {
            actor.crash();
        } else {
            // Mostly into a room that he is not in: to be refused.
            actor.post(any(), text());
        }
    }

    private void burst() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            actor.post(place(), text());
        }
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            actor.post(new RoomId(1), texts.large(random, actor.name(), said++));
        }
    }

    private void ownersDeed() {
        if (number >= cast.rooms().size()) {
            return;
        }
        RoomId own = cast.rooms().get(number);
        int deed = random.nextInt(4);
        if (deed < 2) {
            Actor other = cast.actors().get(random.nextInt(cast.actors().size()));
            actor.remove(own, other.user());
        } else if (deed < 3) {
            // Now and then the one that stands: nothing is to happen then.
            actor.setTopic(own, random.nextInt(3) == 0 ? "" : "topic " + said++);
        } else {
            actor.rename(own, "verify " + own + " " + said++);
        }
    }

    private String text() {
        return texts.next(random, actor.name(), said++);
    }

    private RoomId any() {
        return cast.rooms().get(random.nextInt(cast.rooms().size()));
    }

    /// A room that he believes to be in; the global one is always among them.
    private RoomId place() {
        List<RoomId> inside = actor.voice().inside().stream().sorted().toList();
        return inside.isEmpty() ? new RoomId(1) : inside.get(random.nextInt(inside.size()));
    }
}
