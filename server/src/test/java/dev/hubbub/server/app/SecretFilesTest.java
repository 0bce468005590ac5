package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
    private static final String TOKEN = "geheim-geheim-geheim";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, TOKEN + "\n", TOKEN + "\r\n"})
    void aSecretIsReadFromItsFileWithoutTheNewline(String content) throws IOException {
        String file = file(content);
        assertThat(settings(Map.of("HUBBUB_SETUP_TOKEN_FILE", file)).given(Settings.SETUP_TOKEN))
                .hasValue(TOKEN);
    }

    @Test
    void everySecretMayComeFromAFile() throws IOException {
        Map<String, String> files = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            if (setting.secret()) {
                files.put(SecretFiles.key(setting), file(TOKEN));
            }
        }
        assertThat(files).containsKeys("JWT_SECRET_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE", "SMTP_PASSWORD_FILE");
        Map<String, String> read = SecretFiles.read(files, Settings.ALL);
        assertThat(read)
                .hasSameSizeAs(files)
                .allSatisfy((_, value) -> assertThat(value).isEqualTo(TOKEN));
    }

    @Test
    void theDotEnvFileMayNameOne() throws IOException {
        Files.writeString(folder.resolve(".env"), "HUBBUB_SETUP_TOKEN_FILE=" + file(TOKEN));
        Config config = Config.load(Map.of(), folder.resolve(".env"));
        assertThat(config.accounts().setupToken()).hasValue(TOKEN);
        assertThat(config.shown()).containsEntry("HUBBUB_SETUP_TOKEN", "***");
        assertThat(config.toString()).doesNotContain(TOKEN);
    }

    @Test
    void bothTheSecretAndItsFileAreOneTooMany() throws IOException {
        Map<String, String> both =
                Map.of("HUBBUB_SETUP_TOKEN", TOKEN, "HUBBUB_SETUP_TOKEN_FILE", file("another secret"));
        assertThatThrownBy(() -> settings(both))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("HUBBUB_SETUP_TOKEN and HUBBUB_SETUP_TOKEN_FILE are both set. Set one of them.");
    }

    @Test
    void setToNothingIsNotSet() {
        assertThat(settings(Map.of("HUBBUB_SETUP_TOKEN", TOKEN, "HUBBUB_SETUP_TOKEN_FILE", " "))
                        .given(Settings.SETUP_TOKEN))
                .hasValue(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"'', is empty", "'\n', is empty", "'geheim\nzwei\n', has more than one line"})
    void aFileThatHoldsNoSecretStopsTheStart(String content, String why) throws IOException {
        String file = file(content.replace("\\n", "\n"));
        assertThatThrownBy(() -> settings(Map.of("JWT_SECRET_FILE", file)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(
                        "The file that JWT_SECRET_FILE names %s. For example: JWT_SECRET_FILE=/run/secrets/jwt_secret"
                                .formatted(why));
    }

    @Test
    void aFileThatIsNoTextOrTooLargeOrAFolderStopsTheStart() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {-1, -2, -3});
        assertThatThrownBy(() -> settings(Map.of("JWT_SECRET_FILE", binary.toString())))
                .hasMessageContaining("is not text in UTF-8");
        Path large = Files.write(folder.resolve("large"), new byte[70_000]);
        assertThatThrownBy(() -> settings(Map.of("JWT_SECRET_FILE", large.toString())))
                .hasMessageContaining("is too large");
        assertThatThrownBy(() -> settings(Map.of("JWT_SECRET_FILE", folder.toString())))
                .hasMessageContaining("is a folder");
    }

    @Test
    void aSecretInThePlaceOfItsFileIsNotRepeatedInTheError() {
        assertThatThrownBy(() -> settings(Map.of("JWT_SECRET_FILE", TOKEN)))
                .hasMessageContaining("JWT_SECRET_FILE names does not exist")
                .hasMessageNotContaining(TOKEN)
                .hasNoCause();
    }

    @Test
    void onlySecretsComeFromFiles() {
        assertThatThrownBy(() -> settings(Map.of("HUBBUB_REGISTRATION_FILE", "x")))
                .hasMessageContaining("Did you mean HUBBUB_REGISTRATION?");
        assertThatThrownBy(() -> settings(Map.of("HUBBUB_SETUP_TOKN_FILE", "x")))
                .hasMessageContaining("Did you mean HUBBUB_SETUP_TOKEN_FILE?");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), content)
                .toString();
    }

    private static Settings settings(Map<String, String> given) {
        return new Settings(given);
    }
}
