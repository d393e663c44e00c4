package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interline.testing.ScriptedModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final ToolCall FIRST = ToolCall.of("1", "tide", "{}");
    private static final ToolCall SECOND = ToolCall.of("2", "tide", "{\"place\":\"Ostend\"}");

    @Test
    void grows() {
        ScriptedModel model = ScriptedModel.named("azure")
                .says("When sun and moon pull together.")
                .says("When not.");
        Conversation asked = Conversation.EMPTY.system("You know the sea.").plus("What is a spring tide?");
        Conversation answered = asked.plus(model.chat(asked)).plus("And a neap tide?");

        assertThat(model.chat(answered).text()).isEqualTo("When not.");
        ChatRequest last = model.requests().get(1);
        assertThat(last.system()).isEqualTo("You know the sea.");
        assertThat(last.messages())
                .containsExactly(
                        Message.user("What is a spring tide?"),
                        Message.assistant("When sun and moon pull together."),
                        Message.user("And a neap tide?"));
        assertThat(asked.messages()).hasSize(1);
    }

    @Test
    void streamsAndKeepsWhatTheVendorWantsBack() {
        Opaque seal = new Opaque(new Origin("messages", "azure"), "{\"signature\":\"c2ln\"}");
        ScriptedModel model = ScriptedModel.named("azure").says("hi").says("again");
        Conversation talk = Conversation.EMPTY.plus("hello");
        ChatResponse sealed = model.chat(talk).toBuilder()
                .message(Message.assistant(new Thinking("hm", seal), Text.of("hi")))
                .build();
        try (ChatStream stream = model.stream(talk.plus(sealed).plus("well?"))) {
            assertThat(stream.response().text()).isEqualTo("again");
        }
        assertThat(model.requests().get(1).messages().get(1).parts().get(0).opaque())
                .isEqualTo(seal);
    }

    @Test
    void knowsTheCallsThatNobodyAnswered() {
        Conversation waiting = Conversation.EMPTY.plus("When is high tide?").plus(Message.assistant(FIRST, SECOND));
        assertThat(waiting.openCalls()).containsExactly(FIRST, SECOND);
        assertThat(waiting.plus(ToolResult.text(SECOND, "noon")).openCalls()).containsExactly(FIRST);
        Conversation done = waiting.plus(ToolResult.text(SECOND, "noon"), ToolResult.text(FIRST, "one"));
        assertThat(done.openCalls()).isEmpty();
        assertThat(done.messages().get(2).role()).isEqualTo(Role.TOOL);
        assertThat(Conversation.EMPTY.plus("hi").openCalls()).isEmpty();
    }

    @Test
    void asksWithTheSettingsOfAnotherRequest() {
        ToolDefinition tide = ToolDefinition.of("tide", "tells it");
        ChatRequest like = ChatRequest.builder()
                .system("another")
                .user("another")
                .tools(tide)
                .toolChoice(ToolChoice.REQUIRED)
                .output(OutputSchema.of("form", "{}"))
                .maxOutputTokens(7)
                .routing(Routing.avoid("azure"))
                .raw(true)
                .build();
        Conversation talk =
                Conversation.EMPTY.system("ours").cacheSystem(CacheMark.LONG).plus("mine");

        ChatRequest request = talk.request(like);

        assertThat(request.system()).isEqualTo("ours");
        assertThat(request.systemCache()).isEqualTo(CacheMark.LONG);
        assertThat(request.messages()).containsExactly(Message.user("mine"));
        assertThat(request.tools()).containsExactly(tide);
        assertThat(request.toolChoice()).isEqualTo(ToolChoice.REQUIRED);
        assertThat(request.output()).isEqualTo(like.output());
        assertThat(request.options().maxOutputTokens()).isEqualTo(7);
        assertThat(request.routing()).isEqualTo(like.routing());
        assertThat(request.raw()).isTrue();
        assertThat(Conversation.of(request)).isEqualTo(talk).hasSameHashCodeAs(talk);
        assertThat(talk.cacheSystem(null).request().systemCache()).isNull();
    }

    @Test
    void refusesWhatNoModelTakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.EMPTY.plus(Message.assistant("hi")))
                .withMessageContaining("starts with the user, not with ASSISTANT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.of(List.of(Message.assistant("hi"))))
                .withMessageContaining("begin with plus(text)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.EMPTY.plus(" "))
                .withMessageContaining("blank; give it a text");
        assertThatIllegalArgumentException()
                .isThrownBy(Conversation.EMPTY::request)
                .withMessageContaining("add one with user(");
    }

    @Test
    void neverShowsWhatWasSaid() {
        assertThat(Conversation.EMPTY.system("secret").plus("private")).hasToString("Conversation[1 messages]");
    }
}
