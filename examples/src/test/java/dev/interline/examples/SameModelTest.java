package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.Message;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.azure.Azure;
import dev.interline.bedrock.Bedrock;
import dev.interline.route.Router;
import dev.interline.testkit.Asked;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.testkit.Vendor;
import dev.interline.vertex.Vertex;
import dev.interline.wire.auth.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One logical model, asked on each of three clouds under the name that it has there. */
class SameModelTest {
    private static final String ANSWER = "One ticket, three carriers.";
    private static final Path FILE = Path.of("src/main/resources/same-model.yaml");

    private final FakeClouds clouds = FakeClouds.start();

    @BeforeEach
    void answer() {
        for (String prefix : List.of("", "gpt-", "claude-")) {
            clouds.on(prefix + "azure").as(Vendor.AZURE).says(ANSWER);
            clouds.on(prefix + "bedrock").as(Vendor.BEDROCK).says(ANSWER);
            clouds.on(prefix + "vertex").as(Vendor.VERTEX).says(ANSWER);
        }
    }

    @AfterEach
    void stop() {
        clouds.close();
    }

    private Azure azure() {
        return Azure.at(clouds.url("azure")).apiKey("k");
    }

    private Bedrock bedrock() {
        return Bedrock.in("us-east-1").endpoint(clouds.url("bedrock")).apiKey("k");
    }

    private Vertex vertex() {
        return Vertex.of("demo", "global")
                .endpoint(clouds.url("vertex"))
                .token(() -> Token.of("t", Instant.now().plusSeconds(3600)));
    }

    /** Asks, then takes away the cloud that has answered, until none is left. */
    private void askEach(ChatModel model, String... targets) {
        for (String target : targets) {
            ChatResponse response = model.chat("How many carriers?");

            assertThat(response.text()).isEqualTo(ANSWER);
            List<Hop> hops = response.trail().hops();
            assertThat(hops.get(hops.size() - 1).target()).isEqualTo(target);
            clouds.on(target).fails(503);
        }
    }

    private Asked asked(String target) {
        return clouds.on(target).requests().get(0);
    }

    @Test
    void anOpenAiModelSpeaksResponsesOnAllThree() {
        askEach(SameModel.gpt(azure(), bedrock(), vertex()), "azure", "bedrock", "vertex");

        assertThat(asked("azure").path()).isEqualTo("/openai/v1/responses");
        assertThat(asked("azure").body()).contains("\"model\":\"my-gpt-6-luna\"", "\"store\":false");
        assertThat(asked("bedrock").path()).isEqualTo("/openai/v1/responses");
        assertThat(asked("bedrock").body()).contains("\"model\":\"us.openai.gpt-6-luna\"", "\"store\":false");
        assertThat(asked("vertex").path())
                .isEqualTo("/v1/projects/demo/locations/global/publishers/openai/v1/responses");
        assertThat(asked("vertex").body()).contains("\"model\":\"gpt-6-luna\"", "\"store\":false");
    }

    @Test
    void claudeSpeaksMessagesAndConverse() {
        askEach(SameModel.claude(azure(), bedrock(), vertex()), "azure", "bedrock", "vertex");

        assertThat(asked("azure").path()).isEqualTo("/anthropic/v1/messages");
        assertThat(asked("azure").body()).contains("\"model\":\"my-claude\"");
        assertThat(asked("bedrock").path()).isEqualTo("/model/us.anthropic.claude-sonnet-5/converse-stream");
        assertThat(asked("vertex").path())
                .isEqualTo("/v1/projects/demo/locations/global/publishers/anthropic/models/claude-sonnet-5"
                        + ":streamRawPredict");
    }

    @Test
    void theFileSaysTheSame() {
        try (Interline interline = clouds.load(FILE)) {
            askEach(interline.model("gpt"), "gpt-azure", "gpt-bedrock", "gpt-vertex");
            askEach(interline.model("claude"), "claude-azure", "claude-bedrock", "claude-vertex");
        }
        assertThat(asked("gpt-bedrock").path()).isEqualTo("/openai/v1/responses");
        assertThat(asked("claude-bedrock").path()).endsWith("/converse-stream");
    }

    /** The second turn of a conversation, with a tool's result, goes to a cloud that has not seen the first. */
    @Test
    void aConversationMovesOnInTheMiddleOfIt() {
        for (Router model :
                List.of(SameModel.gpt(azure(), bedrock(), vertex()), SameModel.claude(azure(), bedrock(), vertex()))) {
            ToolDefinition weather = ToolDefinition.of("weather", "The weather now");
            clouds.on("azure").plays(Play.says("Let me see.").thinks("Hm.").calls("weather", "{}"));
            ChatRequest first =
                    ChatRequest.builder().user("Sunny?").tools(weather).build();
            ChatResponse call = model.chat(first);
            clouds.on("azure").fails(503);
            ChatResponse answer = model.chat(ChatRequest.builder()
                    .user("Sunny?")
                    .message(call.message())
                    .message(Message.results(ToolResult.text(call.toolCalls().get(0), "rain, 12 degrees")))
                    .tools(weather)
                    .build());

            assertThat(answer.text()).isEqualTo(ANSWER);
            assertThat(answer.model().cloud()).isEqualTo("bedrock");
            assertThat(clouds.on("bedrock").lastRequest().body())
                    .contains("rain, 12 degrees")
                    .contains("weather");
        }
    }
}
