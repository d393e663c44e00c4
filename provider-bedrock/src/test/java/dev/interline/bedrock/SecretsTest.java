package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatModel;
import dev.interline.error.ChatException;
import dev.interline.wire.auth.Token;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** No key shows, neither in what is thrown nor in what is logged or printed, not even when the service quotes it. */
class SecretsTest {
    private static final String KEY = "bedrock-api-key-DO-NOT-SHOW";
    private static final String SECRET = "secret-DO-NOT-SHOW";
    private static final String TOKEN = "token-DO-NOT-SHOW";
    private static final AwsKeys KEYS = new AwsKeys("AKIDDONOTSHOW", SECRET, TOKEN);

    /** A way to sign in, and what the service sees of it. */
    private record Door(String sent, UnaryOperator<Bedrock> key) {}

    private static final List<Door> DOORS = List.of(
            new Door(KEY, it -> it.apiKey(KEY)),
            new Door(KEY, it -> it.apiKey(() -> KEY)),
            new Door(KEY, it -> it.token(() -> Token.of(KEY))),
            new Door(TOKEN, it -> it.keys(KEYS)),
            new Door(TOKEN, it -> it.keys(() -> KEYS)),
            new Door(
                    KEY,
                    it -> it.surroundings(
                            new Surroundings(name -> name.equals(Surroundings.KEY) ? KEY : null, name -> null))));

    @Test
    void nothingShows() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        PrintStream out = System.out;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        StringWriter told = new StringWriter();
        try {
            for (Door door : DOORS) {
                for (String quote : List.of(
                        "{\"Message\":\"Authentication failed: %s is not valid\"}",
                        "{\"message\":\"does not match.\\n\\nThe Canonical String should have been 'POST:%s'\"}",
                        "<html>%s</html>")) {
                    try (Wire wire = new Wire()
                            .answers(aResponse()
                                    .withStatus(403)
                                    .withHeader("x-amzn-ErrorType", "InvalidSignatureException")
                                    .withBody(quote.formatted(door.sent())))) {
                        fails(told, door.key().apply(wire.bedrock()));
                    }
                }
            }
        } finally {
            System.setErr(err);
            System.setOut(out);
        }

        assertThat(told.toString()).contains("DeniedException").doesNotContain("DO-NOT-SHOW", "DONOTSHOW");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Bedrock is signed in to with the Bedrock API key in AWS_BEARER_TOKEN_BEDROCK")
                .doesNotContain("DO-NOT-SHOW", "DONOTSHOW");
    }

    private static void fails(StringWriter told, Bedrock bedrock) {
        ChatModel model = Wire.chat(bedrock);
        told.append(bedrock.toString())
                .append(model.toString())
                .append(model.profile().toString());
        try {
            Wire.ask(model);
        } catch (ChatException e) {
            e.printStackTrace(new PrintWriter(told, true));
            told.append(e.failure().toString()).append(e.trail().toString());
        }
    }
}
