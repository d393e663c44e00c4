package dev.interline.benchmarks.load;

import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Profile;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import dev.interline.wire.Transport;
import dev.interline.wire.WireFormat;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From a request to the bytes of its body; run it with {@code -prof gc} for bytes a request. */
public class EncodeRequest extends Spoken {
    private static final int ROUNDS = 20;
    private static final String SCHEMA = """
            {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}
            """;

    /** One question, or twenty rounds with a tool in each. */
    @Param({"small", "long"})
    public String size = "small";

    private WireFormat format = ChatCompletions.FORMAT;
    private Task task = task(Tongue.CHAT, format, small());

    /** Makes the request. */
    @Setup
    public void open() {
        Tongue spoken = Tongue.of(tongue);
        format = switch (spoken) {
            case CHAT -> ChatCompletions.FORMAT;
            case RESPONSES -> Responses.FORMAT;
            case MESSAGES -> Messages.FORMAT;
            case CONVERSE -> Converse.FORMAT;
            case GEMINI -> GenerateContent.FORMAT;
        };
        task = task(spoken, format, size.equals("small") ? small() : conversation());
    }

    private static Task task(Tongue spoken, WireFormat format, ChatRequest request) {
        Profile profile = InterlineDriver.model(spoken, "http://127.0.0.1:9", Transport.shared())
                .profile();
        return new Task(request, profile, format.origin(profile.id()), true);
    }

    private static ChatRequest small() {
        return ChatRequest.builder()
                .user(Driver.PROMPT)
                .maxOutputTokens(Driver.CAP)
                .build();
    }

    private static ChatRequest conversation() {
        ChatRequest.Builder request = ChatRequest.builder()
                .system(Words.text(300))
                .maxOutputTokens(Driver.CAP)
                .tools(
                        ToolDefinition.of("weather", "Tells the weather of a city.", SCHEMA),
                        ToolDefinition.of("trains", "Finds trains to a city.", SCHEMA));
        for (int i = 0; i < ROUNDS; i++) {
            ToolCall call = ToolCall.of("call_" + i, "weather", "{\"city\":\"Zürich\",\"days\":" + i + "}");
            request.user(Words.text(50))
                    .message(Message.assistant(call))
                    .message(Message.results(ToolResult.text(call, Words.text(30))))
                    .assistant(Words.text(100));
        }
        return request.user("And tomorrow?").build();
    }

    /** A body. */
    @Benchmark
    public byte[] encode() {
        return Json.write(format.encode(task).body());
    }
}
