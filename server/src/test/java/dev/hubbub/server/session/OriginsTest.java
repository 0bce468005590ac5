package dev.hubbub.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    private static final Set<String> OTHERS = Set.of(Origins.parse("https://Chat.Example.org:443"));

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 127.0.0.1:8080, true",
        "http://LOCALHOST:8080, localhost:8080, true",
        "http://[::1]:8080, [::1]:8080, true",
        "http://hubbub.lan, hubbub.lan, true",
        "http://hubbub.lan, hubbub.lan:80, true",
        "https://hubbub.lan, hubbub.lan, true", // a proxy that ends TLS
        "https://chat.example.org, 10.0.0.5:8080, true",
        "https://chat.example.org:443, 10.0.0.5:8080, true",
        "http://chat.example.org, 10.0.0.5:8080, false",
        "http://127.0.0.1:9999, 127.0.0.1:8080, false",
        "http://evil.example, 127.0.0.1:8080, false",
        "https://chat.example.org.evil.example, 10.0.0.5:8080, false",
        "http://evil.example#127.0.0.1:8080, 127.0.0.1:8080, false",
        "http://127.0.0.1:8080@evil.example, 127.0.0.1:8080, false",
        "http://127.0.0.1:8080/, 127.0.0.1:8080, false",
        "null, 127.0.0.1:8080, false",
        "'', 127.0.0.1:8080, false",
        "file://, 127.0.0.1:8080, false",
        "http://127.0.0.1:8080, , false",
        "http://127.0.0.1:8080, 127.0.0.1:8080@evil, false",
    })
    void onlyOurOwnAndNamedPagesMayAct(String origin, String host, boolean allowed) {
        assertThat(new Origins(false, OTHERS).allow(origin, host, null)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hubbub.lan:8443, hubbub.lan:8443, true",
        "http://hubbub.lan:8443, hubbub.lan:8443, false",
    })
    void aPageWithoutTlsIsNotOursWhenWeHaveIt(String origin, String host, boolean allowed) {
        assertThat(new Origins(true, OTHERS).allow(origin, host, null)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hubbub.lan, https, true",
        "http://hubbub.lan, https, false",
        "https://hubbub.lan, http, false",
        "http://hubbub.lan, http, true",
    })
    void aPageIsOursOnlyIfItSpeaksAsTheProxyHears(String origin, String scheme, boolean allowed) {
        assertThat(new Origins(false, OTHERS).allow(origin, "hubbub.lan", scheme))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "true, http://hubbub.lan, http, true",
        "false, http://hubbub.lan, https, true",
        "false, , https, true",
        "false, https://hubbub.lan, http, false",
        "false, https://hubbub.lan, , true",
        "false, http://hubbub.lan, , false",
    })
    void theProxyKnowsBetterThanThePageWhetherThereIsTls(
            boolean tls, @Nullable String origin, @Nullable String scheme, boolean secure) {
        assertThat(new Origins(tls, OTHERS).isSecure(origin, scheme)).isEqualTo(secure);
    }
}
