package dev.hubbub.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Secrets that stand in a file each, as container platforms hand them out: `JWT_SECRET_FILE` names the file of what
/// would be `JWT_SECRET`. No message repeats what was given, since it may be the secret itself in the wrong place.
final class SecretFiles {
    private static final String SUFFIX = "_FILE";
    /// More than any secret; less than what a wrong path (`/dev/zero`) may bring.
    private static final int MOST_BYTES = 65_536;

    private SecretFiles() {}

    static String key(Setting<?> secret) {
        return secret.key() + SUFFIX;
    }

    /// What was given, with each file replaced by what is in it.
    ///
    /// @throws InvalidConfigException naming the key whose file will not do
    static Map<String, String> read(Map<String, String> given, List<Setting<?>> settings) {
        Map<String, String> read = new HashMap<>(given);
        for (Setting<?> setting : settings) {
            if (setting.secret()) {
                // Set to nothing is not set, as everywhere.
                Optional.ofNullable(read.remove(key(setting)))
                        .filter(file -> !file.isBlank())
                        .ifPresent(file -> put(read, setting, file.strip()));
            }
        }
        return read;
    }

    private static void put(Map<String, String> read, Setting<?> setting, String file) {
        if (!read.getOrDefault(setting.key(), "").isBlank()) {
            throw new InvalidConfigException(
                    "%s and %s are both set. Set one of them.".formatted(setting.key(), key(setting)));
        }
        try {
            read.put(setting.key(), secret(Path.of(file)));
        } catch (NoSuchFileException e) {
            throw unusable(setting, "does not exist");
        } catch (CharacterCodingException e) {
            throw unusable(setting, "is not text in UTF-8");
        } catch (InvalidPathException e) {
            throw unusable(setting, "has a name that no file can have");
        } catch (IllegalArgumentException e) {
            throw unusable(setting, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unusable(setting, "cannot be read; see that this user may");
        }
    }

    private static String secret(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("is a folder");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("is too large for a secret");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        // Editors and echo end a file so.
        String line = text.replaceFirst("\\r?\\n\\z", "");
        if (line.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("has more than one line");
        }
        return line;
    }

    private static InvalidConfigException unusable(Setting<?> setting, String why) {
        String key = key(setting);
        return new InvalidConfigException("The file that %s names %s. For example: %s=/run/secrets/%s"
                .formatted(key, why, key, setting.key().toLowerCase(Locale.ROOT)));
    }
}
