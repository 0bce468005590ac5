package dev.hubbub.server.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages texts, requests and frames, the same way each time for the same seed.
final class Mutations {
    private static final List<String> NASTY = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\r\n",
            "\n",
            "%00",
            "%",
            "%ff",
            "%2e%2e%2f",
            "../",
            "?",
            "&",
            "#",
            ";",
            "'",
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "0",
            "-1",
            "1e999",
            "0.1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1".repeat(40),
            "[".repeat(40),
            "{\"a\":".repeat(20),
            "x".repeat(300),
            "x".repeat(20_000),
            "\u200b",
            "\u202e",
            "\ud83d\ude00",
            "\uffff",
            "\"ref\":\"r\",",
            "\"ref\":7,",
            "\"token\":\"x\",");
    private static final int[] LENGTHS = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000};

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /// As it is, or damaged in one to four places.
    String text(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int left = random.nextInt(5); left > 0; left--) {
            damage(damaged);
        }
        return damaged.toString();
    }

    private void damage(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to));
            case 2 -> text.insert(from, nasty());
            case 3 -> text.replace(from, to, nasty());
            case 4 -> replaceValue(text, from);
            default -> text.insert(from, (char) random.nextInt(256));
        }
    }

    /// What stands after the next colon, up to a comma or bracket.
    private void replaceValue(StringBuilder text, int from) {
        int colon = text.indexOf(":", from);
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        text.replace(colon + 1, end, nasty());
    }

    byte[] bytes(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int left = random.nextInt(4); left > 0 && damaged.length > 0; left--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)) : damaged;
    }

    /// A WebSocket frame around `payload`, mostly whole; else with a wrong opcode, reserved bits, a length that lies,
    /// no mask, or cut into fragments.
    byte[] frame(byte[] payload) {
        return switch (random.nextInt(10)) {
            case 0 -> frame(random.nextInt(256), payload, payload.length, true);
            case 1 -> frame(0x81, payload, LENGTHS[random.nextInt(LENGTHS.length)], true);
            case 2 -> frame(0x81, payload, payload.length, false);
            case 3 -> fragments(payload);
            case 4 -> bytes(frame(0x81, payload, payload.length, true));
            case 5 -> frame(0x80 | (8 + random.nextInt(8)), bytes(Arrays.copyOf(payload, 60)), 60, true);
            default -> whole(payload);
        };
    }

    static byte[] whole(byte[] payload) {
        return frame(0x81, payload, payload.length, true);
    }

    static byte[] closing() {
        return frame(0x88, new byte[] {3, (byte) 0xE8}, 2, true);
    }

    private byte[] fragments(byte[] payload) {
        int cut = random.nextInt(payload.length + 1);
        byte[] first = Arrays.copyOf(payload, cut);
        byte[] second = Arrays.copyOfRange(payload, cut, payload.length);
        int last = random.nextInt(5) == 0 ? 0x81 : 0x80;
        byte[] ping = random.nextBoolean() ? frame(0x89, new byte[3], 3, true) : new byte[0];
        return joined(frame(0x01, first, cut, true), ping, frame(last, second, second.length, true));
    }

    private static byte[] frame(int first, byte[] payload, int length, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        int mask = masked ? 0x80 : 0;
        frame.put((byte) first);
        if (length < 126) {
            frame.put((byte) (mask | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (mask | 126)).putShort((short) length);
        } else {
            frame.put((byte) (mask | 127)).putLong(length);
        }
        if (masked) {
            // A mask of zeros leaves the payload as it is.
            frame.putInt(0);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String nasty() {
        return NASTY.get(random.nextInt(NASTY.size()));
    }
}
