package dev.hubbub.server.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one line of `Forwarded` (RFC 7239): `for=192.0.2.1;proto=https, for="[2001:db8::1]"`, the nearest
/// last.
final class Forwarded {
    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    /// Nothing that we read needs a backslash, so there is none.
    private static final Pattern PAIR = Pattern.compile(
            "\\G[ \\t]*(?:(?<name>%1$s)=(?:(?<token>%1$s)|\"(?<quoted>[^\"\\\\]*)\"))?[ \\t]*(?<end>[;,]|\\z)"
                    .formatted(TOKEN));

    private Forwarded() {}

    /// One that is not known if the line is not of this form: an open quote of a stranger might hold what a
    /// proxy wrote behind it.
    static List<Client> read(String line) {
        List<Client> hops = new ArrayList<>();
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(line);
        while (pair.find()) {
            if (!keep(pair, pairs)) {
                break;
            }
            String end = pair.group("end");
            if (!end.equals(";") && !pairs.isEmpty()) {
                hops.add(hop(pairs));
                pairs.clear();
            }
            if (end.isEmpty()) {
                return hops;
            }
        }
        return List.of(Client.UNKNOWN);
    }

    /// False if the name was there before.
    private static boolean keep(Matcher pair, Map<String, String> pairs) {
        String name = pair.group("name");
        if (name == null) {
            return true;
        }
        String token = pair.group("token");
        return pairs.put(name.toLowerCase(Locale.ROOT), token == null ? pair.group("quoted") : token) == null;
    }

    private static Client hop(Map<String, String> pairs) {
        @Nullable String node = pairs.get("for");
        @Nullable String scheme = pairs.get("proto");
        return new Client(node == null ? null : Node.address(node), scheme == null ? null : Proxies.schemeOf(scheme));
    }
}
