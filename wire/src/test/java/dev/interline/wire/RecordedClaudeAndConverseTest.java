package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Citation;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded answer of Converse and Messages, by name, with what a caller gets of it. */
class RecordedClaudeAndConverseTest {
    private static final String TABLE = """
        bedrock-converse/langchain-aws-citations-document0-0 | According to the company policy manual, employee | | STOP end_turn | 887+78
        bedrock-converse/langchain-aws-citations-document0-1 | Employees should consult with your manager for d | | STOP end_turn | 975+34
        bedrock-converse/langchain-aws-thinking-v1-0 | ## Setting Up the Problem\\n\\nI need to find the | | STOP end_turn | 46+1293
        bedrock-converse/openinference-should-handle-amazon-nova-models-with-streaming-0 | Photosynthesis is the process by which green pla | | LENGTH max_tokens | 5+100
        bedrock-converse/openinference-should-handle-api-error-scenarios-0 | | | 400 |
        bedrock-converse/openinference-should-handle-basic-converse-api-calls-0 | Hello! As an AI language model, I don't have fee | | STOP end_turn | 13+35
        bedrock-converse/openinference-should-handle-basic-converse-stream-responses-0 | Hello! As an AI language model, I don't have fee | | STOP end_turn | 13+35
        bedrock-converse/openinference-should-handle-inference-config-in-converse-api-0 | Machine learning is a branch of artificial intel | | LENGTH max_tokens | 13+150
        bedrock-converse/openinference-should-handle-mistral-models-with-streaming-0 | ` Silent screens glow,\\n\\nConnecting hearts, worl` | | STOP end_turn | 15+21
        bedrock-converse/openinference-should-handle-multi-modal-content-in-streaming-responses-0 | This image shows a simple, hand-drawn sketch of | | STOP end_turn | 24+230
        bedrock-converse/openinference-should-handle-single-system-prompt-in-converse-api-0 | The capital of France is Paris. | | STOP end_turn | 25+10
        bedrock-converse/openinference-should-handle-streaming-api-errors-gracefully-0 | | | 400 |
        bedrock-converse/openinference-should-handle-streaming-tool-calls-and-responses-0 | I can certainly help you with the weather in San | get_weather{"location": "San Francisco, CA", "unit": "fahrenheit"} | TOOL_CALLS tool_use | 414+114
        bedrock-converse/openinference-should-handle-system-prompt-with-multi-turn-conversation-0 | Alright, here's a joke for you:\\n\\nWhy don't sci | | STOP end_turn | 50+83
        bedrock-converse/openinference-should-handle-system-prompts-with-streaming-responses-0 | The capital of France is Paris. Hope this helps! | | STOP end_turn | 37+14
        bedrock-converse/openinference-should-handle-text-plus-image-content-with-detailed-structure-0 | This image appears to be a handwritten note or m | | LENGTH max_tokens | 17+100
        bedrock-converse/openinference-should-handle-tool-configuration-0 | Certainly! I'd be happy to check the current wea | get_weather{"location":"San Francisco, CA"} | LENGTH max_tokens | 408+100
        bedrock-converse/openinference-should-handle-two-turn-conversation-with-proper-message-indexing-0 | Sure, I'd be happy to tell you a joke! Here's on | | STOP end_turn | 42+57
        bedrock-converse/openinference-testconversestream-test-invoke-tool-message-0 | | top_song{"sign": "WZPZ"} | TOOL_CALLS tool_use | 353+38
        bedrock-converse/openinference-testconversestream-test-invoke-tool-response-message-0 | \\n\\nThe most popular song played on radio statio | | STOP end_turn | 443+23
        bedrock-converse/openllmetry-titan-converse-0 | {ADDRESS} | | CONTENT_FILTER guardrail_intervened | 28+26
        bedrock-converse/openllmetry-titan-converse-stream-0 | Hello, {ADDRESS} is the capital of {ADDRESS}. Wo | | CONTENT_FILTER guardrail_intervened | 28+22
        bedrock-converse/otel-python-converse-stream-with-content-0 | I am here and ready to assist | | LENGTH max_tokens | 8+10
        bedrock-converse/otel-python-converse-stream-with-content-tool-call-0 | <thinking> The User has asked for the current we | get_current_weather{"location":"Seattle"} get_current_weather{"location":"San Francisco"} | TOOL_CALLS tool_use | 415+202
        bedrock-converse/otel-python-converse-stream-with-content-tool-call-1 | <thinking> I have received the weather informati | | STOP end_turn | 565+52
        bedrock-converse/otel-python-converse-stream-with-invalid-model-0 | | | 400 |
        bedrock-converse/otel-python-converse-tool-call-with-content-0 | <thinking> To provide the weather information fo | get_current_weather{"location":"Seattle"} get_current_weather{"location":"San Francisco"} | TOOL_CALLS tool_use | 415+190
        bedrock-converse/otel-python-converse-tool-call-with-content-1 | <thinking> I have received the weather informati | | STOP end_turn | 553+59
        bedrock-converse/otel-python-converse-with-invalid-model-0 | | | 400 |
        bedrock-converse/req-llm-converse-stream-validation-exception-0 | | | validationException |
        anthropic-anthropic/fantasy-testanthropiccommon-claude-sonnet-4-multi-tool-streaming-0 | I'll add and multiply the numbers 2 and 3 for yo | add{"a": 2, "b": 3} multiply{"a": 2, "b": 3} | TOOL_CALLS tool_use | 502+137
        anthropic-anthropic/fantasy-testanthropicobjectgeneration-claude-sonnet-4-simple-object-streaming-0 | | Person{"name": "Alice", "age": 30, "city": "Paris"} | TOOL_CALLS tool_use | 454+67
        anthropic-anthropic/fantasy-testanthropicthinking-claude-sonnet-4-thinking-0 | | weather{"location":"Florence, Italy"} | TOOL_CALLS tool_use | 424+118
        anthropic-anthropic/fantasy-testanthropicthinking-claude-sonnet-4-thinking-1 | The current temperature in Florence, Italy is 40 | | STOP end_turn | 557+46
        anthropic-anthropic/fantasy-testanthropicthinking-claude-sonnet-4-thinking-streaming-0 | | weather{"location": "Florence, Italy"} | TOOL_CALLS tool_use | 424+119
        anthropic-anthropic/fantasy-testanthropicthinking-claude-sonnet-4-thinking-streaming-1 | The current weather in Florence, Italy is 40°C ( | | STOP end_turn | 558+51
        anthropic-anthropic/pydantic-ai-model-name-suggestion-anthropic-0 | | | not_found_error |
        bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-haiku-4-5-simple-streaming-0 | Olá! 👋\\n\\nHow can I help you today? | | STOP end_turn | 16+18
        bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-haiku-4-5-tool-streaming-0 | | weather{"location": "Florence, Italy"} | TOOL_CALLS tool_use | 577+54
        bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-haiku-4-5-tool-streaming-1 | The current weather in Florence, Italy is **40°C | | STOP end_turn | 646+54
        bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-sonnet-4-5-tool-0 | | weather{"location":"Florence,Italy"} | TOOL_CALLS tool_use | 577+53
        bedrock-anthropic/langchaingo-testbedrockanthropictoolcalling-0 | | | 403 |
        bedrock-anthropic/openinference-should-handle-tool-result-responses-0 | Since it's warm and sunny in Paris right now, yo | | LENGTH max_tokens | 364+100
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-simple-0 | Olá! Como posso ajudar você hoje? | | STOP end_turn | 16+16
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-simple-streaming-0 | Olá! Como posso ajudar você hoje? | | STOP end_turn | 16+16
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-tool-0 | I'll get the current weather information for Flo | weather{"location":"Florence,Italy"} | TOOL_CALLS tool_use | 394+68
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-tool-1 | The current weather in Florence, Italy is quite | | STOP end_turn | 476+77
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-tool-streaming-0 | I'll help you check the weather in Florence, Ita | weather{"location": "Florence,Italy"} | TOOL_CALLS tool_use | 394+76
        vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-tool-streaming-1 | Currently, the weather in Florence, Italy is 40 | | STOP end_turn | 484+65
        """;

