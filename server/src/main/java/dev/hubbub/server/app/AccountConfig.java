package dev.hubbub.server.app;

import dev.hubbub.server.account.Inviters;
import dev.hubbub.server.account.RegistrationMode;
import dev.hubbub.server.mail.SmtpSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How people come by accounts.
///
/// @param setupToken empty for one that is printed
/// @param mail empty if the server sends none
/// @param failedLogins how many wrong passwords for one account cost nothing
/// @param failedLoginsPerAddress how many wrong passwords from one address cost nothing
record AccountConfig(
        RegistrationMode registration,
        Optional<String> setupToken,
        Inviters inviters,
        Optional<SmtpSettings> mail,
        int failedLogins,
        int failedLoginsPerAddress) {
    private static final int LEAST_TOKEN = 16;

    static AccountConfig from(Settings settings) {
        return new AccountConfig(
                settings.of(Settings.REGISTRATION),
                settings.given(Settings.SETUP_TOKEN),
                settings.of(Settings.INVITERS),
                MailConfig.from(settings),
                settings.of(Settings.FAILED_LOGINS),
                settings.of(Settings.FAILED_LOGINS_PER_ADDRESS));
    }

    static RegistrationMode mode(String text) {
        return RegistrationMode.ofWireName(text)
                .orElseThrow(
                        () -> oneOf(Arrays.stream(RegistrationMode.values()).map(RegistrationMode::wireName)));
    }

    static Inviters inviters(String text) {
        return Inviters.ofWireName(text)
                .orElseThrow(() -> oneOf(Arrays.stream(Inviters.values()).map(Inviters::wireName)));
    }

    private static IllegalArgumentException oneOf(Stream<String> names) {
        return new IllegalArgumentException("must be one of " + names.collect(Collectors.joining(", ")));
    }

    static String setupToken(String text) {
        if (text.length() < LEAST_TOKEN) {
            throw new IllegalArgumentException(
                    "must have at least %d characters, or somebody guesses it".formatted(LEAST_TOKEN));
        }
        return text;
    }

    /// Never the secrets.
    @Override
    public String toString() {
        return "AccountConfig[registration=" + registration + "]";
    }
}
