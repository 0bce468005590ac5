package dev.hubbub.server.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mails one after the other, on a virtual thread of its own: a slow mail server keeps nobody waiting.
/// What is queued is lost with the process; whoever misses a mail asks for it again.
public final class Mailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final int MOST_WAITING = 200;
    private static final String TIMEOUT_MS = "10000";

    private final Session session;
    private final InternetAddress from;
    private final BlockingQueue<Supplier<Optional<Mail>>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder refused = new LongAdder();
    private final Thread thread;

    /// @throws IllegalArgumentException if the sender is no address
    public Mailer(SmtpSettings settings) {
        session = Session.getInstance(properties(settings), authenticator(settings));
        from = address(settings.from());
        thread = Thread.ofVirtual().name("mailer").start(this::run);
    }

    /// @throws IllegalArgumentException if it is no address
    public static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("is not a mail address", e);
        }
    }

    /// Never blocks.
    ///
    /// @param writing looks up to whom and what to write, on the mailer's thread: whoever waits for the answer
    ///     to his request must not learn from the time it takes whether there is somebody to write to
    /// @return false if too many wait
    public boolean offer(Supplier<Optional<Mail>> writing) {
        boolean accepted = queue.offer(writing);
        if (!accepted) {
            refused.increment();
        }
        return accepted;
    }

    /// How many are not being sent yet.
    public int waiting() {
        return queue.size();
    }

    /// How many found the queue full, since the start.
    public long refused() {
        return refused.sum();
    }

    private void run() {
        try {
            while (true) {
                send(queue.take());
            }
        } catch (InterruptedException _) {
            LOG.debug("The mailer ends");
        }
    }

    private void send(Supplier<Optional<Mail>> writing) {
        try {
            Optional<Mail> mail = writing.get();
            if (mail.isPresent()) {
                Transport.send(message(mail.get()));
            }
        } catch (MessagingException e) {
            // Its text may quote the address.
            LOG.warn("A mail could not be sent ({}); whoever waits for it must ask again", cause(e));
        } catch (RuntimeException e) {
            LOG.error("A mail could not be written", e);
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
        // No machine should answer that somebody is on holiday.
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static String cause(MessagingException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return properties;
    }

    private static @Nullable Authenticator authenticator(SmtpSettings settings) {
        return settings.user()
                .<Authenticator>map(user -> new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(
                                user, settings.password().orElse(""));
                    }
                })
                .orElse(null);
    }

    /// Drops what waits.
    @Override
    public void close() {
        thread.interrupt();
    }
}
