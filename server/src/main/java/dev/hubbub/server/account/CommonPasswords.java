package dev.hubbub.server.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The passwords that attackers try first.
final class CommonPasswords {
    private static final Set<String> LOWER_CASE = read("common-passwords.txt");

    private CommonPasswords() {}

    /// @param folded in lower case
    static boolean contain(String folded) {
        return LOWER_CASE.contains(folded);
    }

    private static Set<String> read(String resource) {
        try (InputStream in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
