package dev.interline.wire.openai;

import static dev.interline.wire.openai.OpenAiWriting.TOOL;
import static dev.interline.wire.openai.OpenAiWriting.chat;
import static dev.interline.wire.openai.OpenAiWriting.responses;
import static dev.interline.wire.openai.OpenAiWriting.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each setting, for each family that differs. */
class OpenAiOptionsTest {
    private static void everything(ChatRequest.Builder r) {
        r.system("Be brief.")
                .cacheSystem(CacheMark.SHORT)
                .tools(TOOL)
                .options(o -> o.maxOutputTokens(800)
                        .temperature(0.2)
                        .topP(0.9)
                        .topK(40)
                        .presencePenalty(0.1)
                        .frequencyPenalty(0.3)
                        .seed(7)
                        .stopSequences("END")
                        .logProbabilities(3)
                        .verbosity("low")
                        .serviceTier("flex")
                        .user("hash")
                        .cacheKey("tenant-1")
                        .metadata(Map.of("k", "v"))
                        .parallelToolCalls(false));
    }

    @Test
    void everySettingOfAnUnknownFamilyIsSentOverChat() throws Exception {
        Encoded encoded = chat("", OpenAiOptionsTest::everything);

        ObjectNode expected = (ObjectNode) Json.read("""
            {"model":"my-deployment",
            "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],
            "tools":[{"type":"function","function":{"name":"tide","description":"Tells the tide",
            "parameters":{"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}}}],
            "max_completion_tokens":800,"verbosity":"low","stop":["END"],"seed":7,"logprobs":true,"top_logprobs":3,
            "parallel_tool_calls":false,"service_tier":"flex","safety_identifier":"hash",
            "prompt_cache_key":"tenant-1","metadata":{"k":"v"}}""");
        expected.put("temperature", 0.2).put("top_p", 0.9);
        expected.put("presence_penalty", 0.1).put("frequency_penalty", 0.3).put("seed", 7L);
        assertThat(encoded.body()).isEqualTo(expected);
        assertThat(subjects(encoded)).containsExactlyInAnyOrder("topK", "cache");
    }

