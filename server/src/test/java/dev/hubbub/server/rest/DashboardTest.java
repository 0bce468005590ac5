package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the dashboard draws and the alerts watch, a running server measures.
@Tag("integration")
class DashboardTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern NAME = Pattern.compile("\\b(?:hubbub|jvm|hikaricp|process|system|netty)_[a-z0-9_]+");

    private final RunningServer server = RunningServer.get();

    @Test
    void everythingThatTheDashboardDrawsIsMeasured() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/hubbub.json").toFile());
        Set<String> drawn = names(dashboard.findValuesAsText("expr"));
        assertThat(drawn).hasSizeGreaterThan(20);
        assertThat(measured()).containsAll(drawn);
    }

    @Test
    void everythingThatTheAlertsWatchIsMeasured() throws Exception {
        JsonNode alerts = new ObjectMapper(new YAMLFactory())
                .readTree(DEPLOY.resolve("prometheus/alerts.yml").toFile());
        Set<String> watched = names(alerts.findValuesAsText("expr"));
        assertThat(watched).hasSizeGreaterThan(10);
        assertThat(measured()).containsAll(watched);
    }

    private static Set<String> names(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// After a collection, since before the first nothing is told of them.
    private Set<String> measured() throws Exception {
        System.gc();
        return Scrape.of(server).names();
    }
}
