package dev.hubbub.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.hubbub.server.mail.SmtpSettings.Security;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class MailerTest {
    private static final Mail LETTER = new Mail("ana@example.org", "Grüße", "Schöne Grüße, ana");

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aLetterArrivesAsItWasWritten() throws Exception {
        server.setUser("chat@example.org", "chat", "secret");
        try (Mailer mailer = mailer(server.getSmtp().getPort(), Security.NONE, Optional.of("chat"))) {
            assertThat(mailer.offer(() -> Optional.of(LETTER))).isTrue();
            assertThat(server.waitForIncomingEmail(20_000, 1)).isTrue();
            var message = server.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Grüße");
            assertThat(message.getContent().toString().strip()).isEqualTo(LETTER.text());
            assertThat(message.getFrom()[0]).hasToString("Hubbub <chat@example.org>");
            assertThat(GreenMailUtil.getHeaders(message)).contains("Auto-Submitted: auto-generated");
        }
    }

    @Test
    void aMailThatCannotBeSentDoesNotHoldUpTheNext() {
        try (Mailer mailer = mailer(server.getSmtp().getPort(), Security.NONE, Optional.empty())) {
            mailer.offer(() -> Optional.of(new Mail("not an address", "x", "x")));
            mailer.offer(() -> {
                throw new IllegalStateException("the writer is broken");
            });
            mailer.offer(Optional::empty);
            mailer.offer(() -> Optional.of(LETTER));
            assertThat(server.waitForIncomingEmail(20_000, 1)).isTrue();
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void withoutTheTlsThatWasAskedForNothingIsSaid() {
        AtomicInteger written = new AtomicInteger();
        try (Mailer starttls = mailer(server.getSmtp().getPort(), Security.STARTTLS, Optional.of("chat"));
                Mailer tls = mailer(server.getSmtps().getPort(), Security.TLS, Optional.of("chat"))) {
            for (Mailer mailer : new Mailer[] {starttls, tls}) {
                mailer.offer(() -> Optional.of(LETTER));
                mailer.offer(() -> {
                    written.incrementAndGet();
                    return Optional.empty();
                });
            }
            // The second one's certificate is nobody's whom we trust, at which the server throws on its own thread.
            await().dontCatchUncaughtExceptions().until(() -> written.get() == 2);
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void theQueueEnds() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Mailer mailer = mailer(server.getSmtp().getPort(), Security.NONE, Optional.empty())) {
            int taken = 0;
            while (taken < 1_000 && mailer.offer(() -> waitFor(gate))) {
                taken++;
            }
            assertThat(taken).isBetween(200, 201);
            gate.countDown();
        }
    }

    @Test
    void aSenderThatIsNoAddressIsNoticedAtOnce() {
        assertThatThrownBy(() -> Mailer.address("chat@@example.org")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mailer.address("chat")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Mail> waitFor(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Mailer mailer(int port, Security security, Optional<String> user) {
        return new Mailer(new SmtpSettings(
                "127.0.0.1", port, security, user, user.map(_ -> "secret"), "Hubbub <chat@example.org>"));
    }
}
