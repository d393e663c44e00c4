package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.error.ChatException;
import dev.interline.vertex.Vertex;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a region, a project, a model or a deployment is called: it is refused when the model is made, or it stays in its
 * place in the address.
 */
class NastyNamesTest {
    private static final List<String> NASTY = List.of(
            ".",
            "..",
            "/",
            "//",
            "\\",
            "/../",
            "/./",
            "%2e%2e",
            "%2F",
            "%5c",
            "%00",
            "%",
            "?",
            "?x=1",
            "#",
            "#f",
            "&",
            "=",
            "@",
            "@evil.example",
            "@evil.example/",
            ":80@evil.example/",
            ":8443",
            ":",
            ";",
            "evil.example",
            ".evil.example",
            "evil.example/",
            "//evil.example",
            "https://evil.example/",
            "\\\\evil.example",
            "[::1]",
            "127.0.0.1",
            "0x7f.1",
            "localhost",
            "xn--80ak6aa92e",
            "\r\nHost: evil.example",
            "\r",
            "\n",
            "\t",
            " ",
            "\0",
            "\u007f",
            "\u0085",
            "\u200b",
            "\u2028",
            "\u202e",
            "\u3002",
            "\uff0f",
            "\uff0e",
            "\u2044",
            "\u0131",
            "é",
            "ß",
            "\ud83d\ude00",
            "\ud800",
            "+",
            "*",
            "!",
            "$",
            "'",
            "\"",
            "(",
            ")",
            ",",
            "<",
            ">",
            "^",
            "`",
            "{",
            "}",
            "|",
            "~",
            "${x}",
            "a".repeat(50),
            "a".repeat(5000),
            "");

    private final List<Request> asked = new ArrayList<>();
    private final Transport transport = Transport.over(new OkHttpClient.Builder()
            .addInterceptor(chain -> {
                asked.add(chain.request());
                return new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(400)
                        .message("Bad Request")
                        .body(ResponseBody.create("{}", MediaType.get("application/json")))
                        .build();
            })
            .build());

    @AfterEach
    void close() {
        transport.close();
    }

    private static Stream<String> names(String good) {
        String half = good.substring(0, good.length() / 2);
        String rest = good.substring(half.length());
        return NASTY.stream().flatMap(it -> Stream.of(it, it + good, good + it, half + it + rest));
    }

    /** Asks a model of each name that is not refused. */
    private void askAll(String good, Function<String, ChatModel> door) {
        int refused = 0;
        for (String name : names(good).toList()) {
            ChatModel model;
            try {
                model = door.apply(name);
            } catch (IllegalArgumentException e) {
                refused++;
                continue;
            }
            try {
                model.chat(ChatRequest.builder().user("Hi").maxOutputTokens(10).build());
            } catch (ChatException e) {
                // told in our own words, whatever it is
            }
        }
        assertThat(asked).as("the good one at least").isNotEmpty();
        assertThat(refused).as("refused").isGreaterThan(50);
        assertThat(refused + asked.size()).isEqualTo(4 * NASTY.size());
    }

    /** The address of each name that is not refused must pass. */
    private void tryAll(String good, Function<String, ChatModel> door, Consumer<HttpUrl> stays) {
        askAll(good, door);
        assertThat(asked).allSatisfy(request -> {
            HttpUrl url = request.url();
            assertThat(url.isHttps()).isTrue();
            assertThat(url.port()).isEqualTo(443);
            assertThat(url.username() + url.password()).isEmpty();
            assertThat(url.fragment()).isNull();
            assertThat(url.encodedPathSegments()).doesNotContain("", ".", "..");
            stays.accept(url);
        });
    }

    private Vertex vertex(String project, String location) {
        return Vertex.of(project, location).transport(transport).token(() -> Token.of("t"));
    }

    private static ChatModel quick(Vertex vertex, String model) {
        return vertex.model(model, it -> it.reasons(false));
    }

    private static void staysAtGoogle(HttpUrl url, int segments) {
        assertThat(url.host()).matches("([a-z0-9-]+-)?aiplatform(\\.(us|eu)\\.rep)?\\.googleapis\\.com");
        assertThat(url.encodedPathSegments()).hasSize(segments);
        assertThat(url.encodedPath()).endsWith(":generateContent");
        assertThat(url.query()).isNull();
    }

    @Test
    void projectsOfGoogle() {
        tryAll("my-project", it -> quick(vertex(it, "global"), "gemini-3.6-flash"), url -> staysAtGoogle(url, 9));
    }

    @Test
    void locationsOfGoogle() {
        tryAll("us-central1", it -> quick(vertex("demo", it), "gemini-3.6-flash"), url -> {
            staysAtGoogle(url, 9);
            assertThat(url.host()).startsWith(url.encodedPathSegments().get(4));
        });
    }

