package dev.interline.wire;

import dev.interline.CacheMark;
import dev.interline.ChatRequest;
import dev.interline.Citation;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.Refusal;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Conversations of every shape, the same for the same seed. Each text is unlike any other, so that none can hide. */
final class Conversations {
    private final WireFormat format;
    private final Random random;
    private final List<String> texts = new ArrayList<>();
    private int count;

    private Conversations(WireFormat format, long seed) {
        this.format = format;
        this.random = new Random(seed);
    }

    /**
     * A conversation.
     *
     * @param texts what people, model and tools said in it, which must not be lost
     */
    record Conversation(ChatRequest request, List<String> texts) {}

    static Conversation of(WireFormat format, long seed) {
        Conversations made = new Conversations(format, seed);
        return new Conversation(made.request(), made.texts);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Text text() {
        if (chance(5)) {
            return Text.of(one(List.of("", " ", "\n")));
        }
        String words =
                "<" + ++count + one(List.of(" plain", " Zürich 東京", " 👋🏽", " \"quoted\"\\", " tab\tand\nline")) + ">";
        texts.add(words);
        return Text.of(words);
    }

    private Media media() {
        byte[] bytes = {1, 2, 3};
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> Media.of("image/png", bytes);
            case 4, 5, 6 -> Media.of("application/pdf", bytes).named(one(List.of("a.b.pdf", "résumé (1).pdf", "..")));
            case 7 -> Media.of("text/plain; charset=utf-8", bytes);
            case 8 -> Media.of("audio/mpeg", bytes);
            case 9 -> Media.of("video/mp4", bytes);
            case 10 ->
                new Media(Media.Type.IMAGE, "image/png", new Media.CloudObject("s3://a-bucket/key.png"), null, null);
            default -> Media.of("image/tiff", bytes);
        };
    }

    private Opaque opaque(String json) {
        return chance(50) ? Wish.own(format, json) : Wish.foreign(json);
    }

    /** What the format's own servers attach to thoughts. */
    private Opaque signature() {
        return opaque(
                switch (format.name()) {
                    case "openai-responses" ->
                        "{\"id\":\"rs_%d\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"c2ln\"}"
                                .formatted(++count);
                    case "gemini" -> "{\"thoughtSignature\":\"c2ln\"}";
                    default -> "{\"signature\":\"c2ln\"}";
                });
    }

    /** What they attach to a citation. */
    private Opaque location() {
        return opaque(format.name().equals("anthropic-messages") ? """
                        {"type":"char_location","cited_text":"t","document_index":0,"document_title":"t",
                        "start_char_index":0,"end_char_index":1}""" : "{\"title\":\"t\"}");
    }

