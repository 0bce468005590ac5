package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.server.cluster.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    @TempDir
    private Path folder;

    @Test
    void nothingNeedsToBeSet() {
        Config config = load(Map.of());
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.database()).isEmpty();
        assertThat(config.limits().messageBytes()).isEqualTo(16_384);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_PORT, http, SERVER_PORT must be a whole number from 0 to 65535. For example: SERVER_PORT=8080",
        "SERVER_PORT, 70000, SERVER_PORT must be a whole number from 0 to 65535. For example: SERVER_PORT=8080",
        "JWT_SECRET, short, JWT_SECRET must have at least 32 bytes and has 5.",
        "DATABASE_URL, mysql://u@h/d, DATABASE_URL must start with postgres:// or jdbc:postgresql://",
        "DATABASE_URL, postgres://u@h, DATABASE_URL must end with the name of a database",
        "DATABASE_URL, postgres://h/d, DATABASE_URL must name a user",
        "HUBBUB_TLS_CERT, /etc/passwd, HUBBUB_TLS_CERT and HUBBUB_TLS_KEY go together",
        "HUBBUB_FRAME_BYTES, 2000, HUBBUB_FRAME_BYTES must be at least 512 more than HUBBUB_MESSAGE_BYTES",
        "HUBBUB_COMMANDS_BURST, 5, HUBBUB_COMMANDS_BURST must be at least HUBBUB_COMMANDS_PER_SECOND",
        "HUBBUB_TRUSTED_PROXIES, nginx, 'HUBBUB_TRUSTED_PROXIES must be addresses or networks with commas between them, and \"nginx\" is neither. For example: HUBBUB_TRUSTED_PROXIES=127.0.0.1, 10.0.0.0/8'",
        "HUBBUB_TRUSTED_PROXIES, 10.0.0.1/8, 'after 8 bits all others must be 0'",
        "NATS_URL, http://nats:4222, NATS_URL must start with nats:// or tls:// and name a host. For example: NATS_URL=nats://",
        "NATS_URL, 'nats://a,tls://b', 'NATS_URL must be nats:// for all servers, or tls:// for all'",
        "NATS_ENABLE, yes, NATS_ENABLE must be true or false. For example: NATS_ENABLE=true",
        "NATS_TOKEN, s3cret, NATS_TOKEN needs NATS_URL besides. For example: NATS_URL=nats://",
        "HUBBUB_NATS_CA, /etc/ca.pem, HUBBUB_NATS_CA needs NATS_URL besides.",
        "HUBBUB_MESAGE_BYTES, 5, HUBBUB_MESAGE_BYTES is not a setting of Hubbub. Did you mean HUBBUB_MESSAGE_BYTES?",
    })
    void aBadValueIsExplainedWithAGoodOne(String key, String value, String explanation) {
        assertThatThrownBy(() -> load(Map.of(key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(explanation);
    }

    @Test
    void aBadDatabaseAddressIsNotRepeatedInTheError() {
        assertThatThrownBy(() -> load(Map.of("DATABASE_URL", "postgres://hubbub:p^ss word@db/hubbub")))
                .hasMessageContaining("percent form")
                .hasMessageNotContaining("p^ss")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://ana:s%40fe@db.example.org/chat, jdbc:postgresql://db.example.org/chat, ana, s@fe",
        "postgresql://ana@db:5433/chat?sslmode=require, jdbc:postgresql://db:5433/chat?sslmode=require, ana, ''",
        "jdbc:postgresql://db/chat?user=ana&password=a+b&sslmode=require, jdbc:postgresql://db/chat?sslmode=require, ana, a+b",
    })
    void databaseAddressesComeInBothForms(String given, String jdbcUrl, String user, String password) {
        assertThat(load(Map.of("DATABASE_URL", given)).database()).hasValue(new DatabaseUrl(jdbcUrl, user, password));
    }

    @ParameterizedTest
    @CsvSource({
        "NATS_USER, ana, NATS_USER and NATS_PASSWORD go together",
        "HUBBUB_NATS_NKEY, /etc/passwd, 'HUBBUB_NATS_NKEY names /etc/passwd, which holds no seed of a user''s key'",
        "HUBBUB_NATS_NKEY, /nowhere, 'HUBBUB_NATS_NKEY names /nowhere, which cannot be read'",
        "HUBBUB_NATS_CREDENTIALS, /etc/passwd, 'HUBBUB_NATS_CREDENTIALS names /etc/passwd, which holds no NATS credentials'",
        "HUBBUB_NATS_CA, /etc/passwd, 'HUBBUB_NATS_CA names /etc/passwd, which '",
    })
    void aBadWayIntoNatsIsExplained(String key, String value, String explanation) {
        assertThatThrownBy(() -> load(Map.of("NATS_URL", "nats://nats", key, value)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(explanation);
    }

    @Test
    void oneWayIntoNatsIsEnough() {
        assertThatThrownBy(() -> load(Map.of("NATS_URL", "nats://ana:s3cret@nats", "NATS_TOKEN", "t0ken")))
                .hasMessage("One way to sign in to NATS is enough, and these are set: "
                        + "NATS_TOKEN, a user, password or token within NATS_URL.");
    }

    @Test
    void natsIsUsedWhereItIsNamedUnlessItIsTurnedOff() {
        assertThat(load(Map.of()).nats()).isEmpty();
        assertThat(load(Map.of("NATS_URL", "nats://a,nats://b:4223")).nats())
                .hasValueSatisfying(nats -> assertThat(nats).hasToString("nats://a:4222, nats://b:4223"));
        assertThat(load(Map.of("NATS_ENABLE", "true")).nats())
                .hasValueSatisfying(nats -> assertThat(nats).hasToString("nats://127.0.0.1:4222"));
        assertThat(load(Map.of("NATS_URL", "nats://a", "NATS_TOKEN", "t", "NATS_ENABLE", "false"))
                        .nats())
                .isEmpty();
    }

    @Test
    void whatJetStreamKeepsIsBoundedAndCanBeTurnedOff() {
        assertThat(load(Map.of()).stream()).hasValue(StreamSettings.defaults());
        Map<String, String> given = Map.of("NATS_URL", "nats://a", "HUBBUB_NATS_STREAM_REPLICAS", "3");
        assertThat(load(given).stream())
                .hasValueSatisfying(stream -> assertThat(stream.replicas()).isEqualTo(3));
        assertThat(load(Map.of("NATS_URL", "nats://a", "HUBBUB_NATS_STREAM", "false")).stream())
                .isEmpty();
        assertThatThrownBy(() -> load(Map.of("NATS_URL", "nats://a", "HUBBUB_NATS_STREAM_REPLICAS", "7")))
                .hasMessageContaining("HUBBUB_NATS_STREAM_REPLICAS must be a whole number from 1 to 5");
        assertThatThrownBy(() -> load(Map.of("HUBBUB_NATS_STREAM_HOURS", "48")))
                .hasMessageContaining("HUBBUB_NATS_STREAM_HOURS needs NATS_URL besides");
    }

    @Test
    void secretsOfNatsAreNeverShown() {
        Config config = load(Map.of("NATS_URL", "nats://nats", "NATS_USER", "ana", "NATS_PASSWORD", "s3cret"));
        assertThat(config.shown()).containsEntry("NATS_PASSWORD", "***").containsEntry("NATS_URL", "***");
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(load(Map.of("NATS_URL", "nats://ana:s3cret@nats")).toString())
                .doesNotContain("s3cret");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(folder.resolve(".env"), """
                # ours
                export SERVER_HOST="0.0.0.0"
                SERVER_PORT=9000 # behind the proxy
                """);
        Config config = load(Map.of("SERVER_PORT", "9001"));
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(9001);
    }

    @Test
    void aLineOfTheFileThatIsNoSettingIsNamed() throws IOException {
        Files.writeString(folder.resolve(".env"), "SERVER_PORT=1\nnonsense\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("line 2");
    }

    @Test
    void secretsNeverShow() {
        Config config = load(Map.of(
                "JWT_SECRET", "0123456789abcdef0123456789abcdef", "DATABASE_URL", "postgres://ana:geheim@db/chat"));
        assertThat(config.toString()).doesNotContain("0123456789abcdef", "geheim");
    }

    @Test
    void everySettingIsDocumentedWithItsDefault() throws IOException {
        String docs = Files.readString(Path.of("../docs/configuration.md"));
        assertThat(Settings.ALL).allSatisfy(setting -> {
            String fallback = setting.fallback().isEmpty() ? "" : " | `" + setting.fallback() + "`";
            assertThat(docs).contains("| `" + setting.key() + "`" + fallback);
            if (setting.secret()) {
                assertThat(docs).contains("`" + SecretFiles.key(setting) + "`");
            }
        });
    }

    private Config load(Map<String, String> environment) {
        return Config.load(environment, folder.resolve(".env"));
    }
}