    @Test
    void everySettingOfAnUnknownFamilyIsSentOverResponses() throws Exception {
        Encoded encoded = responses("", OpenAiOptionsTest::everything);

        ObjectNode expected = (ObjectNode) Json.read("""
            {"model":"my-deployment","instructions":"Be brief.",
            "input":[{"role":"user","content":[{"type":"input_text","text":"Hello"}]}],
            "tools":[{"type":"function","name":"tide","description":"Tells the tide","strict":false,
            "parameters":{"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}}],
            "text":{"verbosity":"low"},"max_output_tokens":800,"top_logprobs":3,"parallel_tool_calls":false,
            "store":false,"include":["reasoning.encrypted_content","message.output_text.logprobs"],
            "service_tier":"flex","safety_identifier":"hash","prompt_cache_key":"tenant-1","metadata":{"k":"v"}}""");
        expected.put("temperature", 0.2).put("top_p", 0.9);
        assertThat(encoded.body()).isEqualTo(expected);
        assertThat(subjects(encoded))
                .containsExactlyInAnyOrder(
                        "topK", "cache", "presencePenalty", "frequencyPenalty", "seed", "stopSequences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o4-mini", "gpt-5-mini", "gpt-5.1", "openai/gpt-5.6-sol", "openai.gpt-6-astra"})
    void modelsThatThinkGetNoSampling(String family) {
        Encoded chat = chat(family, OpenAiOptionsTest::everything);
        Encoded responses = responses(family, OpenAiOptionsTest::everything);
        String[] refused = {"temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "stop"};

        if (!family.contains("gpt-5.6") && !family.contains("gpt-6")) {
            // those two are told not to think, beside tools, and sample again
            assertThat(chat.body().properties()).extracting(Map.Entry::getKey).doesNotContain(refused);
            assertThat(subjects(chat)).contains("temperature", "topP", "logProbabilities");
        }
        assertThat(responses.body().properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain(refused)
                .doesNotContain("top_logprobs");
        assertThat(subjects(responses)).contains("temperature", "topP", "logProbabilities");
    }

    @Test
    void withoutThinkingModelsSampleAgain() {
        Encoded encoded =
                responses("gpt-5.1", r -> r.options(o -> o.effort(Effort.NONE).temperature(0.5)));

        assertThat(encoded.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(encoded.body().path("reasoning").path("effort").asText()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "o3, minimal, low",
        "o4-mini, max, high",
        "gpt-5, none, minimal",
        "gpt-5, max, high",
        "gpt-5-codex, minimal, low",
        "gpt-5-pro, low, high",
        "gpt-5.1, minimal, none",
        "gpt-5.1, max, high",
        "gpt-5.1-codex-max, xhigh, xhigh",
        "gpt-5.4, max, xhigh",
        "gpt-5.6-sol, max, max",
        "gpt-6-astra, max, xhigh",
        "gpt-oss-120b, max, high",
        "'', max, max",
        "gpt-9, thorough, thorough"
    })
    void effortIsSaidInTheFamilysWords(String family, String asked, String sent) {
        Encoded encoded = responses(family, r -> r.options(o -> o.effort(Effort.of(asked))));

        assertThat(encoded.body().path("reasoning").path("effort").asText()).isEqualTo(sent);
        assertThat(encoded.notices()).hasSize(asked.equals(sent) ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4.1-mini", "gpt-chat-latest", "gpt-5-chat", "grok-4.6", "deepseek-v4"})
    void familiesThatTakeNoEffortGetNone(String family) {
        Encoded encoded = responses(family, r -> r.options(o -> o.effort(Effort.HIGH)));

        assertThat(encoded.body().has("reasoning")).isFalse();
        assertThat(subjects(encoded)).contains("reasoning");
    }

    @Test
    void aBudgetBecomesAnEffort() {
        Encoded encoded = responses("gpt-5.1", r -> r.options(o -> o.reasoning(Reasoning.budget(10_000))));

        assertThat(encoded.body().path("reasoning").path("effort").asText()).isEqualTo("high");
        assertThat(subjects(encoded)).containsExactly("budget");
    }

    @Test
    void thoughtsAreShownAsASummary() throws Exception {
        assertThat(responses(
                                "gpt-5.1",
                                r -> r.options(o ->
                                        o.reasoning(Reasoning.of(Effort.LOW).shown())))
                        .body()
                        .path("reasoning"))
                .isEqualTo(Json.read("{\"effort\":\"low\",\"summary\":\"auto\"}"));
    }

    @Test
    void modelsThatDoNotThinkAreNotAskedForSealedThoughts() {
        assertThat(responses("gpt-4o", r -> {}).body().has("include")).isFalse();
        assertThat(responses("llama-4", r -> {}).body().has("include")).isFalse();
        assertThat(responses("gpt-5", r -> {}).body().path("include").toString())
                .contains("encrypted");
        ChatRequest request = ChatRequest.of("Hello");
        Profile profile = Profile.builder(OpenAiWriting.ID).reasons(false).build();
        assertThat(Responses.FORMAT
                        .encode(new Task(request, profile, Responses.FORMAT.origin(profile.id()), true))
                        .body()
                        .has("include"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "none | \"none\" | \"none\"",
                "required | \"required\" | \"required\"",
                "tide | {\"type\":\"function\",\"function\":{\"name\":\"tide\"}} | {\"type\":\"function\",\"name\":\"tide\"}",
                "some | {\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"tide\"}}]}} | {\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":"
                        + "[{\"type\":\"function\",\"name\":\"tide\"}]}"
            })
    void theChoiceOfToolsIsNestedInChatAndFlatInResponses(String choice, String chat, String responses)
            throws Exception {
        ToolChoice wanted = switch (choice) {
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            case "some" -> ToolChoice.anyOf("tide");
            default -> ToolChoice.of(choice);
        };

        assertThat(chat("", r -> r.tools(TOOL).toolChoice(wanted)).body().path("tool_choice"))
                .isEqualTo(Json.read(chat));
        assertThat(responses("", r -> r.tools(TOOL).toolChoice(wanted)).body().path("tool_choice"))
                .isEqualTo(Json.read(responses));
    }

    @Test
    void strictSchemasAreCutToTheSubsetWithANotice() throws Exception {
        String schema = """
            {"type":"object","properties":{"a":{"type":"string","minLength":2},"b":{"type":"integer"}},"required":["a"]}""";
        JsonNode subset = Json.read("""
            {"type":"object","properties":{"a":{"type":"string"},"b":{"type":["integer","null"]}},
            "required":["a","b"],"additionalProperties":false}""");
        Consumer<ChatRequest.Builder> change =
                r -> r.tools(new ToolDefinition("t", "", schema, true)).output(OutputSchema.of("answer", schema));

        Encoded chat = chat("", change);
        Encoded responses = responses("", change);

        assertThat(chat.body().path("response_format").path("json_schema").path("schema"))
                .isEqualTo(subset);
        assertThat(responses.body().path("text").path("format").path("schema")).isEqualTo(subset);
        assertThat(responses.body().path("text").path("format").path("strict").asBoolean())
                .isTrue();
        assertThat(responses.body().path("tools").path(0).path("parameters")).isEqualTo(subset);
        assertThat(responses.body().path("tools").path(0).path("strict").asBoolean())
                .isTrue();
        assertThat(chat.notices()).extracting(Notice::subject).contains("tool t", "the answer");
    }

    @Test
    void oSeriesCallsOneToolAtATime() {
        Encoded encoded = chat("o4-mini", r -> r.tools(TOOL).options(o -> o.parallelToolCalls(true)));

        assertThat(encoded.body().has("parallel_tool_calls")).isFalse();
        assertThat(subjects(encoded)).containsExactly("parallelToolCalls");
    }

    @Test
    void aSchemaThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> responses("", r -> r.tools(ToolDefinition.of("broken", "", "{\"type\":"))))
                .hasMessageContaining("tool broken");
    }

    @Test
    void gpt61TakesItsToolsOverResponsesOnly() {
        assertThatThrownBy(() -> chat("gpt-6.1-sol", r -> r.tools(TOOL)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("Responses");
        assertThat(responses("gpt-6.1-sol", r -> r.tools(TOOL)).body().path("tools"))
                .hasSize(1);
    }
}
