package dev.interline.examples;

import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Something that a request may hold.
 *
 * @param group the heading that it stands under
 * @param without what a request without it holds besides the question
 * @param whole a request with it
 */
record Feature(
        String group,
        String name,
        Consumer<ChatRequest.Builder> without,
        BiConsumer<ChatRequest.Builder, Dialect> whole) {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"port\":{\"type\":\"string\"}},\"required\":[\"port\"],\"additionalProperties\":false}";
    private static final byte[] BYTES = {1, 2, 3};
    private static final ToolCall CALL = ToolCall.of("call_1", "tide", "{\"port\":\"Cuxhaven\"}");

    private static ToolDefinition tool(String name, boolean strict) {
        return new ToolDefinition(name, "Tells the tide", SCHEMA, strict);
    }

    /** The request without the feature. */
    ChatRequest base() {
        ChatRequest.Builder request = ChatRequest.builder().maxOutputTokens(1_900);
        without.accept(request);
        return request.build();
    }

    /** The request with it. */
    ChatRequest full(Dialect dialect) {
        ChatRequest.Builder request = ChatRequest.builder().maxOutputTokens(1_900);
        whole.accept(request, dialect);
        return request.build();
    }

    private static Feature of(
            String group,
            String name,
            Consumer<ChatRequest.Builder> without,
            BiConsumer<ChatRequest.Builder, Dialect> with) {
        return new Feature(group, name, without, (it, dialect) -> {
            without.accept(it);
            with.accept(it, dialect);
        });
    }

    private static Feature plain(String group, String name, Consumer<ChatRequest.Builder> with) {
        return of(group, name, it -> it.user("Hello"), (it, dialect) -> with.accept(it));
    }

    private static Feature withTools(String name, Consumer<ChatRequest.Builder> with) {
        return of(
                "Tools",
                name,
                it -> it.user("Hello").tools(tool("tide", false), tool("wind", false), tool("fog", false)),
                (it, dialect) -> with.accept(it));
    }

    private static Feature answered(String name, Consumer<ChatRequest.Builder> with) {
        return of("Tools", name, it -> it.user("Hello").tools(tool("tide", false)), (it, dialect) -> with.accept(it));
    }

    private static Feature media(String name, String mimeType, Media.Source source, Media.Type type) {
        return new Feature(
                "Media",
                name,
                it -> it.user("Look"),
                (it, dialect) -> it.user(Text.of("Look"), new Media(type, mimeType, source, null, null)));
    }

    private static Feature file(String name, String mimeType, Media.Type type) {
        return new Feature(
                "Media",
                name,
                it -> it.user("Look"),
                (it, dialect) -> it.user(
                        Text.of("Look"),
                        new Media(
                                type,
                                mimeType,
                                new Media.FileId(dialect.cloud().toLowerCase(Locale.ROOT), "file-1"),
                                null,
                                null)));
    }

    private static Feature option(String name, Consumer<Options.Builder> with) {
        return plain("Settings", name, it -> it.options(with));
    }

    private static Feature thinking(String name, Reasoning reasoning) {
        return plain("Reasoning", name, it -> it.options(o -> o.reasoning(reasoning)));
    }

    private static Consumer<ChatRequest.Builder> result(Part... content) {
        return it -> it.message(Message.assistant(CALL))
                .message(Message.results(new ToolResult(CALL.id(), CALL.name(), List.of(content), false, false, null)));
    }

    /** What the vocabulary has, in its order. */
    static List<Feature> all() {
        Media.Source bytes = new Media.Bytes(BYTES);
        Media.Source url = new Media.Url(URI.create("https://example.com/file"));
        return List.of(
                plain("Conversation", "system prompt", it -> it.system("You know the sea.")),
                plain("Conversation", "earlier turns", it -> it.assistant("Hi.").user("Well?")),
                plain("Tools", "a tool", it -> it.tools(tool("tide", false))),
                plain("Tools", "a strict tool", it -> it.tools(tool("tide", true))),
                withTools("choice: none", it -> it.toolChoice(ToolChoice.NONE)),
                withTools("choice: required", it -> it.toolChoice(ToolChoice.REQUIRED)),
                withTools("choice: one named", it -> it.toolChoice(ToolChoice.of("wind"))),
                withTools("choice: a subset", it -> it.toolChoice(ToolChoice.anyOf("wind", "fog"))),
                withTools("one call at a time", it -> it.options(o -> o.parallelToolCalls(false))),
                answered("call and result", result(Text.of("12:40"))),
                answered(
                        "a result as JSON",
                        it -> it.message(Message.assistant(CALL))
                                .message(Message.results(ToolResult.json(CALL, "{\"at\":\"12:40\"}")))),
                answered("a result with an image", result(Text.of("Map:"), Media.of("image/png", BYTES))),
                answered(
                        "a result that is an error",
                        it -> it.message(Message.assistant(CALL))
                                .message(Message.results(ToolResult.failed(CALL, "no such port")))),
                answered(
                        "arguments that are no JSON",
                        it -> it.message(Message.assistant(ToolCall.of("call_1", "tide", "{\"port\":")))
                                .message(Message.results(ToolResult.failed(CALL, "not understood")))),
                plain("Structured output", "schema for the answer", it -> it.output(OutputSchema.of("tide", SCHEMA))),
                of(
                        "Structured output",
                        "schema beside tools",
                        it -> it.user("Hello").tools(tool("tide", false)),
                        (it, dialect) -> it.output(OutputSchema.of("tide", SCHEMA))),
                media("image as bytes", "image/png", bytes, Media.Type.IMAGE),
                media("image by address", "image/png", url, Media.Type.IMAGE),
                media("image in S3", "image/png", new Media.CloudObject("s3://bucket/a.png"), Media.Type.IMAGE),
                media(
                        "image in Cloud Storage",
                        "image/png",
                        new Media.CloudObject("gs://bucket/a.png"),
                        Media.Type.IMAGE),
                file("image by the vendor's file id", "image/png", Media.Type.IMAGE),
                media("PDF as bytes", "application/pdf", bytes, Media.Type.DOCUMENT),
                media("PDF by address", "application/pdf", url, Media.Type.DOCUMENT),
                file("PDF by the vendor's file id", "application/pdf", Media.Type.DOCUMENT),
                media("text file as bytes", "text/plain", bytes, Media.Type.DOCUMENT),
                media("audio as bytes", "audio/mpeg", bytes, Media.Type.AUDIO),
                media("video as bytes", "video/mp4", bytes, Media.Type.VIDEO),
                thinking("effort none", Reasoning.of(Effort.NONE)),
                thinking("effort minimal", Reasoning.of(Effort.MINIMAL)),
                thinking("effort low", Reasoning.of(Effort.LOW)),
                thinking("effort medium", Reasoning.of(Effort.MEDIUM)),
                thinking("effort high", Reasoning.of(Effort.HIGH)),
                thinking("effort max", Reasoning.of(Effort.MAX)),
                thinking("budget in tokens", Reasoning.budget(1_500)),
                thinking("thoughts shown", new Reasoning(null, 0, true)),
                of(
                        "Caching",
                        "cache up to here: system prompt, 5 minutes",
                        it -> it.system("You know the sea.").user("Hello"),
                        (it, dialect) -> it.cacheSystem(CacheMark.SHORT)),
                new Feature(
                        "Caching",
                        "cache up to here: a turn, 1 hour",
                        it -> it.user("Hello"),
                        (it, dialect) -> it.message(Message.user("Hello").cached(CacheMark.LONG))),
                plain("Caching", "cache key", it -> it.options(o -> o.cacheKey("sea"))),
                option("max output tokens", o -> o.maxOutputTokens(1_800)),
                option("temperature", o -> o.temperature(0.5)),
                option("top-p", o -> o.topP(0.5)),
                option("top-k", o -> o.topK(40)),
                option("stop sequences", o -> o.stopSequences("END")),
                option("presence penalty", o -> o.presencePenalty(0.5)),
                option("frequency penalty", o -> o.frequencyPenalty(0.5)),
                option("seed", o -> o.seed(7)),
                option("log probabilities", o -> o.logProbabilities(3)),
                option("verbosity", o -> o.verbosity("low")),
                option("service tier", o -> o.serviceTier("priority")),
                option("user's id", o -> o.user("u-1")),
                option("metadata", o -> o.metadata(Map.of("team", "search"))),
                of(
                        "Settings",
                        "a field for one provider",
                        it -> it.user("Hello"),
                        (it, dialect) -> it.options(
                                o -> o.extra(dialect.cloud().toLowerCase(Locale.ROOT), Map.of("new_field", 1)))));
    }
}