    @Test
    void versionsOfGoogle() {
        tryAll(
                "v1beta1",
                it -> quick(vertex("demo", "global").apiVersion(it), "gemini-3.6-flash"),
                url -> staysAtGoogle(url, 9));
    }

    @Test
    void modelsOfGoogle() {
        tryAll("gemini-3.6-flash", it -> quick(vertex("demo", "global"), it), url -> {
            assertThat(url.host()).isEqualTo("aiplatform.googleapis.com");
            assertThat(url.encodedPath()).startsWith("/v1/projects/demo/locations/global/");
            assertThat(url.query()).isNull();
            assertThat(url.encodedPathSegments()).hasSizeBetween(8, 9);
        });
    }

    @Test
    void endpointsOfGoogle() {
        tryAll(
                "1234567890",
                it -> vertex("demo", "us-central1")
                        .model(
                                "endpoints/" + it,
                                model -> model.family("gemini-2.5-flash").reasons(false)),
                url -> {
                    assertThat(url.host()).isEqualTo("us-central1-aiplatform.googleapis.com");
                    assertThat(url.encodedPath()).startsWith("/v1/projects/demo/locations/us-central1/endpoints/");
                    assertThat(url.encodedPathSegments()).hasSize(7);
                    assertThat(url.query()).isNull();
                });
    }

    @Test
    void regionsOfAmazon() {
        tryAll(
                "us-east-1",
                it -> Bedrock.in(it)
                        .transport(transport)
                        .apiKey("k")
                        .model("amazon.nova-lite-v1:0", model -> model.reasons(false)),
                url -> {
                    assertThat(url.host()).matches("bedrock-runtime\\.[a-z]+(-[a-z]+)+-\\d+\\.amazonaws\\.com");
                    assertThat(url.encodedPath()).isEqualTo("/model/amazon.nova-lite-v1%3A0/converse");
                    assertThat(url.query()).isNull();
                });
    }

    @Test
    void modelsOfAmazon() {
        for (BedrockFormat format : List.of(BedrockFormat.CONVERSE, BedrockFormat.INVOKE)) {
            asked.clear();
            tryAll(
                    "anthropic.claude-sonnet-5",
                    it -> Bedrock.in("us-east-1")
                            .transport(transport)
                            .apiKey("k")
                            .model(
                                    it,
                                    model -> model.format(format)
                                            .family("claude-sonnet-5")
                                            .reasons(false)),
                    url -> {
                        assertThat(url.host()).isEqualTo("bedrock-runtime.us-east-1.amazonaws.com");
                        assertThat(url.encodedPathSegments()).hasSize(3).startsWith("model");
                        assertThat(url.encodedPathSegments().get(1))
                                .matches("[A-Za-z0-9._~-]|([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
                        assertThat(url.query()).isNull();
                    });
        }
    }

    @Test
    void deploymentsAndVersionsOfMicrosoft() {
        Azure azure =
                Azure.at("https://r.openai.azure.com").transport(transport).apiKey("k");
        tryAll(
                "main",
                it -> azure.apiVersion("2024-10-21")
                        .model(
                                it,
                                model -> model.format(AzureFormat.CHAT_COMPLETIONS)
                                        .reasons(false)),
                url -> {
                    assertThat(url.host()).isEqualTo("r.openai.azure.com");
                    assertThat(url.encodedPath()).matches("/openai/deployments/[A-Za-z0-9._-]+/chat/completions");
                    assertThat(url.query()).isEqualTo("api-version=2024-10-21");
                });
        asked.clear();
        tryAll(
                "2024-10-21",
                it -> azure.apiVersion(it)
                        .model(
                                "main",
                                model -> model.format(AzureFormat.CHAT_COMPLETIONS)
                                        .reasons(false)),
                url -> {
                    assertThat(url.host()).isEqualTo("r.openai.azure.com");
                    assertThat(url.encodedPath()).isEqualTo("/openai/deployments/main/chat/completions");
                    assertThat(url.query()).isEqualTo("api-version=2024-10-21");
                });
    }

    /** Two readers of addresses that disagree are how requests get to strangers. */
    @Test
    void endpointsAreWhatOkHttpMakesOfThem() {
        List<String> said = new ArrayList<>();
        askAll("https://r.openai.azure.com", it -> {
            ChatModel model = Azure.at(it)
                    .transport(transport)
                    .apiKey("k")
                    .model(
                            "main",
                            any -> any.format(AzureFormat.CHAT_COMPLETIONS).reasons(false));
            said.add(it.strip());
            return model;
        });

        assertThat(said).hasSameSizeAs(asked);
        for (int i = 0; i < said.size(); i++) {
            HttpUrl url = asked.get(i).url();
            assertThat(url.isHttps()).isTrue();
            assertThat(url.host())
                    .as(said.get(i))
                    .isEqualTo(URI.create(said.get(i)).getHost());
            assertThat(url.encodedPath()).endsWith("/chat/completions");
        }
    }
}
