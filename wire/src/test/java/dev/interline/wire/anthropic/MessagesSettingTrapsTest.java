package dev.interline.wire.anthropic;

import static dev.interline.wire.Wish.body;
import static dev.interline.wire.Wish.notices;
import static dev.interline.wire.anthropic.MessagesTalk.TIDE;
import static dev.interline.wire.anthropic.MessagesTalk.asking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.wire.Told;
import dev.interline.wire.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of the settings and tools of Messages, by model family. */
class MessagesSettingTrapsTest {

    @Test
    void forcedToolsAreRefusedBySomeAndByOthersWhileTheyThink() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .toolChoice(ToolChoice.REQUIRED)
                .options(o -> o.reasoning(Reasoning.budget(2000)))
                .build();

        for (String family : new String[] {"claude-opus-5-5", "claude-fable-5-1", "claude-sonnet-4-5"}) {
            assertThat(body(Messages.FORMAT, request, family).has("tool_choice"))
                    .isFalse();
            assertThat(notices(Messages.FORMAT, request, family)).contains("DROPPED toolChoice");
        }
        for (String family : new String[] {"claude-fable-5", "claude-opus-5", "claude-sonnet-5"}) {
            assertThat(body(Messages.FORMAT, request, family).path("tool_choice"))
                    .isEqualTo(Told.json("{\"type\":\"any\"}"));
        }
    }

    @Test
    void aFormIsAskedForInTheWayTheModelTakes() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .output(OutputSchema.of(
                        "person", "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"))
                .build();

        assertThat(body(Messages.FORMAT, request, "claude-opus-5-5")
                        .path("output_config")
                        .path("format"))
                .isEqualTo(Told.json("""
                                {"type":"json_schema","schema":{"type":"object","properties":{"name":{"type":"string"}},
                                 "additionalProperties":false}}"""));
        ObjectNode byTool = body(Messages.FORMAT, request, "claude-3-5-haiku");
        assertThat(byTool.path("tool_choice").path("name").asText())
                .isEqualTo(byTool.path("tools").path(0).path("name").asText());
        assertThat(notices(Messages.FORMAT, request, "claude-3-5-haiku")).contains("EMULATED output");
    }

    @Test
    void aRecursiveFormIsAskedForInWords() {
        ChatRequest request = ChatRequest.builder()
                .user("Who?")
                .tools(TIDE)
                .toolChoice(ToolChoice.REQUIRED)
                .output(OutputSchema.of("tree", """
                        {"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},
                         "$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}"""))
                .build();

        ObjectNode body = body(Messages.FORMAT, request, "claude-opus-5");

        assertThat(body.has("output_config")).isFalse();
        assertThat(body.path("system").path(0).path("text").asText()).contains("$defs");
    }

    @Test
    void nothingIsSampledThatWasNotAskedFor() {
        ObjectNode plain = body(Messages.FORMAT, ChatRequest.of("hi"), null);
        assertThat(plain.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("model", "max_tokens", "messages");

        ChatRequest set = asking(o -> o.temperature(0.5).topP(0.9).topK(5));
        assertThat(notices(Messages.FORMAT, set, "claude-opus-4-7"))
                .contains("DROPPED temperature", "DROPPED topP", "DROPPED topK");
        ObjectNode both = body(Messages.FORMAT, set, "claude-haiku-4-5");
        assertThat(both.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(both.has("top_p")).isFalse();
        assertThat(notices(Messages.FORMAT, set, "claude-haiku-4-5")).contains("DROPPED topP");
        assertThat(body(Messages.FORMAT, set, null).path("top_p").asDouble()).isEqualTo(0.9);
    }

    @Test
    void withABudgetNothingIsSampled() {
        ChatRequest set = asking(o -> o.temperature(0.5).topK(5).reasoning(Reasoning.budget(2000)));

        ObjectNode body = body(Messages.FORMAT, set, "claude-sonnet-4-5");

        assertThat(body.path("thinking")).isEqualTo(Told.json("{\"type\":\"enabled\",\"budget_tokens\":2000}"));
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.has("top_k")).isFalse();
    }

    @Test
    void aBudgetStaysBelowTheCapAndAboveTheLeast() {
        ObjectNode small = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(4000).reasoning(Reasoning.budget(100))),
                "claude-sonnet-4-5");
        ObjectNode large = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(4000).reasoning(Reasoning.budget(9000))),
                "claude-sonnet-4-5");
        ObjectNode none = body(
                Messages.FORMAT,
                asking(o -> o.maxOutputTokens(500).reasoning(Reasoning.budget(2000))),
                "claude-sonnet-4-5");
        ObjectNode unset =
                body(Messages.FORMAT, asking(o -> o.reasoning(Reasoning.budget(40_000))), "claude-sonnet-4-5");

        assertThat(small.path("thinking").path("budget_tokens").asInt()).isEqualTo(1024);
        assertThat(large.path("thinking").path("budget_tokens").asInt()).isEqualTo(3999);
        assertThat(none.has("thinking")).isFalse();
        assertThat(unset.path("max_tokens").asInt()).isEqualTo(48_192);
        assertThat(unset.path("thinking").path("budget_tokens").asInt()).isEqualTo(40_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            - | high | {"type":"adaptive"} | high
            claude-3-5-sonnet | high | - | -
            claude-3-7-sonnet | medium | {"type":"enabled","budget_tokens":8192} | -
            claude-opus-4-1 | none | {"type":"disabled"} | -
            claude-opus-4-5-20251101 | max | {"type":"enabled","budget_tokens":24576} | high
            claude-sonnet-4-6 | minimal | {"type":"adaptive"} | low
            claude-opus-4-8 | xhigh | {"type":"adaptive"} | xhigh
            anthropic/claude-sonnet-5 | none | {"type":"disabled"} | -
            claude-opus-5-5 | none | - | low
            claude-sonnet-5-5 | none | {"type":"between_tools"} | low
            claude-fable-5 | max | {"type":"adaptive"} | max
            claude-opus-7 | none | - | low
            """)
    void eachGenerationThinksInItsOwnWay(String family, String effort, String thinking, String word) {
        ObjectNode body = body(Messages.FORMAT, asking(o -> o.effort(Effort.of(effort))), family);

        assertThat(body.get("thinking")).isEqualTo(thinking == null ? null : Told.json(thinking));
        assertThat(body.path("output_config").path("effort").asText(null)).isEqualTo(word);
    }

    @Test
    void budgetsBecomeEffortWhereTheyAreRefused() {
        ChatRequest request = asking(o -> o.reasoning(Reasoning.budget(4000).shown()));

        ObjectNode body = body(Messages.FORMAT, request, "claude-opus-4-8");

        assertThat(body.path("thinking")).isEqualTo(Told.json("{\"type\":\"adaptive\",\"display\":\"summarized\"}"));
        assertThat(body.path("output_config").path("effort").asText()).isEqualTo("medium");
        assertThat(notices(Messages.FORMAT, request, "claude-opus-4-8")).contains("MAPPED budget");
    }

    @Test
    void theCapIsAlwaysSent() {
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), null)
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(32_768);
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), "claude-opus-4-1")
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(32_000);
        assertThat(body(Messages.FORMAT, ChatRequest.of("hi"), "claude-3-haiku")
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(4_096);
        assertThat(Wish.encode(
                                Messages.FORMAT,
                                ChatRequest.of("hi"),
                                Wish.target(null).toBuilder().reasons(false).build(),
                                true)
                        .body()
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(8_192);
        assertThat(notices(Messages.FORMAT, ChatRequest.of("hi"), null)).containsExactly("DEFAULTED maxOutputTokens");
    }

    @Test
    void parallelCallsAreSwitchedInTheToolChoice() {
        ChatRequest request = ChatRequest.builder()
                .user("hi")
                .tools(TIDE)
                .options(o -> o.parallelToolCalls(false))
                .build();

        assertThat(body(Messages.FORMAT, request, null).path("tool_choice"))
                .isEqualTo(Told.json("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
    }

    @Test
    void strictToolsKeepWithinTheSubset() {
        ToolDefinition strict = new ToolDefinition("book", "", """
                {"type":"object","properties":{"seats":{"type":"integer","minimum":1,"description":"How many"},
                 "mail":{"type":"string","format":"email"},"tag":{"type":"string","format":"color"}}}""", true);
        ChatRequest request = ChatRequest.builder().user("hi").tools(strict).build();

        JsonNode tool =
                body(Messages.FORMAT, request, "claude-opus-5").path("tools").path(0);

        assertThat(tool.path("strict").asBoolean()).isTrue();
        assertThat(tool.path("input_schema")).isEqualTo(Told.json("""
                                {"type":"object","properties":{
                                 "seats":{"type":"integer","description":"How many (minimum: 1)"},
                                 "mail":{"type":"string","format":"email"},
                                 "tag":{"type":"string","description":"(format: \\"color\\")"}},
                                 "additionalProperties":false}"""));
        assertThat(body(Messages.FORMAT, request, "claude-3-7-sonnet").findValue("strict"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"priority", "flex", "default"})
    void tiersOfOthersAreLeftOut(String tier) {
        ChatRequest request = asking(o -> o.serviceTier(tier).user("u-1").seed(7));

        ObjectNode body = body(Messages.FORMAT, request, null);

        assertThat(body.has("service_tier")).isFalse();
        assertThat(body.path("metadata").path("user_id").asText()).isEqualTo("u-1");
        assertThat(notices(Messages.FORMAT, request, null)).contains("DROPPED serviceTier", "DROPPED seed");
    }
}
