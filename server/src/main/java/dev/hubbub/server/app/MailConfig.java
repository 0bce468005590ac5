package dev.hubbub.server.app;

import dev.hubbub.server.mail.Mailer;
import dev.hubbub.server.mail.SmtpSettings;
import dev.hubbub.server.mail.SmtpSettings.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the server sends mail, if it does.
final class MailConfig {
    private MailConfig() {}

    static Optional<SmtpSettings> from(Settings settings) {
        return settings.given(Settings.SMTP_HOST)
                .map(host -> new SmtpSettings(
                        host,
                        settings.of(Settings.SMTP_PORT),
                        settings.of(Settings.SMTP_SECURITY),
                        settings.given(Settings.SMTP_USER),
                        password(settings),
                        settings.given(Settings.SMTP_FROM)
                                .orElseThrow(() -> new InvalidConfigException(
                                        "SMTP_HOST needs SMTP_FROM besides, the sender of the mails. For example: SMTP_FROM=%s"
                                                .formatted(Settings.SMTP_FROM.example())))));
    }

    private static Optional<String> password(Settings settings) {
        Optional<String> password = settings.given(Settings.SMTP_PASSWORD);
        if (settings.given(Settings.SMTP_USER).isPresent() != password.isPresent()) {
            throw new InvalidConfigException(
                    "SMTP_USER and SMTP_PASSWORD go together: set both, or neither for a server that asks for none.");
        }
        return password;
    }

    static Security security(String text) {
        return Arrays.stream(Security.values())
                .filter(security -> security.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be starttls, tls or none"));
    }

    static String sender(String text) {
        Mailer.address(text);
        return text;
    }
}
