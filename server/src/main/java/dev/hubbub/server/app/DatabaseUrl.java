package dev.hubbub.server.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL database of the operator's, in either of the forms that operators have at hand: `postgres://`
/// as hosting companies give it, or `jdbc:postgresql://`.
record DatabaseUrl(String jdbcUrl, String user, String password) {
    private static final String JDBC = "jdbc:";

    static DatabaseUrl parse(String text) {
        boolean jdbc = text.startsWith(JDBC);
        URI uri = uri(jdbc ? text.substring(JDBC.length()) : text);
        boolean known = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw new IllegalArgumentException("must start with postgres:// or jdbc:postgresql:// and name a host");
        }
        if (uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("must end with the name of a database");
        }
        Map<String, String> options = options(uri.getRawQuery());
        String[] login = login(uri.getRawUserInfo(), options);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&", options.isEmpty() ? "" : "?", ""));
        return new DatabaseUrl(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query, login[0], login[1]);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Without the cause: its message holds the password.
            throw new IllegalArgumentException(
                    "is not an address; write special characters of the password in percent form, @ as %40");
        }
    }

    /// Takes the credentials out of wherever they stand.
    private static String[] login(@Nullable String userInfo, Map<String, String> options) {
        String user = decoded(options.remove("user"));
        String password = decoded(options.remove("password"));
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
            password = colon < 0 ? password : decoded(userInfo.substring(colon + 1));
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("must name a user");
        }
        return new String[] {user, password};
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query != null) {
            Arrays.stream(query.split("&", -1))
                    .filter(option -> !option.isEmpty())
                    .forEach(option -> {
                        int equals = option.indexOf('=');
                        options.put(
                                equals < 0 ? option : option.substring(0, equals),
                                equals < 0 ? "" : option.substring(equals + 1));
                    });
        }
        return options;
    }

    private static String decoded(@Nullable String text) {
        // A plus is a plus in an address's user part; only forms mean a space by it.
        return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Never the password.
    @Override
    public String toString() {
        return jdbcUrl.replaceAll("\\?.*", "") + " as " + user;
    }
}
