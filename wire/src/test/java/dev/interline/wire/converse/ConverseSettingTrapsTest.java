package dev.interline.wire.converse;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.Wish.notices;
import static dev.interline.wire.converse.ConverseTalk.TIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of Converse's settings and tools, by model family. */
class ConverseSettingTrapsTest {

    @Test
    void anEmptyDescriptionIsLeftOut() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(ToolDefinition.of("now", ""))
                .build();

        assertThat(body(Converse.FORMAT, request, null).toString()).doesNotContain("description");
    }

    @Test
    void temperatureAboveOneIsClamped() {
        ChatRequest hot = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(1.7))
                .build();

        for (String family : new String[] {null, "claude-haiku-4-5", "llama-4-scout"}) {
            assertThat(body(Converse.FORMAT, hot, family)
                            .path("inferenceConfig")
                            .path("temperature")
                            .asDouble())
                    .isEqualTo(1);
            assertThat(notices(Converse.FORMAT, hot, family)).contains("MAPPED temperature");
        }
    }

    @Test
    void nothingIsSampledThatWasNotAskedFor() {
        ObjectNode plain = body(Converse.FORMAT, ChatRequest.of("hi"), null);
        ChatRequest set = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(0.5).topP(0.5).topK(40))
                .build();

        assertThat(plain.path("inferenceConfig").properties()).hasSize(1);
        for (String family : new String[] {"claude-opus-4-7", "claude-opus-5-5", "gpt-5.6", "gpt-6-sol"}) {
            ObjectNode body = body(Converse.FORMAT, set, family);
            assertThat(body.path("inferenceConfig").properties()).hasSize(1);
            assertThat(notices(Converse.FORMAT, set, family))
                    .contains("DROPPED temperature", "DROPPED topP", "DROPPED topK");
        }
    }

    @Test
    void zeroIsAValue() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.temperature(0).topP(0))
                .build();

        JsonNode config = body(Converse.FORMAT, request, null).path("inferenceConfig");
        assertThat(config.path("topP").asDouble(-1)).isZero();
        assertThat(config.path("temperature").asDouble(-1)).isZero();
    }

    @Test
    void anUnknownModelGetsWhatWasAskedFor() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .toolChoice(ToolChoice.of("tide"))
                .options(o -> o.effort(Effort.HIGH).temperature(0.3))
                .build();

        ObjectNode body = body(Converse.FORMAT, request, "brand-new-model");

        assertThat(body.path("toolConfig")
                        .path("toolChoice")
                        .path("tool")
                        .path("name")
                        .asText())
                .isEqualTo("tide");
        assertThat(body.path("outputConfig").path("effort").asText()).isEqualTo("high");
        assertThat(body.path("inferenceConfig").path("temperature").asDouble()).isEqualTo(0.3);
    }

    @Test
    void effortIsASiblingOfThinking() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.effort(Effort.MAX))
                .build();

        assertThat(body(Converse.FORMAT, request, "claude-opus-4-6").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gpt-6-sol | minimal | {"reasoning":{"effort":"none"}}
            gpt-5.6 | xhigh | {"reasoning":{"effort":"xhigh"}}
            gpt-oss-120b | none | {"reasoning_effort":"low"}
            nova-2-lite | medium | {"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}
            nova-2-lite | none | {"reasoningConfig":{"type":"disabled"}}
            qwen3-32b | medium | {"reasoning_config":"low"}
            claude-sonnet-4-5 | low | {"thinking":{"type":"enabled","budget_tokens":2048}}
            claude-opus-5-5 | none | {"output_config":{"effort":"low"}}
            claude-opus-5 | none | {"thinking":{"type":"disabled"}}
            claude-opus-4-6 | xhigh | {"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}
            """)
    void eachMakerHasItsOwnWordForReasoning(String family, String effort, String fields) {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.effort(Effort.of(effort)))
                .build();

        assertThat(body(Converse.FORMAT, request, family).path("additionalModelRequestFields"))
                .isEqualTo(Told.json(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-4-scout", "nova-pro", "mistral-large-3", "deepseek-r1"})
    void othersCannotBeToldToReason(String family) {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .options(o -> o.reasoning(Reasoning.budget(4000)))
                .build();

        assertThat(body(Converse.FORMAT, request, family).has("additionalModelRequestFields"))
                .isFalse();
        assertThat(notices(Converse.FORMAT, request, family)).contains("DROPPED reasoning");
    }

    @Test
    void topKHasADifferentPlaceForEachMaker() {
        ChatRequest request =
                ChatRequest.builder().user("hi").options(o -> o.topK(40)).build();

        assertThat(body(Converse.FORMAT, request, "claude-haiku-4-5").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"top_k\":40}"));
        assertThat(body(Converse.FORMAT, request, "nova-lite").path("additionalModelRequestFields"))
                .isEqualTo(Told.json("{\"inferenceConfig\":{\"topK\":40}}"));
        assertThat(notices(Converse.FORMAT, request, null)).contains("DROPPED topK");
    }

    @Test
    void whatMayBeForcedDependsOnTheModel() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE, ToolDefinition.of("now", "The time"))
                .toolChoice(ToolChoice.of("tide"))
                .build();

        JsonNode llama = body(Converse.FORMAT, request, "llama-4-scout").path("toolConfig");
        JsonNode mistral = body(Converse.FORMAT, request, "mistral-large-3").path("toolConfig");
        JsonNode always = body(Converse.FORMAT, request, "claude-sonnet-5-5").path("toolConfig");
        JsonNode claude = body(Converse.FORMAT, request, "claude-sonnet-4-6").path("toolConfig");

        assertThat(llama.has("toolChoice")).isFalse();
        assertThat(mistral.path("toolChoice")).isEqualTo(Told.json("{\"any\":{}}"));
        assertThat(mistral.path("tools")).hasSize(1);
        assertThat(always.has("toolChoice")).isFalse();
        assertThat(claude.path("toolChoice")).isEqualTo(Told.json("{\"tool\":{\"name\":\"tide\"}}"));
        assertThat(claude.path("tools")).hasSize(2);
        assertThatThrownBy(() -> body(Converse.FORMAT, request, "deepseek-r1"))
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    void someModelsKeepToASchemaAndOthersAreHelped() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .output(OutputSchema.of("person", """
                        {"type":"object","properties":{"age":{"type":"integer","minimum":0}},"required":["age"]}"""))
                .build();

        ObjectNode setting = body(Converse.FORMAT, request, "claude-sonnet-4-5");
        ObjectNode tool = body(Converse.FORMAT, request, "claude-opus-4-8");
        ObjectNode words = body(Converse.FORMAT, request, "claude-opus-5-5");

        JsonNode schema = setting.path("outputConfig")
                .path("textFormat")
                .path("structure")
                .path("jsonSchema");
        assertThat(Told.json(schema.path("schema").asText())).isEqualTo(Told.json("""
                        {"type":"object","properties":{"age":{"type":"integer","description":"(minimum: 0)"}},
                         "required":["age"],"additionalProperties":false}"""));
        assertThat(tool.path("toolConfig")
                        .path("toolChoice")
                        .path("tool")
                        .path("name")
                        .asText())
                .isEqualTo(tool.findValue("toolSpec").path("name").asText());
        assertThat(words.path("system").path(0).path("text").asText()).contains("\"minimum\":0");
        assertThat(notices(Converse.FORMAT, request, "claude-opus-5-5")).contains("EMULATED output");
    }
}
