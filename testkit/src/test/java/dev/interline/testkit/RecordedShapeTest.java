package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FakeClouds says to a recorded request has the shape of what the real cloud said. */
class RecordedShapeTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What single clouds or regions add for their own use, and what repeats the request's tools. */
    private static final Set<String> LEFT_OUT = Set.of(
            "latency_checkpoint",
            "protected_material_code",
            "billing",
            "tools[]",
            ".description",
            ".response.output[].summary");

    @ParameterizedTest
    @CsvSource({
        "azure, azure-chat, text",
        "azure, azure-responses, text thinking",
        "bedrock, bedrock-responses, text",
        "vertex, vertex-messages-tool, tool",
        "bedrock, bedrock-converse-tool, tool",
        "vertex, vertex-gemini, text",
    })
    void aWholeAnswerHasAllThatARecordedOneHas(String target, String file, String play) throws IOException {
        Recorded recorded = Recorded.read(file);

        Caller.Heard heard = ask(target, recorded, play);

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.header("content-type")).isEqualTo(recorded.contentType());
        assertThat(Told.paths(Told.json(heard.text())))
                .containsAll(known(Told.json(recorded.body().utf8())));
    }

    @ParameterizedTest
    @CsvSource({
        "azure, azure-chat-stream, text",
        "azure, azure-responses-stream, text",
        "azure, azure-responses-stream-thinking-tool, thinking tool",
        "vertex, vertex-messages-stream-tool, text tool",
        "bedrock, bedrock-invoke-stream-tool, tool",
        "bedrock, bedrock-converse-stream-tool, text tool",
    })
    void aStreamTellsTheSameKindsOfEventsInTheSameOrder(String target, String file, String play) throws IOException {
        Recorded recorded = Recorded.read(file);

        Caller.Heard heard = ask(target, recorded, play);

        List<Told> theirs = Told.stream(recorded.contentType(), recorded.body());
        if (!play.contains("thinking")) {
            theirs.removeIf(event -> event.kind().endsWith(" reasoning"));
        }
        List<Told> ours = Told.stream(Objects.requireNonNull(heard.header("content-type")), heard.body());
        assertThat(heard.header("content-type")).isEqualTo(recorded.contentType());
        assertThat(Told.kinds(ours)).isEqualTo(Told.kinds(theirs));
        comparePaths(ours, theirs);
    }

    @Test
    void aStreamOfGeminiEndsWithFinishAndUsageOnly() throws IOException {
        Recorded recorded = Recorded.read("vertex-gemini-stream");

        Caller.Heard heard = ask("vertex", recorded, "text");

        assertThat(heard.text()).contains("}\r\n\r\ndata: ");
        List<Told> ours = Told.stream("text/event-stream", heard.body());
        assertThat(Told.kinds(ours)).containsExactly("text", "finish");
        comparePaths(ours, Told.stream("text/event-stream", recorded.body()).subList(0, 1));
        assertThat(ours.get(0).json().path("usageMetadata").size()).isEqualTo(1);
        assertThat(Told.paths(ours.get(ours.size() - 1).json()))
                .containsAll(
                        Told.paths(
                                Told.json(
                                        "{\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1,\"totalTokenCount\":2,"
                                                + "\"trafficType\":\"\",\"promptTokensDetails\":[{\"modality\":\"\",\"tokenCount\":1}]}}")));
    }

    @Test
    void aToolCallOfChatCompletionsComesInFragmentsWithItsNameOnce() throws IOException {
        Recorded recorded = Recorded.read("azure-chat-stream-tool");

        List<Told> ours =
                Told.stream("text/event-stream", ask("azure", recorded, "tool").body());

        List<Told> theirs = Told.stream("text/event-stream", recorded.body());
        // The real cloud gives the role with the start of the call when there is no text.
        assertThat(Told.kinds(ours)).containsExactly("filter", "role", "call", "finish", "usage", "[DONE]");
        assertThat(Told.kinds(theirs)).containsExactly("filter", "call", "finish", "usage", "[DONE]");
        comparePaths(ours, theirs.subList(2, theirs.size()));
    }

    private static Caller.Heard ask(String target, Recorded recorded, String what) {
        Play play = what.contains("text") ? Play.says("Olá! Tudo bem?") : Play.empty();
        if (what.contains("thinking")) {
            play = play.thinks("A greeting is enough.");
        }
        if (what.contains("tool")) {
            play = play.calls("weather", "{\"loc", "ation\":\"Florence\"}");
        }
        if (recorded.file().equals("vertex-messages-tool") || recorded.file().equals("bedrock-converse-tool")) {
            play = Play.says("Let me look.").calls("weather", "{\"location\":\"Florence\"}");
        }
        if (recorded.file().equals("vertex-gemini")) {
            play = play.uses(new Counts(9, 26, 24, 0));
        }
        try (FakeClouds clouds = FakeClouds.start();
                Caller caller = new Caller()) {
            clouds.on(target).plays(play);
            return caller.post(clouds.url(target) + recorded.path(), recorded.request());
        }
    }

    private static void comparePaths(List<Told> ours, List<Told> theirs) {
        TreeMap<String, TreeSet<String>> said = new TreeMap<>();
        ours.forEach(event ->
                said.computeIfAbsent(event.kind(), kind -> new TreeSet<>()).addAll(Told.paths(event.json())));
        for (Told event : theirs) {
            assertThat(said.get(event.kind())).as(event.kind()).containsAll(known(event.json()));
        }
    }

    private static Set<String> known(JsonNode json) {
        TreeSet<String> paths = Told.paths(json);
        paths.removeIf(path -> LEFT_OUT.stream().anyMatch(path::contains));
        return paths;
    }

    private record Recorded(String file, String path, String request, String contentType, ByteString body) {

        static Recorded read(String file) throws IOException {
            try (InputStream in = Objects.requireNonNull(
                    RecordedShapeTest.class.getResourceAsStream("/recorded/" + file + ".json"))) {
                JsonNode json = MAPPER.readTree(in);
                JsonNode response = json.path("response");
                ByteString body = response.has("bodyBase64")
                        ? Caller.base64(response.path("bodyBase64").asText())
                        : ByteString.encodeUtf8(response.path("body").asText());
                return new Recorded(
                        file,
                        json.path("request").path("path").asText(),
                        json.path("request").path("body").toString(),
                        response.path("headers").path("content-type").asText(),
                        body);
            }
        }
    }
}
