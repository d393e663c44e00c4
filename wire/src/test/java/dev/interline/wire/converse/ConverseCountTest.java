package dev.interline.wire.converse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.ToolDefinition;
import dev.interline.wire.Adjust;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import dev.interline.wire.ServiceModel;
import dev.interline.wire.Task;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is sent for a count, against AWS's own description of the operation. */
class ConverseCountTest {
    private static final Profile PROFILE = Profile.builder(
                    new ModelId("bedrock", "us-east-1", "anthropic.claude-sonnet-4-20250514-v1:0"))
            .model("claude-sonnet-4")
            .reasons(false)
            .build();

    private static Outgoing counted(Adjust form) {
        ChatRequest request = ChatRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .tools(ToolDefinition.of("now", "the time"))
                .options(o -> o.maxOutputTokens(100).temperature(0.5).topK(3))
                .build();
        Task task = new Task(request, PROFILE, Converse.FORMAT.origin(PROFILE.id()), false);
        Outgoing outgoing =
                new Outgoing("POST", "", Converse.FORMAT.encode(task).body(), PROFILE, CallContext.create(), false);
        form.accept(outgoing);
        return outgoing;
    }

    @Test
    void ofConverseIsValid() {
        Outgoing outgoing = counted(ConverseCount.CONVERSE);

        assertThat(ServiceModel.wrongWithCountTokens(outgoing.body())).isEmpty();
        assertThat(outgoing.body().at("/input/converse").has("inferenceConfig")).isFalse();
        assertThat(outgoing.body().at("/input/converse/toolConfig/tools")).hasSize(1);
    }

    @Test
    void ofInvokeHoldsTheWholeBodyInBase64() throws IOException {
        byte[] sent = counted(ConverseCount.INVOKE).bytes();

        byte[] inner =
                Json.read(sent, 0, sent.length).at("/input/invokeModel/body").binaryValue();
        assertThat(Json.read(inner, 0, inner.length)
                        .at("/inferenceConfig/maxTokens")
                        .asInt())
                .isEqualTo(100);
    }
}
