package dev.hubbub.server.security;

import java.util.Random;

/// What eve throws: requests and conversations over a WebSocket, damaged in some places, the same ones each
/// time for the same seed. What only an administrator may ask bears an administrator's token, or no route would
/// look at it.
final class DamagedTraffic {
    /// @param rest what follows once the server has answered: frames that come before that are never read
    /// @param endsRudely whether the connection is to end with a reset
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Thrown(byte[] first, byte[] rest, boolean endsRudely) {
        static Thrown of(byte[] first, byte[] rest) {
            return new Thrown(first, rest, false);
        }
    }

    private static final String UPGRADE = """
            GET /ws HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private final Random random;
    private final Mutations mutations;
    private final FuzzSeeds seeds;
    private final String token;
    private final String administrator;

    /// @param token eve's
    DamagedTraffic(Random random, FuzzSeeds seeds, String token, String administrator) {
        this.random = random;
        this.mutations = new Mutations(random);
        this.seeds = seeds;
        this.token = token;
        this.administrator = administrator;
    }

    Thrown next() {
        boolean rude = random.nextInt(4) == 0;
        return random.nextBoolean() ? new Thrown(request(), new byte[0], rude) : conversation(rude);
    }

    /// A request with a damaged target, headers or body, or damaged as a whole.
    private byte[] request() {
        String[] parts = seeds.request().split(" ", 3);
        byte[] body = Mutations.utf8(parts.length < 3 ? "" : mutations.text(parts[2]));
        String target = random.nextInt(3) == 0 ? mutations.text(parts[1]) : parts[1];
        String bearer = parts[1].startsWith("/api/v1/admin/") ? administrator : token;
        String headers = "Host: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer " + bearer
                + "\r\nContent-Length: " + body.length + "\r\n";
        byte[] head = Mutations.utf8(parts[0] + " " + target + " HTTP/1.1\r\n"
                + (random.nextInt(6) == 0 ? mutations.text(headers) : headers) + "Connection: close\r\n\r\n");
        byte[] all = Mutations.joined(head, body);
        return random.nextInt(6) == 0 ? mutations.bytes(all) : all;
    }

    /// An upgrade, mostly a hello, and damaged commands in damaged frames.
    private Thrown conversation(boolean rude) {
        String upgrade = upgrade(random.nextBoolean() ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "");
        byte[] frames = random.nextInt(8) == 0 ? new byte[0] : hello(token);
        for (int left = random.nextInt(12); left > 0; left--) {
            frames = Mutations.joined(frames, mutations.frame(Mutations.utf8(mutations.text(seeds.command()))));
        }
        return new Thrown(
                Mutations.utf8(random.nextInt(10) == 0 ? mutations.text(upgrade) : upgrade),
                // Mostly closed, or as much time would go by in silence.
                random.nextInt(8) == 0 ? frames : Mutations.joined(frames, Mutations.closing()),
                rude);
    }

    /// An upgrade and a hello, with nothing wrong about them.
    static Thrown whole(String token) {
        return Thrown.of(Mutations.utf8(upgrade("")), hello(token));
    }

    private static String upgrade(String more) {
        return UPGRADE + more + "\r\n";
    }

    private static byte[] hello(String token) {
        return Mutations.whole(Mutations.utf8("{\"type\":\"hello\",\"token\":\"" + token + "\"}"));
    }
}
