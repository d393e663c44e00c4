package dev.interline.vertex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.wire.auth.Token;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secret and a prompt are found nowhere: not in messages, causes, logs or anything's toString. */
class SecrecyTest {
    private static final String SECRET = "ya29.3f9c1d7a-very-secret";
    private static final String PROMPT = "the colour of my first bicycle";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void nothingTells() {
        PrintStream err = System.err;
        PrintStream out = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream all = new PrintStream(written, true, StandardCharsets.UTF_8);
        System.setErr(all);
        System.setOut(all);
        try {
            for (VertexCredential credential : List.of(
                    VertexCredential.apiKey(SECRET),
                    VertexCredential.bearer(() -> SECRET),
                    VertexCredential.token(() -> Token.of(SECRET)))) {
                all.println(credential);
                for (int status : new int[] {400, 401, 403, 404, 429, 500}) {
                    refuse(credential, status, all);
                }
            }
        } finally {
            System.setErr(err);
            System.setOut(out);
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("DeniedException")
                .doesNotContain(SECRET)
                .doesNotContain(PROMPT);
    }

    private static void refuse(VertexCredential credential, int status, PrintStream all) {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withBody("{\"error\":{\"code\":\"" + status + "\",\"message\":\"the key " + SECRET
                                + " is not good enough\"}}")));
        Vertex vertex = Vertex.of("demo", "global").endpoint(SERVER.baseUrl()).credential(credential);
        ChatModel model = vertex.model("gemini-3.6-flash");
        CallContext call = CallContext.create();
        Throwable failure = catchThrowable(() -> model.chat(dev.interline.ChatRequest.of(PROMPT), call));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        all.println(trace);
        all.println(vertex + " " + model + " " + model.profile() + " " + call.trail());
    }
}
