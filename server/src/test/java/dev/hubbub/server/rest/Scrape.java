package dev.hubbub.server.rest;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `/metrics` said at one moment.
final class Scrape {
    private final List<String> samples;

    private Scrape(List<String> samples) {
        this.samples = samples;
    }

    static Scrape of(RunningServer server) throws Exception {
        String text = server.get("/metrics", null).response().body();
        return new Scrape(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /// Of all samples of that name, the histogram's parts by their own.
    Set<String> names() {
        return samples.stream().map(Scrape::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /// @param labels as they stand there
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(line -> name(line).equals(name))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String name(String line) {
        return line.split("[{ ]", 2)[0];
    }
}
