package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularyTest {

    static Stream<Arguments> bad() {
        ToolDefinition weather = ToolDefinition.of("weather", "tells the weather");
        return Stream.of(
                bad("no message", () -> ChatRequest.builder().build(), "add one with user("),
                bad("blank prompt", () -> ChatRequest.of(" \n"), "blank; give it a text"),
                bad(
                        "assistant first",
                        () -> ChatRequest.builder().assistant("hi").build(),
                        "begin the messages with user("),
                bad(
                        "results first",
                        () -> ChatRequest.builder()
                                .message(Message.results(ToolResult.text(ToolCall.of("1", "weather", "{}"), "fine")))
                                .build(),
                        "starts with the user, not with TOOL"),
                bad("no parts", () -> Message.user(new Part[0]), "needs at least one part"),
                bad(
                        "user with a tool call",
                        () -> Message.user(ToolCall.of("1", "weather", "{}")),
                        "a USER message cannot hold a TOOL_CALL"),
                bad(
                        "user with a result",
                        () -> Message.user(ToolResult.text(ToolCall.of("1", "weather", "{}"), "fine")),
                        "use Message.results("),
                bad(
                        "two tools of one name",
                        () -> request().tools(weather, weather).build(),
                        "rename one"),
                bad("bad tool name", () -> ToolDefinition.of("get weather", ""), "letters, digits, '_' and '-'"),
                bad("long tool name", () -> ToolDefinition.of("x".repeat(65), ""), "1 to 64"),
                bad("blank parameters", () -> ToolDefinition.of("weather", "", " "), "give a JSON Schema"),
                bad(
                        "choice of an unknown tool",
                        () -> request()
                                .tools(weather)
                                .toolChoice(ToolChoice.of("wether"))
                                .build(),
                        "names 'wether', which is not among the tools [weather]"),
                bad(
                        "choice without tools",
                        () -> request().toolChoice(ToolChoice.REQUIRED).build(),
                        "requires a tool, but none is offered"),
                bad(
                        "no choice with names",
                        () -> new ToolChoice(ToolChoice.Mode.NONE, List.of("weather")),
                        "allows no tool, but names [weather]"),
                bad("cap of zero", () -> request().maxOutputTokens(0), "maxOutputTokens must be at least 1, not 0"),
                bad("negative cap", () -> request().maxOutputTokens(-5), "not -5"),
                bad("hot", () -> options().temperature(2.1), "temperature must lie between 0"),
                bad("no number", () -> options().temperature(Double.NaN), "not NaN"),
                bad("topP", () -> options().topP(-0.1), "topP must lie between 0"),
                bad("topK", () -> options().topK(0), "topK must be at least 1"),
                bad("presence", () -> options().presencePenalty(3), "presencePenalty must lie between -2"),
                bad("frequency", () -> options().frequencyPenalty(-3), "frequencyPenalty"),
                bad("log probabilities", () -> options().logProbabilities(21), "logProbabilities must lie between 0"),
                bad("empty stop sequence", () -> options().stopSequences("a", ""), "leave it out"),
                bad("blank word", () -> options().serviceTier(" "), "serviceTier is blank; leave it out"),
                bad("blank verbosity", () -> options().verbosity(""), "verbosity is blank"),
                bad("blank user", () -> options().user(""), "user is blank"),
                bad("blank cache key", () -> options().cacheKey(""), "cacheKey is blank"),
                bad("negative thinking", () -> Reasoning.budget(-1), "above zero: -1"),
                bad("thinking of zero", () -> Reasoning.budget(0), "above zero: 0"),
                bad("blank effort", () -> Effort.of(" "), "low, medium or high"),
                bad("blank cloud", () -> new ModelId("", "", "gpt"), "name of its cloud"),
                bad("blank deployment", () -> new ModelId("azure", "", " "), "deployment or model id that azure knows"),
                bad("blank family", () -> profile().family(""), "family is blank; leave it out"),
                bad(
                        "window of zero",
                        () -> profile().contextWindow(0),
                        "contextWindow is a number of tokens above zero"),
                bad("negative output", () -> profile().maxOutput(-1), "maxOutput"),
                bad("no limit", () -> CallContext.within(Duration.ZERO), "above zero"),
                bad("negative limit", () -> CallContext.create().child(Duration.ofSeconds(-1)), "above zero"),
                bad("no media type", () -> Media.of("png", new byte[1]), "write it like image/png"),
                bad("url of a file", () -> Media.of("image/png", URI.create("file:/tmp/x")), "https:// or http://"),
                bad("url without scheme", () -> Media.of("image/png", URI.create("example.com/x")), "not null"),
                bad("no cloud object", () -> new Media.CloudObject("bucket/name"), "gs://bucket/name"),
                bad("cache mark", () -> new CacheMark(Duration.ZERO), "above zero"),
                bad("schema name", () -> OutputSchema.of("a b", "{}"), "letters, digits"),
                bad("blank schema", () -> OutputSchema.of("answer", ""), "give a JSON Schema"),
                bad(
                        "result of a result",
                        () -> new ToolResult("1", "weather", List.of(new Refusal("no", null)), false, false, null),
                        "holds text and media, not REFUSAL"));
    }

    private static Arguments bad(String name, ThrowingCallable call, String says) {
        return Arguments.of(name, call, says);
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder().user("hello");
    }

    private static Options.Builder options() {
        return Options.builder();
    }

    private static Profile.Builder profile() {
        return Profile.builder(new ModelId("azure", "", "gpt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badInputIsRefusedInWordsThatHelp(String name, ThrowingCallable call, String says) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(says);
    }

    @Test
    void limitsThemselvesAreAllowed() {
        assertThatCode(() -> options()
                        .maxOutputTokens(1)
                        .temperature(0)
                        .temperature(2)
                        .topP(1)
                        .topK(1)
                        .presencePenalty(-2)
                        .frequencyPenalty(2)
                        .logProbabilities(20)
                        .build())
                .doesNotThrowAnyException();
        assertThatCode(() -> ToolDefinition.of("x".repeat(64), "")).doesNotThrowAnyException();
    }

    @Test
    void nothingQuotesTheConversationInLogs() {
        String secret = "the launch code is 0000";
        ToolCall call = ToolCall.of("1", "launch", "{\"code\":\"" + secret + "\"}");
        ChatRequest request = ChatRequest.builder()
                .system(secret)
                .user(secret)
                .message(
                        Message.assistant(Text.of(secret), new Thinking(secret, null), new Refusal(secret, null), call))
                .message(Message.results(ToolResult.text(call, secret)))
                .build();
        Message message = request.messages().get(1);
        ChatResponse response = ChatResponse.builder(new ModelId("azure", "", "gpt"))
                .message(message)
                .raw(new ChatResponse.Raw(200, Map.of(), secret))
                .build();
        assertThat(request + " " + request.messages() + " " + response + response.raw())
                .doesNotContain("launch code");
        assertThat(List.of(
                        new ChatEvent.TextDelta(secret),
                        new ChatEvent.ThinkingDelta(secret),
                        new ChatEvent.ToolCallDelta("1", secret),
                        new ChatEvent.PartDone(call),
                        new ChatEvent.Finished(response),
                        new Opaque(new Origin("format", "resource"), secret)))
                .asString()
                .doesNotContain("launch code");
    }

    @Test
    void whatIsGivenIsCopied() {
        java.util.ArrayList<Part> parts = new java.util.ArrayList<>(List.of(Text.of("hello")));
        Message message = new Message(Role.USER, parts, null);
        parts.clear();
        assertThat(message.parts()).hasSize(1);
        byte[] content = {1, 2};
        Media.Bytes bytes = new Media.Bytes(content);
        content[0] = 9;
        bytes.toByteArray()[1] = 9;
        assertThat(bytes.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void requestsAndOptionsAreChangedByCopy() {
        ChatRequest base = request().options(o -> o.temperature(0.2)).build();
        ChatRequest changed =
                base.toBuilder().assistant("hi").user("more").maxOutputTokens(5).build();
        assertThat(base.messages()).hasSize(1);
        assertThat(base.options().maxOutputTokens()).isNull();
        assertThat(changed.messages()).hasSize(3);
        assertThat(changed.options().temperature()).isEqualTo(0.2);
        assertThat(changed.options())
                .isEqualTo(base.options().toBuilder().maxOutputTokens(5).build());
    }

    @Test
    void unknownUsageIsNeverZero() {
        assertThat(Usage.UNKNOWN.input()).isEmpty();
        assertThat(Usage.UNKNOWN.isKnown()).isFalse();
        assertThat(Usage.UNKNOWN.total()).isEmpty();
        Usage some = Usage.builder().input(10).cachedInput(4).build();
        assertThat(some.total()).isEmpty();
        Usage sum = some.plus(Usage.of(5, 7)).plus(Usage.UNKNOWN);
        assertThat(sum.input()).hasValue(15);
        assertThat(sum.output()).hasValue(7);
        assertThat(sum.cachedInput()).hasValue(4);
        assertThat(sum.reasoning()).isEmpty();
        assertThat(Usage.UNKNOWN).hasToString("Usage[unknown]");
        assertThat(some).hasToString("Usage[input=10, cached=4]");
    }

    @Test
    void textOfAMessageIsItsTextAlone() {
        Message message = Message.assistant(
                new Thinking("hm", null), Text.of("hello "), ToolCall.of("1", "weather", "{}"), Text.of("there"));
        assertThat(message.text()).isEqualTo("hello there");
        assertThat(message.toolCalls()).extracting(ToolCall::name).containsExactly("weather");
        assertThat(Message.assistant(new Part[0]).text()).isEmpty();
    }
}
