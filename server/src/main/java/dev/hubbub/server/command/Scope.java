package dev.hubbub.server.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a token is good for. A sign-in's are good for everything that its user may do; an API token's for what
/// its maker chose.
public enum Scope {
    /// Looking and listening.
    READ,
    /// Whatever changes rooms, or what others see.
    WRITE,
    /// Administration of the server, for those whose role allows it.
    ADMIN,
    /// The account's own keys: passwords, second factors, sessions, API tokens. Only a sign-in holds it, or a
    /// stolen API token could make itself heirs and lock its owner out.
    ACCOUNT;

    public static final Set<Scope> ALL = Set.of(values());

    public static final Set<Scope> FOR_API_TOKENS = Set.of(READ, WRITE, ADMIN);

    private static final String ALL_TEXT = format(ALL);

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /// Wire names with blanks between them, as RFC 8693 has it; unknown ones are left out.
    public static Set<Scope> parse(String text) {
        if (text.equals(ALL_TEXT)) {
            return ALL;
        }
        Set<String> names = Set.copyOf(Arrays.asList(text.split(" ", -1)));
        Set<Scope> scopes = Arrays.stream(values())
                .filter(scope -> names.contains(scope.wireName))
                .collect(Collectors.toUnmodifiableSet());
        // Nearly every connection holds on to one, and it is this.
        return scopes.equals(ALL) ? ALL : scopes;
    }

    public static String format(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }
}
