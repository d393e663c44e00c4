package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ToolCall;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Refused;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded answer in the two formats of OpenAI, by name, with what a caller gets of it. */
class OpenAiRecordingsTest {
    private static final String TABLE = """
        azure-openai-chat/ai-azure-model-router-1-chunks-0 | Capital of Denmark. | | STOP stop | 15+78
        azure-openai-chat/azure-sdk-for-go-content-filter-400 | | | content_filter |
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-simple-0 | Olá! | | STOP stop | 19+76
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-simple-streaming-0 | Oi! | | STOP stop | 19+76
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-tool-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS tool_calls | 145+26
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-tool-1 | Current temperature in Florence, Italy: 40 °C (104 °F).\\n\\nThat’s quite hot | | STOP stop | 176+339
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-tool-streaming-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS tool_calls | 145+154
        azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-tool-streaming-1 | Right now in Florence it's about 40 °C (104 °F) — very hot. | | STOP stop | 176+192
        azure-openai-chat/fantasy-testazurecommon-azure-o4-mini-simple-streaming-0 | Oi! | | STOP stop | 19+149
        azure-openai-chat/fantasy-testazurecommon-azure-o4-mini-tool-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS tool_calls | 64+151
        azure-openai-chat/fantasy-testazurecommon-azure-o4-mini-tool-1 | The current temperature in Florence, Italy is 40°C. | | STOP stop | 92+25
        azure-openai-chat/openllmetry-chat-reasoning-1 | | | DeploymentNotFound |
        bedrock-openai-chat/pydantic-ai-safeguard-chat-routing-0 | SAFE | | STOP stop | 72+56
        openai-openai-chat/fantasy-testopenaicommon-openai-gpt-5-multi-tool-streaming-0 | | add{"a": 2, "b": 3} multiply{"a": 2, "b": 3} | TOOL_CALLS tool_calls | 190+379
        openai-openai-chat/fantasy-testopenaicommon-openai-gpt-5-multi-tool-streaming-1 | Addition: 2 + 3 = 5\\nMultiplication: 2 × 3 = 6 | | STOP stop | 262+25
        openai-openai-chat/fantasy-testopenaiobjectgeneration-openai-gpt-4o-mini-complex-object-0 | {"author":{"name":"J.R.R. Tolkien" | | STOP stop | 160+43
        openai-openai-chat/openinference-testinputvalueimagehiding-test-input-value-hides-regular-url-images-0 | | | invalid_image_url |
        openai-openai-chat/openinference-testlm-test-exception-event-recorded-on-lm-error-0 | | | invalid_api_key |
        openai-openai-chat/otel-python-chat-completion-404-0 | | | model_not_found |
        openai-openai-chat/otel-python-chat-completion-multiple-choices-0 | This is a test. How can I assist you further? | | STOP stop | 12+24
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-simple-0 | Oi! (Também pode usar "Olá!") | | STOP completed | 19+164
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-simple-streaming-0 | Olá! | | STOP completed | 19+208
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS completed | 63+81
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-1 | Current temperature in Florence, Italy: 40°C (104°F). | | STOP completed | 92+223
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-streaming-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS completed | 63+101
        azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-streaming-1 | Right now in Florence, Italy it’s 40°C | | STOP completed | 92+230
        azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-think-cf1fae-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS completed | 63+139
        azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS completed | 63+113
        azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-1 | Current temperature in Florence, Italy: 40°C (104°F). That's very hot | | STOP completed | 92+322
        bedrock-openai-responses/pydantic-ai-native-output-0 | {"city":"Paris","country":"France"} | | STOP completed | 44+16
        openai-openai-responses/ai-openai-error-1-0 | | | insufficient_quota |
        openai-openai-responses/fantasy-testopenairesponsescommon-openai-gpt-5-multi-tool-streaming-0 | | add{"a":2,"b":3} multiply{"a":2,"b":3} | TOOL_CALLS completed | 109+223
        openai-openai-responses/fantasy-testopenairesponsesobjectgeneration-openai-gpt-5-simple-obje-c174ac-0 | {"age":30,"city":"Paris","name":"Alice"} | | STOP completed | 80+314
        openai-openai-responses/otel-python-responses-create-api-error-content-mode0-0 | | | model_not_found |
        openai-openai-responses/otel-python-responses-create-streaming-content-mode0-0 | This is a test. | | STOP completed | 22+6
        openai-openai-responses/ruby-llm-real-error-scenarios-openai-gpt-5-nano-handles-context-lengt-deae7c-0 | | | context_length_exceeded |
        """;

    @ParameterizedTest
    @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '`', nullValues = "null", emptyValue = "")
    void recordedAnswerIsRead(String name, String text, String calls, String stop, String tokens) {
        Recording recording = Recording.of(name);
        Played played = Voice.play(recording);

        if (played.failure() instanceof Refused refused) {
            assertThat(recording.status()).isGreaterThanOrEqualTo(400);
            assertThat(refused.refusal().json().path("error").path("code").asText())
                    .isEqualTo(stop);
            return;
        }
        assertThat(recording.status()).isEqualTo(200);
        assertThat(played.failure()).isNull();
        assertThat(played.response().text()).startsWith(text == null ? "" : text.replace("\\n", "\n"));
        assertThat(played.response().text().isEmpty()).isEqualTo(text == null);
        assertThat(played.response().toolCalls().stream()
                        .map(call -> call.name() + call.arguments())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(calls == null ? "" : calls);
        assertThat(played.response().toolCalls()).allMatch(call -> call.problem() == null);
        assertThat(played.response().toolCalls()).extracting(ToolCall::id).allMatch(id -> id.startsWith("call_"));
        assertThat(played.response().stopReason().kind() + " "
                        + played.response().stopReason().word())
                .isEqualTo(stop);
        assertThat(played.response().usage().input().orElseThrow() + "+"
                        + played.response().usage().output().orElseThrow())
                .isEqualTo(tokens);
        assertThat(played.response().id()).isNotEmpty();
        assertThat(played.response().servedModel()).isNotEmpty();
    }

    @Test
    void noRecordingIsLeftOut() {
        Set<String> listed = new TreeSet<>();
        TABLE.lines()
                .forEach(line -> listed.add(line.substring(0, line.indexOf('|')).strip()));

        List<String> recorded = Voice.all().map(Recording::name).toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(recorded);
    }

    @Test
    void thoughtsOfOpenModelsComeBeforeTheAnswer() {
        Played played = Voice.play(Recording.of("bedrock-openai-chat/pydantic-ai-safeguard-chat-routing-0"));

        assertThat(played.response().message().parts().get(0).toString()).isEqualTo("Thinking[195 characters]");
    }

    @Test
    void sealedThoughtsAreReadWithTheirSummary() {
        Played played = Voice.play(
                Recording.of(
                        "azure-openai-responses/fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-think-cf1fae-0"));

        assertThat(played.response().message().parts())
                .extracting(Object::toString)
                .first()
                .isEqualTo("Thinking[463 characters, sealed]");
        assertThat(played.response().usage().reasoning()).hasValue(64);
    }

    @Test
    void filterVerdictsAreKept() {
        Played chat = Voice.play(
                Recording.of("azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-simple-streaming-0"));
        Played responses = Voice.play(
                Recording.of("azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-simple-0"));

        assertThat(chat.response().details()).containsKeys("prompt_filter_results", "content_filter_results");
        assertThat(responses.response().details().get("content_filters")).contains("protected_material_code");
        assertThat(responses.response().details()).containsEntry("service_tier", "\"default\"");
    }
}
