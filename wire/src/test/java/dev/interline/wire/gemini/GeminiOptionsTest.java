package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.ModelId;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.error.InvalidException;
import dev.interline.error.UnsupportedException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, tools and schemas, and what becomes of those that Gemini does not take. */
class GeminiOptionsTest {
    private static final String NEW = "gemini-3.6-flash";
    private static final ToolDefinition TOOL = ToolDefinition.of("f", "does it");

    private static Written with(String family, Consumer<Options.Builder> options) {
        return Written.of(ChatRequest.builder().user("q").options(options).build(), family);
    }

    @Test
    void allThatTheFormatKnows() {
        Written written = with(
                NEW,
                o -> o.temperature(0.5)
                        .topP(0.9)
                        .topK(40)
                        .maxOutputTokens(100)
                        .stopSequences("END")
                        .seed(7)
                        .presencePenalty(0.1)
                        .frequencyPenalty(-0.2)
                        .logProbabilities(3)
                        .metadata(Map.of("team", "blue"))
                        .serviceTier("flex"));

        assertThat(written.body()).hasToString("""
                {"contents":[{"role":"user","parts":[{"text":"q"}]}],\
                "generationConfig":{"temperature":0.5,"topP":0.9,"topK":40,"maxOutputTokens":100,\
                "stopSequences":["END"],"seed":7,"presencePenalty":0.1,"frequencyPenalty":-0.2,\
                "responseLogprobs":true,"logprobs":3},"labels":{"team":"blue"},"serviceTier":"flex"}""");
        assertThat(written.notices()).isEmpty();
    }

    @Test
    void whatItDoesNotTakeIsLeftOutWithANotice() {
        Written written = with(
                NEW,
                o -> o.verbosity("low")
                        .user("u1")
                        .parallelToolCalls(false)
                        .cacheKey("group-1")
                        .presencePenalty(2)
                        .seed(1L << 40)
                        .stopSequences("1", "2", "3", "4", "5", "6")
                        .metadata(Map.of("Team", "Blue")));

        assertThat(written.noticed())
                .containsExactlyInAnyOrder(
                        "DROPPED verbosity",
                        "DROPPED user",
                        "DROPPED parallelToolCalls",
                        "DROPPED cacheKey",
                        "MAPPED presencePenalty",
                        "MAPPED seed",
                        "DROPPED stopSequences",
                        "DROPPED metadata");
        assertThat(written.at("/generationConfig/presencePenalty").asDouble()).isLessThan(2);
        assertThat(written.at("/generationConfig/stopSequences")).hasSize(5);
        assertThat(written.body().has("labels")).isFalse();
    }

