package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Message;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One conversation goes through every dialect there is, each of which thinks, calls a tool and answers. */
class DialectsTest {
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "Tells the tide", """
            {"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}""");

    @Test
    void oneConversationThroughThemAll() {
        List<String> said = new ArrayList<>();
        try (FakeClouds clouds = FakeClouds.start()) {
            ChatRequest.Builder talk = ChatRequest.builder().tools(TIDE).maxOutputTokens(1_900);
            for (Dialect dialect : Dialect.all(clouds)) {
                String turn = dialect.format() + "-" + dialect.cloud() + "-" + dialect.family();
                dialect.fake()
                        .next(
                                Play.empty().thinks("secret of " + turn).calls("tide", "{\"port\":\"" + turn + "\"}"),
                                Play.says("high at " + turn));

                ChatResponse asking =
                        dialect.model().chat(talk.user("question to " + turn).build());
                said.add("question to " + turn);
                ToolCall call = asking.toolCalls().get(0);
                assertThat(call.arguments()).contains(turn);
                talk.message(asking.message()).message(Message.results(ToolResult.text(call, "tide of " + turn)));
                said.add("tide of " + turn);
                ChatResponse answer = dialect.model().chat(talk.build());
                assertThat(answer.text()).isEqualTo("high at " + turn);
                talk.message(answer.message());

                String heard = dialect.fake().lastRequest().body();
                assertThat(heard).contains(said);
                said.add("high at " + turn);
                // what another one thought is nobody's business here
                said.stream()
                        .filter(text -> text.startsWith("high at ") && !text.endsWith(turn))
                        .forEach(text -> assertThat(heard).doesNotContain(text.replace("high at", "secret of")));
            }
        }
        assertThat(said).hasSize(13 * 3);
    }
}
