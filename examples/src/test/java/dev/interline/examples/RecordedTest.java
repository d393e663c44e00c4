package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Interline;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.testkit.Cassette;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of all clouds, recorded and played without a network. */
class RecordedTest {
    private static final String KEY = "a-key-that-nobody-may-read";

    @TempDir
    private Path directory;

    private record Talk(List<ChatEvent.Kind> events, ChatResponse first, ChatResponse second) {}

    @ParameterizedTest
    @ValueSource(strings = {"azure", "bedrock", "vertex"})
    void isPlayedAsItWas(String cloud) throws IOException {
        Path file = directory.resolve(cloud + ".json");
        Talk recorded;
        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = clouds.loader()
                        .deployment(found -> found.with("api-key", KEY))
                        .load(Path.of("src/main/resources/interline.yaml"))) {
            clouds.on(cloud)
                    .accepts(KEY)
                    .next(Play.says("One moment.").thinks("Which chart?").calls("zoom", "{\"factor\":", "2}"))
                    .says("Three bars, of which the green one is the highest.");
            recorded = talk(Cassette.recording(interline.deployment(cloud).model(), file));
            clouds.on(cloud).mustHaveBeenAsked(2);
        }

        Cassette replaying = Cassette.replaying(file);
        Talk played = talk(replaying);

        assertThat(replaying.unplayed()).isZero();
        assertThat(played.events()).isEqualTo(recorded.events()).contains(ChatEvent.Kind.TOOL_CALL_STARTED);
        for (ChatResponse[] pair : List.of(
                new ChatResponse[] {played.first(), recorded.first()},
                new ChatResponse[] {played.second(), recorded.second()})) {
            assertThat(pair[0].message()).isEqualTo(pair[1].message());
            assertThat(pair[0].usage()).isEqualTo(pair[1].usage());
            assertThat(pair[0].stopReason()).isEqualTo(pair[1].stopReason());
            assertThat(pair[0].notices()).isEqualTo(pair[1].notices());
            assertThat(pair[0].model()).isEqualTo(pair[1].model());
            assertThat(pair[0].id()).isEqualTo(pair[1].id());
            assertThat(pair[0].servedModel()).isEqualTo(pair[1].servedModel());
        }
        assertThat(Files.readString(file)).doesNotContainIgnoringCase(KEY, "authorization", "x-api-key");
    }

    /** A streamed question with a picture and a tool, then a whole one that goes on from there. */
    private static Talk talk(ChatModel model) throws IOException {
        ChatRequest question = ChatRequest.builder()
                .system("Look closely.")
                .user(Text.of("What is it?"), Media.of("image/png", Vision.chart()))
                .tools(ToolDefinition.of("zoom", "Enlarges the picture", "{\"type\":\"object\",\"properties\":{}}"))
                .options(it -> it.maxOutputTokens(900)
                        .reasoning(Reasoning.of(Effort.LOW).shown()))
                .build();
        try (ChatStream stream = model.stream(question, CallContext.create())) {
            List<ChatEvent.Kind> kinds = new ArrayList<>();
            stream.forEach(event -> kinds.add(event.kind()));
            ChatResponse first = stream.response();
            ChatRequest next = question.toBuilder()
                    .message(first.message())
                    .message(Message.results(ToolResult.text(first.toolCalls().get(0), "enlarged")))
                    .build();
            return new Talk(kinds, first, model.chat(next));
        }
    }
}
