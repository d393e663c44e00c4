package dev.interline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who looks for a fault sees the form of what went over the wire, never what it says. */
class WireLogTest {

    @Test
    void isOffUntilItIsAskedFor() {
        assertThat(LoggerFactory.getLogger("dev.interline.wire").isDebugEnabled())
                .isFalse();
    }

    @Test
    void ofHeadersOnlyTheHarmlessAreShown() {
        Headers headers = Headers.of(
                "Authorization", "Bearer sk-secret",
                "api-key", "secret",
                "X-Amz-Security-Token", "secret",
                "x-my-gateway-pass", "secret",
                "Proxy-Authorization", "Basic secret",
                "Set-Cookie", "secret",
                "Content-Type", "application/json",
                "x-ratelimit-remaining-tokens", "12",
                "x-request-id", "abc");
        assertThat(WireLog.headers(headers))
                .doesNotContain("secret")
                .contains(
                        "Authorization: [hidden]",
                        "x-my-gateway-pass: [hidden]",
                        "Content-Type: application/json",
                        "x-ratelimit-remaining-tokens: 12",
                        "x-request-id: abc");
    }

    @Test
    void ofAddressesParametersAreHidden() {
        assertThat(WireLog.address(
                        HttpUrl.get("https://a.example.com:8443/x/y%2Fz?api-version=2024-10-21&key=secret&alt=sse")))
                .isEqualTo("https://a.example.com:8443/x/y%2Fz?api-version=2024-10-21&key=[hidden]&alt=sse");
    }

    @Test
    void ofBodiesTheFormIsShown() throws IOException {
        String body = """
                {"model":"gpt-6","temperature":0.5,"stream":true,
                 "messages":[{"role":"user","content":[{"type":"text","text":"my secret"}]},
                             {"role":"secret","content":"hush"},
                             {"role":"assistant","tool_calls":[{"function":{"name":"secret","arguments":"{}"}}]}],
                 "contents":[{"parts":[{"functionCall":{"args":{"secret@example.com":1234567,"city":"secret"}}}]}],
                 "generationConfig":{"maxOutputTokens":100,"nested":{"secretNumber":99}}}
                """;
        String form = WireLog.form(Json.read(body.getBytes(UTF_8), 0, body.length()));

        assertThat(form)
                .isEqualTo("{model:\"gpt-6\",temperature:0.5,stream:true,messages:["
                        + "{role:\"user\",content:[{type:<4>,text:<9>}]},"
                        + "{role:<6>,content:<4>},"
                        + "{role:\"assistant\",tool_calls:[{function:{name:<6>,arguments:<2>}}]}],"
                        + "contents:[{parts:[{functionCall:{args:{…:#,city:<6>}}}]}],"
                        + "generationConfig:{maxOutputTokens:100,nested:{secretNumber:#}}}");
    }

    @Test
    void aLongBodyIsCut() throws IOException {
        StringBuilder body = new StringBuilder("{\"messages\":[");
        for (int i = 0; i < 5_000; i++) {
            body.append(i == 0 ? "" : ",").append("\"word\"");
        }
        byte[] bytes = body.append("]}").toString().getBytes(UTF_8);
        assertThat(WireLog.form(Json.read(bytes, 0, bytes.length)))
                .hasSizeLessThan(8_100)
                .endsWith("…");
    }
}
