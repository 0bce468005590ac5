package dev.hubbub.cli.bench;

import dev.hubbub.cli.process.Node;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// A node dies, and its users go to the others: how long until the last one is there and has what was said
/// meanwhile. Confined to the scenario's thread.
final class LostNode {
    private final Fleet fleet;
    private final List<Client> everyone;
    private final List<Target> nodes;

    LostNode(Fleet fleet, List<Client> everyone, List<Target> nodes) {
        this.fleet = fleet;
        this.everyone = everyone;
        this.nodes = nodes;
    }

    /// @param last killed
    /// @param metrics gets what was measured
    /// @return what went wrong, since the fleet began
    List<String> lose(Node last, List<Metric> metrics) {
        Target lost = nodes.getLast();
        List<Client> homeless =
                everyone.stream().filter(client -> client.target().equals(lost)).toList();
        List<Client> others = everyone.stream()
                .filter(client -> !client.target().equals(lost))
                .toList();
        long cut = System.nanoTime();
        // They would find the connection broken a moment later, and that would count as a fault.
        fleet.loops()
                .forEach(loop -> loop.ask(() -> {
                    homeless.stream().filter(client -> client.loop() == loop).forEach(Client::cut);
                    return true;
                }));
        last.kill();
        long posted = postEverywhere(others);
        for (int i = 0; i < homeless.size(); i++) {
            Client client = homeless.get(i);
            Target next = nodes.get(i % (nodes.size() - 1));
            client.loop().execute(() -> client.moveTo(next));
        }
        Histogram back = Tally.histogram();
        long left = new Comeback(
                        fleet,
                        client -> client.seq(0)
                                >= fleet.heads().of(client.identity().rooms().getFirst()))
                .of(homeless, cut, back);
        double seconds = (System.nanoTime() - cut) / 1e9;
        metrics.add(Metric.of("lostUsers", "users of a node that was killed", homeless.size(), ""));
        metrics.add(Metric.of("lostBack", "  until all were back and caught up", seconds, "s"));
        metrics.add(Metric.of("lostP50", "  half of them", back.getValueAtPercentile(50) / 1e9, "s"));
        metrics.add(Metric.of("lostP99", "  99 of 100", back.getValueAtPercentile(99) / 1e9, "s"));
        metrics.add(Metric.of("lostPosted", "  messages posted meanwhile", (double) posted, ""));
        List<String> faults = new ArrayList<>(Verdict.of(fleet, fleet.missing()));
        if (left > 0) {
            faults.add(left + " did not come back");
        }
        return faults;
    }

    /// One message to each room that somebody of `there` is in.
    private static long postEverywhere(List<Client> there) {
        List<Long> told = new ArrayList<>();
        for (Client client : there) {
            long room = client.identity().rooms().getFirst();
            if (!told.contains(room)) {
                told.add(room);
                Post post = Post.to(
                        room, client.target().textBytes(), client.target().dialect());
                client.send(FrameWriter.text(post.at(System.nanoTime(), told.size())));
            }
        }
        return told.size();
    }
}