    private ChatRequest request() {
        ChatRequest.Builder request = ChatRequest.builder().message(cached(Message.user(Text.of(first()))));
        if (chance(60)) {
            String system = "<" + ++count + " system>";
            texts.add(system);
            request.system(system);
        }
        if (chance(30)) {
            request.cacheSystem(one(List.of(CacheMark.SHORT, CacheMark.LONG)));
        }
        List<ToolDefinition> tools = tools();
        request.tools(tools.toArray(new ToolDefinition[0]));
        if (!tools.isEmpty()) {
            request.toolChoice(one(List.of(
                    ToolChoice.AUTO,
                    ToolChoice.NONE,
                    ToolChoice.REQUIRED,
                    ToolChoice.of(tools.get(0).name()),
                    ToolChoice.anyOf(tools.get(tools.size() - 1).name()))));
        }
        for (int turns = random.nextInt(6); turns > 0; turns--) {
            turn(request);
        }
        if (chance(90)) {
            request.message(Message.user(Text.of(first())));
        }
        if (chance(20)) {
            request.output(OutputSchema.of(
                    "form", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3}}}"));
        }
        return request.options(options()).build();
    }

    private String first() {
        String words = "<" + ++count + " asked>";
        texts.add(words);
        return words;
    }

    private Message cached(Message message) {
        return chance(30) ? message.cached(one(List.of(CacheMark.SHORT, CacheMark.LONG))) : message;
    }

    private List<ToolDefinition> tools() {
        List<ToolDefinition> tools = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tools.add(new ToolDefinition(
                    "tool-" + i,
                    chance(50) ? "" : "what it does",
                    "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}}}",
                    chance(50)));
        }
        return tools;
    }

    private void turn(ChatRequest.Builder request) {
        switch (random.nextInt(4)) {
            case 0 -> {
                List<Part> parts = new ArrayList<>(List.of(text()));
                if (chance(40)) {
                    parts.add(media());
                }
                if (chance(10)) {
                    parts.add(new Part.Foreign("elsewhere", Wish.foreign("{\"x\":1}")));
                }
                request.message(cached(new Message(Role.USER, parts, null)));
            }
            case 1 -> request.message(cached(new Message(Role.ASSISTANT, said(), null)));
            default -> calls(request);
        }
    }

    private List<Part> said() {
        List<Part> parts = new ArrayList<>();
        if (chance(40)) {
            parts.add(new Thinking(chance(50) ? "thoughts" : "", chance(30) ? null : signature()));
        }
        if (chance(70)) {
            Text text = text();
            List<Citation> citations =
                    chance(20) ? List.of(new Citation("t", null, null, -1, -1, location())) : List.of();
            parts.add(new Text(text.text(), citations, null));
        }
        if (chance(10)) {
            String words = "<" + ++count + " refused>";
            texts.add(words);
            parts.add(new Refusal(words, null));
        }
        if (chance(10)) {
            parts.add(media());
        }
        return parts;
    }

    private void calls(ChatRequest.Builder request) {
        List<Part> parts = said();
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ToolCall call = new ToolCall(
                    one(List.of(
                            "toolu_" + ++count, "call_0", "id with spaces/" + ++count, "x".repeat(64), "é" + count)),
                    one(List.of("tool-1", "made up!", "n".repeat(80))),
                    one(List.of("{}", "", "{\"n\":1.50}", "{\"n\":", "[1]", "null")),
                    null,
                    chance(20) ? Wish.foreign("{\"thoughtSignature\":\"x\"}") : null);
            calls.add(call);
            parts.add(call);
        }
        request.message(new Message(Role.ASSISTANT, parts, null));
        List<Part> results = new ArrayList<>();
        for (ToolCall call : calls) {
            if (chance(80)) {
                List<Part> content = new ArrayList<>();
                if (chance(80)) {
                    content.add(text());
                }
                if (chance(20)) {
                    content.add(media());
                }
                results.add(new ToolResult(call.id(), call.name(), content, chance(10), chance(20), null));
            }
        }
        if (chance(10)) {
            results.add(new ToolResult("nobody's", "tool-1", List.of(text()), false, false, null));
        }
        if (!results.isEmpty()) {
            request.message(cached(new Message(Role.TOOL, results, null)));
        }
    }

    private Options options() {
        Options.Builder options = Options.builder();
        if (chance(40)) {
            options.maxOutputTokens(one(List.of(1, 800, 5_000, 200_000)));
        }
        if (chance(30)) {
            options.temperature(random.nextDouble() * 2);
        }
        if (chance(30)) {
            options.topP(random.nextDouble());
        }
        if (chance(20)) {
            options.topK(40);
        }
        if (chance(20)) {
            options.stopSequences("END", "\n");
        }
        if (chance(40)) {
            options.reasoning(one(List.of(
                    Reasoning.of(
                            one(List.of(Effort.NONE, Effort.MINIMAL, Effort.MEDIUM, Effort.of("xhigh"), Effort.MAX))),
                    Reasoning.budget(one(List.of(10, 2_000, 90_000))),
                    new Reasoning(null, 0, true))));
        }
        if (chance(20)) {
            options.serviceTier(
                    one(List.of("priority", "auto", format.name().startsWith("openai") ? "flex" : "standard")));
        }
        if (chance(20)) {
            options.metadata(Map.of("team", "search", "bad key!", "x", "ok", ""));
        }
        if (chance(20)) {
            options.seed(1)
                    .user("u")
                    .cacheKey("k")
                    .verbosity("low")
                    .logProbabilities(2)
                    .presencePenalty(1);
        }
        if (chance(20)) {
            options.parallelToolCalls(chance(50));
        }
        return options.build();
    }
}