    @Test
    void logProbabilitiesAreForWholeAnswers() {
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .options(o -> o.logProbabilities(0))
                .build();

        assertThat(Written.of(request, NEW).at("/generationConfig")).hasToString("{\"responseLogprobs\":true}");
        Written streamed = Written.of(request, NEW, true);
        assertThat(streamed.body().has("generationConfig")).isFalse();
        assertThat(streamed.noticed()).containsExactly("DROPPED logProbabilities");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        google/gemini-2.5-pro     | none    | 0     | {"thinkingBudget":128}      | MAPPED effort
        gemini-2.5-pro            | -       | 50    | {"thinkingBudget":128}      | MAPPED budget
        gemini-2.5-pro            | max     | 0     | {"thinkingBudget":32768}    | MAPPED effort
        gemini-2.5-flash          | none    | 0     | {"thinkingBudget":0}        | -
        gemini-2.5-flash          | minimal | 0     | {"thinkingBudget":512}      | MAPPED effort
        gemini-2.5-flash          | low     | 0     | {"thinkingBudget":1024}     | MAPPED effort
        gemini-2.5-flash          | medium  | 0     | {"thinkingBudget":8192}     | MAPPED effort
        gemini-2.5-flash          | high    | 0     | {"thinkingBudget":24576}    | MAPPED effort
        gemini-2.5-flash          | -       | 50    | {"thinkingBudget":50}       | -
        gemini-2.5-flash          | -       | 99999 | {"thinkingBudget":24576}    | MAPPED budget
        gemini-2.5-flash          | low     | 50    | {"thinkingBudget":50}       | DROPPED effort
        gemini-2.5-flash          | dynamic | 0     | {"thinkingBudget":-1}       | -
        gemini-2.5-flash          | odd     | 0     | -                           | DROPPED effort
        gemini-2.5-flash-lite     | -       | 50    | {"thinkingBudget":512}      | MAPPED budget
        gemini-2.5                | none    | 0     | {"thinkingBudget":0}        | -
        gemini-2.0-flash          | high    | 0     | -                           | DROPPED reasoning
        gemini-2.0-flash          | none    | 0     | -                           | -
        gemini-3.1-pro-preview    | minimal | 0     | {"thinkingLevel":"LOW"}     | MAPPED effort
        gemini-3.1-pro-preview    | none    | 0     | {"thinkingLevel":"LOW"}     | MAPPED effort
        gemini-3.1-pro-preview    | medium  | 0     | {"thinkingLevel":"MEDIUM"}  | -
        gemini-3.1-pro-preview    | max     | 0     | {"thinkingLevel":"HIGH"}    | MAPPED effort
        gemini-3.1-pro-preview    | -       | 9000  | {"thinkingLevel":"HIGH"}    | MAPPED budget
        gemini-3.6-flash          | none    | 0     | {"thinkingLevel":"MINIMAL"} | MAPPED effort
        gemini-3.5-flash-lite     | minimal | 0     | {"thinkingLevel":"MINIMAL"} | -
        gemini-3.8-flash          | minimal | 0     | {"thinkingLevel":"LOW"}     | MAPPED effort
        gemini-3.8-flash          | low     | 500   | {"thinkingLevel":"LOW"}     | DROPPED budget
        gemini-4-argon            | -       | 1000  | {"thinkingLevel":"LOW"}     | MAPPED budget
        gemini-4-carbon           | high    | 0     | {"thinkingLevel":"HIGH"}    | -
        ''                        | low     | 0     | {"thinkingLevel":"LOW"}     | -
        ''                        | none    | 0     | {"thinkingBudget":0}        | -
        ''                        | -       | 1000  | {"thinkingBudget":1000}     | -
        something-else            | max     | 0     | {"thinkingLevel":"HIGH"}    | MAPPED effort
        """)
    void thinkingByFamily(String family, String effort, int budget, String config, String notice) {
        Reasoning reasoning = new Reasoning(effort == null ? null : Effort.of(effort), budget, false);
        Written written = with(family, o -> o.reasoning(reasoning));

        assertThat(written.at("/generationConfig/thinkingConfig").toString()).isEqualTo(config == null ? "" : config);
        assertThat(written.noticed()).isEqualTo(notice == null ? List.of() : List.of(notice));
    }

    @Test
    void theVendorsOwnWordGoesThrough() {
        assertThat(GeminiFamily.GEMINI_4.level(Effort.of("xhigh"))).isEqualTo("xhigh");
        assertThat(GeminiFamily.GEMINI_3.level(Effort.of("xhigh"))).isEqualTo("high");
    }

    @Test
    void aCatalogueKnowsTheModelWhereItsFamilySaysLittle() {
        Profile profile = Profile.builder(new ModelId("vertex", "p", "my-deployment"))
                .family("gemini-flash")
                .model("google/gemini-3.5-flash")
                .build();

        assertThat(GeminiFamily.of(profile)).isEqualTo(GeminiFamily.FLASH_3);
        assertThat(GeminiFamily.of(Profile.of(new ModelId("vertex", "p", "gemini-2.5-pro"))))
                .as("a deployment's name says nothing")
                .isEqualTo(GeminiFamily.UNKNOWN);
    }

    @Test
    void cacheMarksAreNotNeededAndANamedCacheHoldsSystemAndTools() {
        Written marked = Written.of(
                ChatRequest.builder()
                        .system("s")
                        .cacheSystem(CacheMark.SHORT)
                        .user("q")
                        .build(),
                NEW);
        assertThat(marked.noticed()).containsExactly("DROPPED cache");

        String name = "projects/p/locations/global/cachedContents/123";
        Written cached = Written.of(
                ChatRequest.builder()
                        .system("s")
                        .user("q")
                        .tools(TOOL)
                        .toolChoice(ToolChoice.REQUIRED)
                        .options(o -> o.cacheKey(name))
                        .build(),
                NEW);
        assertThat(cached.body())
                .hasToString("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]}],\"cachedContent\":\""
                        + name + "\"}");
        assertThat(cached.noticed()).containsExactly("DROPPED system", "DROPPED tools");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        AUTO     |     | false | -
        AUTO     | f   | false | {"mode":"VALIDATED","allowedFunctionNames":["f"]}
        AUTO     |     | true  | {"mode":"VALIDATED"}
        NONE     |     | true  | {"mode":"NONE"}
        REQUIRED |     | false | {"mode":"ANY"}
        REQUIRED | f g | false | {"mode":"ANY","allowedFunctionNames":["f","g"]}
        """)
    void toolChoice(ToolChoice.Mode mode, String names, boolean strict, String config) {
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .tools(new ToolDefinition("f", "", "{}", strict), ToolDefinition.of("g", ""))
                .toolChoice(new ToolChoice(mode, names == null ? List.of() : List.of(names.split(" "))))
                .build();
        Written written = Written.of(request, NEW);

        assertThat(written.at("/toolConfig/functionCallingConfig").toString()).isEqualTo(config == null ? "" : config);
        assertThat(written.at("/tools")).as("all functions in one tool").hasSize(1);
        assertThat(written.at("/tools/0/functionDeclarations")).hasSize(2);
        assertThat(written.at("/tools/0/functionDeclarations/0/parametersJsonSchema"))
                .hasToString("{\"type\":\"object\"}");
    }

