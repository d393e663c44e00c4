package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy is asked for which host. */
class ProxiesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HTTPS_PROXY", "http://secure:8080",
            "http_proxy", "plain:3128",
            "NO_PROXY", "internal.example.com, .corp, 10.0.0.0/8 [fd00::]/8,other.example.com:8443");

    private static String asked(Proxies proxies, String url) {
        Proxy proxy = proxies.select(URI.create(url)).get(0);
        if (proxy.type() == Proxy.Type.DIRECT) {
            return "direct";
        }
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return proxy.type() + " " + address.getHostString() + ":" + address.getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.com/x, HTTP secure:8080",
        "http://a.example.com/x, HTTP plain:3128",
        "https://internal.example.com, direct",
        "https://b.internal.example.com, direct",
        "https://notinternal.example.com, HTTP secure:8080",
        "https://a.corp, direct",
        "https://corp, HTTP secure:8080",
        "https://10.1.2.3, direct",
        "https://11.1.2.3, HTTP secure:8080",
        "'https://[fd00::1]', direct",
        "https://other.example.com:8443, direct",
        "https://other.example.com, HTTP secure:8080",
        "https://localhost:9000, direct",
        "https://127.0.0.1, direct",
        "'http://[::1]:80', direct",
    })
    void theEnvironmentDecides(String url, String proxy) {
        assertThat(asked(Proxies.of(ENVIRONMENT::get), url)).isEqualTo(proxy);
    }

    @Test
    void smallLettersCountToo() {
        Map<String, String> small = Map.of("https_proxy", "http://small:1", "no_proxy", "*");
        assertThat(asked(Proxies.of(Map.of("https_proxy", "http://small:1")::get), "https://a.com"))
                .isEqualTo("HTTP small:1");
        assertThat(asked(Proxies.of(small::get), "https://a.com")).isEqualTo("direct");
    }

    @Test
    void allProxyStandsInForBoth() {
        Proxies proxies = Proxies.of(Map.of("ALL_PROXY", "socks5://socks:1080")::get);
        assertThat(asked(proxies, "https://a.com")).isEqualTo("SOCKS socks:1080");
        assertThat(asked(proxies, "http://a.com")).isEqualTo("SOCKS socks:1080");
    }

    @Test
    void thatOfAVisitorOfAWebServerIsNotBelieved() {
        assertThat(asked(Proxies.of(Map.of("HTTP_PROXY", "http://evil:80")::get), "http://a.com"))
                .isEqualTo("direct");
    }

    @Test
    void systemPropertiesWinOverTheEnvironment() {
        System.setProperty("https.proxyHost", "property");
        System.setProperty("https.proxyPort", "99");
        try {
            assertThat(asked(Proxies.of(ENVIRONMENT::get), "https://a.com")).isEqualTo("HTTP property:99");
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void whatTheCallerSaysWinsOverBoth() {
        Proxies proxies = Proxies.of(ENVIRONMENT::get)
                .through(ProxyAddress.parse("the proxy", "http://mine:1"))
                .except(List.of("direct.example.com"));
        assertThat(asked(proxies, "https://a.com")).isEqualTo("HTTP mine:1");
        assertThat(asked(proxies, "https://internal.example.com")).isEqualTo("HTTP mine:1");
        assertThat(asked(proxies, "https://direct.example.com")).isEqualTo("direct");
        assertThat(asked(proxies, "http://127.0.0.1:8080")).isEqualTo("direct");
        assertThat(asked(Proxies.NONE, "https://a.com")).isEqualTo("direct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "ftp://me:secret@proxy", "http://me:secret@bad host", "https://me:secret@proxy:1"})
    void whatIsNoProxyIsSaidWithoutItsPassword(String address) {
        assertThatThrownBy(() -> Transport.builder().proxy(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the proxy is ")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThatThrownBy(() -> asked(Proxies.of(Map.of("HTTPS_PROXY", address)::get), "https://a.com"))
                .hasMessageStartingWith("the environment variable HTTPS_PROXY is ");
    }

    @Test
    void aPasswordIsPrintedNowhere() {
        assertThat(ProxyAddress.parse("the proxy", "http://me:secret@proxy:1").toString())
                .doesNotContain("secret");
    }
}
