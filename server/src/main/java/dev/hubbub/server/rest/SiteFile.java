package dev.hubbub.server.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file of the web client, also as its build compressed it. Immutable.
final class SiteFile {
    /// The smallest first.
    static final List<String> CODINGS = List.of("br", "gzip");

    private static final String HASHED = "assets/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final byte[] plain;
    private final Map<String, byte[]> compressed;
    private final String type;
    private final String etag;
    private final boolean lasting;

    /// @param compressed by the name of the coding; without those that are not smaller
    SiteFile(String name, byte[] plain, Map<String, byte[]> compressed) {
        String known = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (known == null) {
            throw new IllegalStateException("no media type is known for " + name);
        }
        this.plain = plain;
        this.compressed = Map.copyOf(compressed);
        type = known;
        etag = "W/\"" + hash(plain) + "\"";
        lasting = name.startsWith(HASHED);
    }

    String type() {
        return type;
    }

    /// The same for all its forms, hence a weak one.
    String etag() {
        return etag;
    }

    /// Whether its name holds a hash of what is in it, so that no browser need ask again.
    boolean isLasting() {
        return lasting;
    }

    /// The coding in which it is smallest, of those that the browser can read; empty for as it is.
    ///
    /// @param accepted the request's `Accept-Encoding`
    Optional<String> coding(@Nullable String accepted) {
        return CODINGS.stream()
                .filter(coding -> compressed.containsKey(coding) && accepts(accepted, coding))
                .findFirst();
    }

    byte[] bytes(Optional<String> coding) {
        return coding.isEmpty() ? plain : compressed.getOrDefault(coding.get(), plain);
    }

    private static boolean accepts(@Nullable String accepted, String encoding) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(coding -> coding.replace(" ", ""))
                        .filter(coding -> !coding.matches(".*;q=0(\\.0*)?"))
                        .anyMatch(coding -> coding.equals(encoding) || coding.startsWith(encoding + ";"));
    }

    /// Whether the browser has this file already.
    ///
    /// @param known the request's `If-None-Match`
    boolean isKnown(@Nullable String known) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || weak(tag).equals(etag));
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag : "W/" + tag;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