    @Test
    void aToolNameMustBeginWithALetter() {
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .tools(ToolDefinition.of("1st", ""))
                .build();

        assertThatThrownBy(() -> Written.of(request, NEW))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'1st'")
                .hasMessageContaining("begin the name with a letter");
    }

    private static final OutputSchema FORM = OutputSchema.of(
            "form", "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":true}");

    @Test
    void schemaForTheAnswer() {
        ChatRequest.Builder request = ChatRequest.builder().user("q").output(FORM);
        Written written = Written.of(request.build(), NEW);
        assertThat(written.at("/generationConfig")).hasToString("""
                {"responseMimeType":"application/json",\
                "responseJsonSchema":{"type":"object","properties":{"a":{"enum":[1]}}}}""");
        assertThat(written.noticed()).containsExactly("DROPPED the answer");

        request.tools(TOOL);
        assertThat(Written.of(request.build(), NEW)
                        .at("/generationConfig/responseMimeType")
                        .asText())
                .as("beside tools from 3 on")
                .isEqualTo("application/json");

        Written old = Written.of(request.system("Be brief.").build(), "gemini-2.5-pro");
        assertThat(old.body().has("generationConfig")).isFalse();
        assertThat(old.at("/systemInstruction/parts/0/text").asText())
                .startsWith("Be brief.\n\n")
                .contains(FORM.schema());
        assertThat(old.noticed()).contains("EMULATED output");

        Written none = Written.of(request.toolChoice(ToolChoice.NONE).build(), "gemini-2.5-pro");
        assertThat(none.body().has("tools")).isFalse();
        assertThat(none.at("/generationConfig").has("responseJsonSchema")).isTrue();

        Written forced = Written.of(request.toolChoice(ToolChoice.REQUIRED).build(), NEW);
        assertThat(forced.body().has("generationConfig")).isFalse();
        assertThat(forced.noticed()).containsExactly("DROPPED output");
    }

    @Test
    void aSchemaThatIsNoneIsRefusedBeforeTheCall() {
        for (String schema : List.of("{not json", "[]")) {
            ChatRequest request = ChatRequest.builder()
                    .user("q")
                    .tools(ToolDefinition.of("f", "", schema))
                    .build();

            assertThatThrownBy(() -> Written.of(request, NEW))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("tool f");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2.5", "gemini", "gemini-", "gemini-99.9-ultra", "gemini-9999999999-pro", "claude-sonnet-5"})
    void familiesOfAllKindsOfNames(String name) {
        Profile.Builder profile = Profile.builder(new ModelId("vertex", "p", "d"));

        assertThat(GeminiFamily.of(
                        name.isEmpty() ? profile.build() : profile.family(name).build()))
                .isEqualTo(GeminiFamily.UNKNOWN);
    }
}
