package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// Posts in turn from every sender. Confined to the pacer's thread, one after the other.
final class Senders implements Pacer.Load {
    private record Seat(Client client, Post post) {}

    private final List<Seat> seats = new ArrayList<>();
    private long number;

    /// Everyone posts into the first of his rooms.
    static Senders of(List<Client> clients, Target target) {
        Senders senders = new Senders();
        for (Client client : clients) {
            long room = client.identity().rooms().getFirst();
            senders.seats.add(new Seat(client, Post.to(room, target.textBytes(), target.dialect())));
        }
        return senders;
    }

    @Override
    public void send(long index, long intended) {
        Seat seat = seats.get((int) (index % seats.size()));
        seat.client.send(FrameWriter.text(seat.post.at(intended, number)));
        // Over all loads of a run: a ref must not come again.
        number++;
    }
}
