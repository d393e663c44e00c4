package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting, in every format, for every family: it is in the request, or a notice says what became of it. */
class NothingIsDroppedInSilenceTest {
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "High water today");
    private static final ToolDefinition WIND = ToolDefinition.of("wind", "Wind now");
    private static final String FORM = """
            {"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""";

    private static final Map<WireFormat, List<String>> FAMILIES = Map.of(
            ChatCompletions.FORMAT,
            List.of(
                    "",
                    "gpt-4o",
                    "gpt-chat-latest",
                    "o4-mini",
                    "gpt-5",
                    "gpt-5-pro",
                    "gpt-5.1",
                    "gpt-5.2",
                    "gpt-5.4",
                    "gpt-5.6-sol",
                    "gpt-6-astra",
                    "gpt-6.1-sol",
                    "gpt-oss-20b",
                    "deepseek-v4",
                    "grok-4.6",
                    "llama-4",
                    "mistral-large",
                    "gpt-9"),
            Responses.FORMAT,
            List.of(
                    "",
                    "gpt-4o",
                    "gpt-chat-latest",
                    "o4-mini",
                    "gpt-5",
                    "gpt-5-pro",
                    "gpt-5.1",
                    "gpt-5.4",
                    "gpt-5.6-sol",
                    "gpt-6-astra",
                    "gpt-6.1-sol",
                    "gpt-oss-20b",
                    "deepseek-v4",
                    "grok-4.6",
                    "llama-4"),
            Messages.FORMAT,
            List.of(
                    "",
                    "claude-3-haiku",
                    "claude-3-5-sonnet",
                    "claude-sonnet-4",
                    "claude-opus-4-1",
                    "claude-sonnet-4-5",
                    "claude-opus-4-5",
                    "claude-opus-4-6",
                    "claude-opus-4-7",
                    "claude-opus-5",
                    "claude-fable-5",
                    "claude-sonnet-5-5",
                    "claude-opus-5-5"),
            Converse.FORMAT,
            List.of(
                    "",
                    "claude-3-haiku",
                    "claude-sonnet-4-5",
                    "claude-opus-4-6",
                    "claude-opus-5",
                    "claude-opus-5-5",
                    "nova-lite",
                    "nova-2-lite",
                    "gpt-6-sol",
                    "gpt-oss-20b",
                    "llama4-maverick",
                    "mistral-large-3",
                    "qwen3-32b",
                    "kimi-k2",
                    "deepseek-r1",
                    "palmyra-x5"),
            GenerateContent.FORMAT,
            List.of(
                    "",
                    "gemini-2.0-flash",
                    "gemini-2.5-flash",
                    "gemini-2.5-flash-lite",
                    "gemini-2.5-pro",
                    "gemini-3.1-pro-preview",
                    "gemini-3.6-flash",
                    "gemini-3.8-flash",
                    "gemini-4-hydrogen"));

    /** By the subject of the notice. */
    private static final Map<String, Consumer<ChatRequest.Builder>> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("maxOutputTokens", r -> r.maxOutputTokens(5_000));
        SETTINGS.put("temperature", r -> r.options(o -> o.temperature(0.3)));
        SETTINGS.put("topP", r -> r.options(o -> o.topP(0.4)));
        SETTINGS.put("topK", r -> r.options(o -> o.topK(17)));
        SETTINGS.put("presencePenalty", r -> r.options(o -> o.presencePenalty(0.2)));
        SETTINGS.put("frequencyPenalty", r -> r.options(o -> o.frequencyPenalty(0.2)));
        SETTINGS.put("seed", r -> r.options(o -> o.seed(7)));
        SETTINGS.put("stopSequences", r -> r.options(o -> o.stopSequences("END")));
        SETTINGS.put("logProbabilities", r -> r.options(o -> o.logProbabilities(2)));
        SETTINGS.put("verbosity", r -> r.options(o -> o.verbosity("low")));
        SETTINGS.put("serviceTier", r -> r.options(o -> o.serviceTier("priority")));
        SETTINGS.put("user", r -> r.options(o -> o.user("u-1")));
        SETTINGS.put("cacheKey", r -> r.options(o -> o.cacheKey("group")));
        SETTINGS.put("metadata", r -> r.options(o -> o.metadata(Map.of("team", "blue"))));
        SETTINGS.put("reasoning|effort", r -> r.options(o -> o.effort(Effort.HIGH)));
        SETTINGS.put("reasoning|budget|effort", r -> r.options(o -> o.reasoning(Reasoning.budget(3_000))));
        SETTINGS.put(
                "thinking|reasoning|effort",
                r -> r.options(o -> o.reasoning(Reasoning.of(Effort.LOW).shown())));
        SETTINGS.put("cache", r -> r.system("Be brief.").cacheSystem(CacheMark.SHORT));
        SETTINGS.put("output|the answer", r -> r.output(OutputSchema.of("form", FORM)));
        SETTINGS.put("parallelToolCalls", r -> r.tools(TIDE).options(o -> o.parallelToolCalls(false)));
        SETTINGS.put("toolChoice", r -> r.tools(TIDE, WIND).toolChoice(ToolChoice.REQUIRED));
        SETTINGS.put("toolChoice ", r -> r.tools(TIDE, WIND).toolChoice(ToolChoice.of("tide")));
        SETTINGS.put("toolChoice  ", r -> r.tools(TIDE, WIND).toolChoice(ToolChoice.anyOf("tide")));
        SETTINGS.put("toolChoice   ", r -> r.tools(TIDE, WIND).toolChoice(ToolChoice.NONE));
        SETTINGS.put(
                "tool tide", r -> r.tools(new ToolDefinition("tide", "High water today", TIDE.parameters(), true)));
    }

    static Stream<Arguments> all() {
        return FAMILIES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(family -> Arguments.of(named(entry.getKey()), family)));
    }

    private static Object named(WireFormat format) {
        return org.junit.jupiter.api.Named.of(format.name(), format);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void aSettingIsSentOrToldOf(WireFormat format, String family) {
        for (String setting : SETTINGS.keySet()) {
            for (boolean streaming : new boolean[] {false, true}) {
                check(format, family, setting, streaming);
            }
        }
    }

    private static void check(WireFormat format, String family, String setting, boolean streaming) {
        Consumer<ChatRequest.Builder> set = SETTINGS.get(setting);
        Encoded with;
        Encoded without;
        try {
            with = encode(format, family, streaming, set);
            without = encode(format, family, streaming, r -> unset(setting, r));
        } catch (UnsupportedException e) {
            // said before anything is sent
            return;
        }

        boolean told = with.notices().stream()
                .anyMatch(notice -> List.of(setting.strip().split("\\|")).contains(notice.subject()));
        assertThat(told || !with.body().equals(without.body()))
                .as("%s, streamed: %s: %s with the notices %s", setting, streaming, with.body(), with.notices())
                .isTrue();
    }

    /** The request without the setting, but with what it stands beside. */
    private static void unset(String setting, ChatRequest.Builder request) {
        switch (setting.strip()) {
            case "cache" -> request.system("Be brief.");
            case "parallelToolCalls", "tool tide" -> request.tools(TIDE);
            case "toolChoice" -> request.tools(TIDE, WIND);
            default -> {}
        }
    }

    private static Encoded encode(
            WireFormat format, String family, boolean streaming, Consumer<ChatRequest.Builder> change) {
        ChatRequest.Builder request = ChatRequest.builder().user("Hello");
        change.accept(request);
        Profile profile = Profile.builder(Played.MODEL)
                .family(family.isEmpty() ? null : family)
                .build();
        Encoded encoded = format.encode(new Task(request.build(), profile, format.origin(Played.MODEL), streaming));
        ObjectNode body = encoded.body();
        assertThat(body).isNotNull();
        return encoded;
    }
}
