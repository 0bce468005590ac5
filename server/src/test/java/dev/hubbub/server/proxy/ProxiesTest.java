package dev.hubbub.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies OURS = Proxies.parse("10.0.0.0/8, 192.0.2.1,fd00::/8");
    private static final String PROXY = "10.0.0.1";

    /// `|` is between the lines of a header; the proxy's own address is what it falls back on.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "198.51.100.7; 198.51.100.7",
                "198.51.100.7:5678; 198.51.100.7",
                "2001:db8::1; 2001:db8::1",
                "[2001:db8::1]:443; 2001:db8::1",
                "6.6.6.6, 198.51.100.7; 198.51.100.7",
                "6.6.6.6 | 198.51.100.7; 198.51.100.7",
                "6.6.6.6 , 198.51.100.7, 10.2.3.4; 198.51.100.7",
                "6.6.6.6, 198.51.100.7 | 10.2.3.4, fd00::9,192.0.2.1; 198.51.100.7",
                "::ffff:10.9.9.9, 198.51.100.7, ::ffff:10.2.3.4; 198.51.100.7",
                "nonsense, 198.51.100.7; 198.51.100.7",
                "10.2.3.4, 10.2.3.5; 10.2.3.4",
                ", 198.51.100.7,; 198.51.100.7",
                "nonsense; 10.0.0.1",
                "198.51.100.7, unknown; 10.0.0.1",
                "198.51.100.7, chat.example.org; 10.0.0.1",
                "198.51.100.7, 127.1; 10.0.0.1",
                "198.51.100.7, 1234; 10.0.0.1",
                "198.51.100.7, 300.1.1.1; 10.0.0.1",
                "198.51.100.7, fe80::1%eth0; 10.0.0.1",
                "198.51.100.7, '\"10.2.3.4'; 10.0.0.1",
                "''; 10.0.0.1",
            })
    void theNearestThatIsNoProxyOfOursSendsIt(String lines, String sender) {
        assertThat(client(PROXY, Map.of("X-Forwarded-For", lines(lines))).address())
                .isEqualTo(InetAddress.ofLiteral(sender));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "for=198.51.100.7 # 198.51.100.7 #",
                "For=198.51.100.7;Proto=HTTPS;by=10.0.0.1;host=chat.example.org # 198.51.100.7 # https",
                "for=\"198.51.100.7:5678\";proto=http # 198.51.100.7 # http",
                "for=\"[2001:db8::1]:_x\" ; proto=https # 2001:db8::1 # https",
                "for=6.6.6.6;proto=http, for=198.51.100.7;proto=https, for=10.2.3.4;proto=http # 198.51.100.7 # https",
                "for=6.6.6.6;x=\" | for=198.51.100.7 # 198.51.100.7 #",
                "for=6.6.6.6;x=\", for=198.51.100.7 # 10.0.0.1 #",
                "for=6.6.6.6;x=\", for=\"[2001:db8::1]\" # 10.0.0.1 #",
                "for=6.6.6.6;x=\"\\\", for=198.51.100.7 # 10.0.0.1 #",
                "for=198.51.100.7;for=6.6.6.6 # 10.0.0.1 #",
                "for=198.51.100.7, for=unknown # 10.0.0.1 #",
                "for=198.51.100.7, for=_hidden # 10.0.0.1 #",
                "for=198.51.100.7, proto=https # 10.0.0.1 # https",
                "198.51.100.7 # 10.0.0.1 #",
                "for # 10.0.0.1 #",
                "`` # 10.0.0.1 #",
            })
    void theStandardHeaderIsReadLikewise(String lines, String sender, String scheme) {
        Client client = client(PROXY, Map.of("Forwarded", lines(lines)));
        assertThat(client).isEqualTo(new Client(InetAddress.ofLiteral(sender), scheme));
    }

    @Test
    void whoeverIsNoProxyOfOursIsNotBelieved() {
        Map<String, List<String>> headers = Map.of(
                "X-Forwarded-For", List.of("6.6.6.6"),
                "Forwarded", List.of("for=6.6.6.6;proto=https"),
                "X-Forwarded-Proto", List.of("https"));
        assertThat(client("198.51.100.7", headers)).isEqualTo(new Client(InetAddress.ofLiteral("198.51.100.7"), null));
        assertThat(Proxies.NONE.client(null, name -> headers.getOrDefault(name, List.of())))
                .isEqualTo(Client.UNKNOWN);
    }

    @Test
    void aHeaderThatTheProxyOnlyPassedOnSaysNothing() {
        assertThat(client(
                                PROXY,
                                Map.of(
                                        "X-Forwarded-For", List.of("198.51.100.7"),
                                        "Forwarded", List.of("for=6.6.6.6")))
                        .address())
                .isEqualTo(InetAddress.ofLiteral(PROXY));
        assertThat(client(
                                PROXY,
                                Map.of(
                                        "X-Forwarded-For", List.of("198.51.100.7"),
                                        "Forwarded", List.of("for=198.51.100.7")))
                        .address())
                .isEqualTo(InetAddress.ofLiteral("198.51.100.7"));
    }

    @ParameterizedTest
    @CsvSource({"https, https", "HTTP, http", "ftp, ", "'https, http', ", "'', "})
    void theSchemeIsOneOfTwo(String value, String scheme) {
        Client client = client(PROXY, Map.of("X-Forwarded-Proto", List.of(value)));
        assertThat(client).isEqualTo(new Client(InetAddress.ofLiteral(PROXY), scheme));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 127.0.0.1, false",
        "::ffff:192.0.2.0/24, 192.0.2.9, true",
    })
    void aNetworkHoldsWhatBeginsLikeIt(String network, String address, boolean held) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "all",
                "localhost",
                "proxy.example.org",
                "10.0.0.0/",
                "10.0.0.0/33",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.1/8",
                "10.0.0.0/255.0.0.0",
                "fd00::/129",
                "10.0.0.0/-8",
                "10.1",
                "300.0.0.1",
                "127.0.0.1 10.0.0.1",
                "/8"
            })
    void whatIsNoNetworkIsNamed(String text) {
        assertThatThrownBy(() -> Proxies.parse("127.0.0.1, " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    private static Client client(String peer, Map<String, List<String>> headers) {
        return OURS.client(InetAddress.ofLiteral(peer), name -> headers.getOrDefault(name, List.of()));
    }

    private static List<String> lines(String text) {
        return List.of(text.split(" \\| ", -1));
    }
}
