package dev.hubbub.server.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers a client's offers of `permessage-deflate` (RFC 7692): always without context takeover, or a message
/// could not be compressed once for everyone, and every connection would hold a window of its own.
final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final String SERVER_FRESH = "server_no_context_takeover";
    private static final String CLIENT_FRESH = "client_no_context_takeover";
    private static final String ANSWER = NAME + "; " + SERVER_FRESH + "; " + CLIENT_FRESH;
    /// The JDK's compressor knows no smaller window.
    private static final String BITS = "15";

    private DeflateOffer() {}

    /// The extension header to answer with, if one of the offers will do.
    ///
    /// @param headers what the client sent as `Sec-WebSocket-Extensions`, its favourite first
    static Optional<String> accept(List<String> headers) {
        for (String offer : String.join(",", headers).split(",", -1)) {
            Optional<String> answer = answer(offer.split(";", -1));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> answer(String[] offer) {
        if (!offer[0].strip().equals(NAME)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < offer.length; i++) {
            String[] parameter = offer[i].split("=", 2);
            String value = parameter.length == 1 ? "" : parameter[1].strip().replace("\"", "");
            boolean repeated = parameters.put(parameter[0].strip(), value) != null;
            if (repeated || !understood(parameter[0].strip(), value)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters.containsKey(SERVER_BITS) ? ANSWER + "; " + SERVER_BITS + "=" + BITS : ANSWER);
    }

    private static boolean understood(String name, String value) {
        return switch (name) {
            case SERVER_FRESH, CLIENT_FRESH -> value.isEmpty();
            case CLIENT_BITS -> value.matches("|[89]|1[0-5]");
            case SERVER_BITS -> value.equals(BITS);
            default -> false;
        };
    }
}