    @ParameterizedTest
    @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '`', nullValues = "null", emptyValue = "")
    void recordedAnswerIsRead(String name, String text, String calls, String stop, String tokens) {
        Recording recording = Recording.of(name);
        Played played = Told.play(recording);

        if (played.failure() instanceof Refused refused) {
            Refusal refusal = refused.refusal();
            String type = refusal.type().isEmpty()
                    ? refusal.json().path("error").path("type").asText()
                    : refusal.type();
            assertThat(type.isEmpty() ? Integer.toString(recording.status()) : type)
                    .isEqualTo(stop);
            assertThat(refusal.text()).contains("message");
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
        assertThat(played.response().toolCalls()).extracting(ToolCall::id).allMatch(id -> id.startsWith("tool"));
        assertThat(played.response().stopReason().kind() + " "
                        + played.response().stopReason().word())
                .isEqualTo(stop);
        assertThat(played.response().usage().input().orElseThrow() + "+"
                        + played.response().usage().output().orElseThrow())
                .isEqualTo(tokens);
    }

    @Test
    void noRecordingIsLeftOut() {
        Set<String> listed = new TreeSet<>();
        TABLE.lines()
                .forEach(line -> listed.add(line.substring(0, line.indexOf('|')).strip()));

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        Told.all().map(Recording::name).toList());
    }

    @Test
    void signedThoughtsComeBeforeTheAnswer() {
        Played played = Told.play(Recording.of("bedrock-converse/langchain-aws-thinking-v1-0"));

        Thinking thoughts = (Thinking) played.response().message().parts().get(0);
        assertThat(thoughts.text()).startsWith("I need to find the smallest");
        assertThat(thoughts.opaque()).isNotNull();
        assertThat(thoughts.opaque().json()).startsWith("{\"signature\":\"");
    }

    @Test
    void citedTextIsAPartOfItsOwnWhetherStreamedOrNot() {
        Played streamed = Told.play(Recording.of("bedrock-converse/langchain-aws-citations-document0-0"));
        Played whole = Told.play(Recording.of("bedrock-converse/langchain-aws-citations-document0-1"));

        assertThat(streamed.response().message().parts()).hasSize(4);
        Text cited = (Text) streamed.response().message().parts().get(1);
        assertThat(cited.text()).isEqualTo("employees get 20 days annual leave.");
        Citation citation = cited.citations().get(0);
        assertThat(citation.title()).isEqualTo("company_policy");
        assertThat(citation.quote()).startsWith("Company leave policy: Employees get 20 days");
        assertThat(citation.opaque()).isNotNull();
        assertThat(whole.response().message().parts()).hasSize(2).allMatch(part -> part.kind() == Part.Kind.TEXT);
        assertThat(((Text) whole.response().message().parts().get(1)).citations())
                .hasSize(1);
    }

    @Test
    void whatTheVendorSaysBesideTheAnswerIsKept() {
        Played guarded = Told.play(Recording.of("bedrock-converse/openllmetry-titan-converse-stream-0"));
        Played invoked = Told.play(Recording.of(
                "bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-haiku-4-5-tool-streaming-1"));

        assertThat(guarded.response().details()).containsKey("metrics");
        assertThat(guarded.response().details().get("trace")).contains("inputAssessment");
        assertThat(invoked.response().details().get("amazon-bedrock-invocationMetrics"))
                .contains("firstByteLatency");
        assertThat(invoked.response().id()).startsWith("msg_bdrk_");
        assertThat(invoked.response().servedModel()).isEqualTo("claude-haiku-4-5-20251001");
    }
}
