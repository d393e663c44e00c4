package dev.interline;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Conversations of every shape with parts of every kind, the same for the same seed. */
final class AnyHistory {
    private static final List<String> WORDS = List.of(
            "",
            " ",
            "plain",
            "Zürich 東京",
            "👋🏽",
            "\"quoted\"\\",
            "tab\tand\nline\u0000\u2028",
            "half \ud83d",
            "\udc4b",
            "</s>");

    private final Random random;
    private int count;

    private AnyHistory(long seed) {
        this.random = new Random(seed);
    }

    /** One that need not be one that a model would take: calls may lack results, and results calls. */
    static Conversation wild(long seed) {
        AnyHistory made = new AnyHistory(seed);
        List<Message> messages = new ArrayList<>();
        if (made.chance(95)) {
            messages.add(made.cached(made.asked()));
        }
        for (int more = messages.isEmpty() ? 0 : made.random.nextInt(8); more > 0; more--) {
            messages.add(made.cached(
                    switch (made.random.nextInt(3)) {
                        case 0 -> made.asked();
                        case 1 -> made.said(made.random.nextInt(3));
                        default -> made.results(List.of(made.call(), made.call()));
                    }));
        }
        return made.framed(Conversation.of(messages));
    }

    /**
     * One as a program has it with a model: questions, answers, tools in between, every call answered.
     *
     * @param turns how many questions; the last one may be unanswered
     */
    static Conversation tidy(long seed, int turns) {
        AnyHistory made = new AnyHistory(seed);
        List<Message> messages = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            messages.add(made.cached(Message.user("question " + ++made.count + " ".repeat(made.random.nextInt(60)))));
            if (made.chance(10)) {
                messages.add(Message.user("and another " + ++made.count));
            }
            for (int step = made.random.nextInt(3); step > 0; step--) {
                Message calls = made.said(1 + made.random.nextInt(3));
                messages.add(calls);
                List<ToolCall> open = calls.toolCalls();
                if (open.size() > 1 && made.chance(30)) {
                    messages.add(made.cached(made.results(open.subList(0, 1))));
                    open = open.subList(1, open.size());
                }
                messages.add(made.cached(made.results(open)));
            }
            if (turn < turns - 1 || made.chance(50)) {
                messages.add(made.cached(made.said(0)));
            }
        }
        return made.framed(Conversation.of(messages));
    }

    private Conversation framed(Conversation conversation) {
        Conversation framed = chance(60) ? conversation.system("system " + ++count) : conversation;
        return chance(30) ? framed.cacheSystem(mark()) : framed;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Message cached(Message message) {
        return chance(20) ? message.cached(mark()) : message;
    }

    private CacheMark mark() {
        return one(
                List.of(CacheMark.SHORT, CacheMark.LONG, new CacheMark(Duration.ofNanos(1 + random.nextInt(1 << 30)))));
    }

    private String words() {
        return one(WORDS) + ++count;
    }

    private @Nullable String maybe() {
        return chance(50) ? null : words();
    }

    private @Nullable Opaque opaque() {
        return chance(60)
                ? null
                : new Opaque(
                        new Origin(one(List.of("gemini", "", "é")), words()),
                        one(List.of("{\"b\": 1.50, \"a\":1e400}", "null", "not JSON \ud800", "[\"\\ud83d\"]")));
    }

    private Message asked() {
        List<Part> parts = new ArrayList<>(List.of(text()));
        for (int more = random.nextInt(3); more > 0; more--) {
            parts.add(one(List.of(text(), media(), other())));
        }
        return new Message(Role.USER, parts, null);
    }

    private Message said(int calls) {
        List<Part> parts = new ArrayList<>();
        for (int more = random.nextInt(4); more > 0; more--) {
            parts.add(one(List.of(
                    text(), media(), other(), new Thinking(words(), opaque()), new Refusal(words(), opaque()))));
        }
        for (int i = 0; i < calls; i++) {
            parts.add(call());
        }
        return new Message(Role.ASSISTANT, parts, null);
    }

    private Message results(List<ToolCall> calls) {
        List<Part> results = new ArrayList<>();
        for (ToolCall call : calls) {
            List<Part> content = new ArrayList<>();
            for (int more = random.nextInt(3); more > 0; more--) {
                content.add(one(List.of(text(), media(), other())));
            }
            results.add(new ToolResult(call.id(), call.name(), content, chance(30), chance(30), opaque()));
        }
        return new Message(Role.TOOL, results, null);
    }

    private ToolCall call() {
        return new ToolCall("call " + ++count, words(), one(List.of("{}", "", "{\"n\":1.50}", "[")), maybe(), opaque());
    }

    private Text text() {
        List<Citation> citations = new ArrayList<>();
        for (int i = chance(80) ? 0 : 1 + random.nextInt(2); i > 0; i--) {
            citations.add(
                    new Citation(maybe(), maybe(), maybe(), random.nextInt(9) - 1, random.nextInt(9) - 1, opaque()));
        }
        return new Text(words(), citations, opaque());
    }

    private Media media() {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        Media.Source source = one(List.of(
                new Media.Bytes(bytes),
                new Media.Url(URI.create("https://example.com/a%20b?c=d&e=%E6%9D%B1")),
                new Media.CloudObject("gs://bucket/" + words()),
                new Media.FileId("azure", words())));
        return new Media(one(List.of(Media.Type.values())), "image/x-" + count, source, maybe(), opaque());
    }

    private Part.Foreign other() {
        return new Part.Foreign("server_tool_use", opaque());
    }
}
