package dev.hubbub.cli.verify;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Makes messages' texts, and keeps one copy of each, since every text comes back many times. Safe for any
/// thread.
final class Texts implements UnaryOperator<String> {
    private static final String[] FILLERS = {"hello ", "grüße ", "привет ", "日本語 ", "👍🏽 ", "\\\"\n\t "};
    private static final int LARGE = 14_000;

    private final ConcurrentHashMap<String, String> kept = new ConcurrentHashMap<>();

    @Override
    public String apply(String text) {
        String first = kept.putIfAbsent(text, text);
        return first == null ? text : first;
    }

    /// Mostly short, sometimes long.
    String next(SplittableRandom random, String who, long number) {
        int words = random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(8);
        return apply(who + " " + number + " " + filler(random).repeat(words) + ".");
    }

    /// Near the limit, to fill buffers.
    String large(SplittableRandom random, String who, long number) {
        return apply(who + " " + number + " " + "x".repeat(LARGE - random.nextInt(2_000)));
    }

    private static String filler(SplittableRandom random) {
        return FILLERS[random.nextInt(FILLERS.length)];
    }
}
