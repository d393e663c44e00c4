package dev.interline.wire.converse;

import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.SameRequest;
import dev.interline.wire.Told;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests that other clients sent, written with ours. What differs everywhere: where they left out the cap, ours is
 * always there, because without one the cloud sets the model's whole maximum aside; and they wrote empty lists.
 */
class ConverseRequestsTest {
    private static final String CAP = "/inferenceConfig";
    private static final SameRequest REQUEST = SameRequest.in(Converse.FORMAT, null);

    private static final ToolDefinition WEATHER =
            ToolDefinition.of("get_weather", "Get current weather for a location", """
            {"type":"object","properties":{"location":{"type":"string",
             "description":"The city and state, e.g. San Francisco, CA"},
             "unit":{"type":"string","enum":["celsius","fahrenheit"],"description":"Temperature unit"}},
             "required":["location"]}""");
    private static final ToolDefinition SONG =
            ToolDefinition.of("top_song", "Get the most popular song played on a radio station.", """
            {"type":"object","properties":{"sign":{"type":"string","description":"The call sign for the radio station"}},
             "required":["sign"]}""");
    private static final ToolDefinition CURRENT =
            ToolDefinition.of("get_current_weather", "Get the current weather in a given location.", """
            {"type":"object","properties":{"location":{"type":"string","description":"The name of the city"}},
             "required":["location"]}""");

    private static Part image(String base64) {
        return Media.of("image/png", Base64.getDecoder().decode(base64));
    }

    private static Part verbatim(String type, String json) {
        return new Part.Foreign(type, new Opaque(Converse.FORMAT.origin(Played.MODEL), json));
    }

    @Test
    void oneQuestion() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-basic-converse-api-calls-0",
                ChatRequest.of("Hello, how are you?"),
                CAP);
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-basic-converse-stream-responses-0",
                ChatRequest.of("Hello, how are you?"),
                CAP);
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-streaming-api-errors-gracefully-0",
                ChatRequest.of("This streaming request should fail"),
                CAP);
        for (String way : List.of("stream-", "")) {
            REQUEST.as(
                    "bedrock-converse/otel-python-converse-" + way + "with-invalid-model-0",
                    ChatRequest.of("Say this is a test"),
                    CAP);
        }
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-api-error-scenarios-0",
                ChatRequest.builder()
                        .user("This should fail")
                        .maxOutputTokens(50)
                        .build());
    }

    @Test
    void modelsOfOtherMakers() {
        SameRequest.in(Converse.FORMAT, "nova-lite")
                .as(
                        "bedrock-converse/openinference-should-handle-amazon-nova-models-with-streaming-0",
                        ChatRequest.builder()
                                .user("Describe the process of photosynthesis")
                                .options(o -> o.maxOutputTokens(100).temperature(0.1))
                                .build());
        SameRequest.in(Converse.FORMAT, "mistral-large-2402")
                .as(
                        "bedrock-converse/openinference-should-handle-mistral-models-with-streaming-0",
                        ChatRequest.builder()
                                .user("Write a haiku about technology")
                                .options(o -> o.maxOutputTokens(100).temperature(0.1))
                                .build());
    }

    @Test
    void settings() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-inference-config-in-converse-api-0",
                ChatRequest.builder()
                        .user("Explain machine learning briefly.")
                        .options(o -> o.maxOutputTokens(150)
                                .temperature(0.7)
                                .topP(0.9)
                                .stopSequences("END", "STOP"))
                        .build());
        REQUEST.as(
                "bedrock-converse/otel-python-converse-stream-with-content-0",
                ChatRequest.builder()
                        .user("Say this is a test")
                        .options(o ->
                                o.maxOutputTokens(10).temperature(0.8).topP(1).stopSequences("|"))
                        .build());
    }

    @Test
    void systemPromptAndTurns() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-single-system-prompt-in-converse-api-0",
                ChatRequest.builder()
                        .system("You are a helpful assistant that responds concisely.")
                        .user("What is the capital of France?")
                        .build(),
                CAP);
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-system-prompt-with-multi-turn-conversation-0",
                ChatRequest.builder()
                        .system("You are a helpful assistant that tells jokes.")
                        .user("Tell me about yourself.")
                        .assistant("I'm Claude, an AI assistant who loves to help and tell jokes!")
                        .user("Great! Tell me a joke then.")
                        .options(o -> o.maxOutputTokens(100).temperature(0.1))
                        .build());
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-two-turn-conversation-with-proper-message-indexing-0",
                ChatRequest.builder()
                        .user("Hello, what's your name?")
                        .assistant("I'm Claude, an AI assistant. How can I help you today?")
                        .user("Can you tell me a joke?")
                        .options(o -> o.maxOutputTokens(100).temperature(0.1))
                        .build());
    }

    @Test
    void severalSystemPrompts() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-system-prompts-with-streaming-responses-0",
                ChatRequest.builder()
                        .system("You are a helpful assistant that responds very concisely."
                                + " Always end your responses with 'Hope this helps!'")
                        .user("What is the capital of France?")
                        .build(),
                CAP,
                "/system");
    }

    @Test
    void images() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-multi-modal-content-in-streaming-responses-0",
                ChatRequest.builder()
                        .user(
                                Text.of("Describe this image and tell me a short story about it:"),
                                image(
                                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))
                        .build(),
                CAP);
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-text-plus-image-content-with-detailed-structure-0",
                ChatRequest.builder()
                        .user(
                                Text.of("What's in this image?"),
                                image(
                                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="))
                        .options(o -> o.maxOutputTokens(100).temperature(0.1))
                        .build());
        REQUEST.as(
                "bedrock-converse/req-llm-converse-stream-validation-exception-0",
                ChatRequest.builder()
                        .user(Text.of("Describe this image."), image("dGhlc2UgYnl0ZXMgYXJlIG5vdCBhIFBORyBpbWFnZQ=="))
                        .maxOutputTokens(16)
                        .build());
    }

    @Test
    void tools() {
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-tool-configuration-0",
                ChatRequest.builder()
                        .user("What's the weather in San Francisco?")
                        .tools(WEATHER)
                        .options(o -> o.maxOutputTokens(100).temperature(0.1))
                        .build());
        REQUEST.as(
                "bedrock-converse/openinference-should-handle-streaming-tool-calls-and-responses-0",
                ChatRequest.builder()
                        .user("What's the weather in San Francisco and what time is it there?")
                        .tools(WEATHER)
                        .build(),
                CAP);
        REQUEST.as(
                "bedrock-converse/openinference-testconversestream-test-invoke-tool-message-0",
                ChatRequest.builder()
                        .user("What is the most popular song on WZPZ?")
                        .tools(SONG)
                        .build(),
                CAP);
    }

    @Test
    void resultsInWords() {
        ToolCall call = ToolCall.of("tooluse_ZQEZysOVRqitr-89GxHizA", "top_song", "{\"sign\":\"WZPZ\"}");
        REQUEST.as(
                "bedrock-converse/openinference-testconversestream-test-invoke-tool-response-message-0",
                ChatRequest.builder()
                        .user("What is the most popular song on WZPZ?")
                        .message(Message.assistant(
                                Text.of("Okay, let's find the most popular song played on radio station WZPZ"), call))
                        .message(Message.results(ToolResult.text(call, "Rock and Roll Hall")))
                        .tools(SONG)
                        .build(),
                CAP);
    }

    @Test
    void aRoundOfToolsWithTheRecordedAnswer() {
        for (String round : List.of("converse-tool-call-with-content", "converse-stream-with-content-tool-call")) {
            Played answer = Told.play(Recording.of("bedrock-converse/otel-python-" + round + "-0"));
            List<ToolCall> calls = answer.response().toolCalls();
            ChatRequest.Builder request = ChatRequest.builder()
                    .user("What is the weather in Seattle and San Francisco today?")
                    .tools(CURRENT);
            REQUEST.as("bedrock-converse/otel-python-" + round + "-0", request.build(), CAP);
            request.message(answer.response().message());
            request.message(Message.results(
                    ToolResult.json(calls.get(0), "{\"weather\":\"50 degrees and raining\"}"),
                    ToolResult.json(calls.get(1), "{\"weather\":\"70 degrees and sunny\"}")));
            REQUEST.as("bedrock-converse/otel-python-" + round + "-1", request.build(), CAP);
        }
    }

    @Test
    void citedDocumentsAndTheRecordedAnswer() {
        // the citations' switch and the context are Converse's own, so the block is written by the caller
        Part document = verbatim("document", """
                {"document":{"format":"txt","name":"company_policy","context":"HR Policy Manual Section 3.2",
                 "source":{"text":"Company leave policy: Employees get 20 days annual leave. Consult with your manager for details."},
                 "citations":{"enabled":true}}}""");
        ChatRequest.Builder request =
                ChatRequest.builder().user(document, Text.of("How many days of annual leave do employees get?"));
        REQUEST.as("bedrock-converse/langchain-aws-citations-document0-0", request.build(), CAP, "/system");
        Played answer = Told.play(Recording.of("bedrock-converse/langchain-aws-citations-document0-0"));
        request.message(answer.response().message()).user("Who should they consult with?");
        REQUEST.as("bedrock-converse/langchain-aws-citations-document0-1", request.build(), CAP, "/system");
    }

    @Test
    void adaptiveThinking() {
        SameRequest.in(Converse.FORMAT, "claude-sonnet-4-6")
                .as(
                        "bedrock-converse/langchain-aws-thinking-v1-0",
                        ChatRequest.builder()
                                .user("What is the smallest positive integer n such that n! is divisible by 10^6?"
                                        + " Reason through this carefully step by step before answering.")
                                .options(o -> o.maxOutputTokens(4096).reasoning(new Reasoning(null, 0, true)))
                                .build(),
                        "/system");
        // with an effort the word stands beside it
        SameRequest.in(Converse.FORMAT, "claude-sonnet-4-6")
                .as(
                        "bedrock-converse/langchain-aws-thinking-v1-0",
                        ChatRequest.builder()
                                .user("What is the smallest positive integer n such that n! is divisible by 10^6?"
                                        + " Reason through this carefully step by step before answering.")
                                .options(o -> o.maxOutputTokens(4096)
                                        .reasoning(Reasoning.of(Effort.HIGH).shown()))
                                .build(),
                        "/system",
                        "/additionalModelRequestFields/output_config");
    }

    @Test
    void guardedContent() {
        guarded("openllmetry-titan-converse-0", "Tokyo is the capital of Japan 1234561666.");
        guarded("openllmetry-titan-converse-stream-0", "Tokyo is the capital of Japan.");
    }

    /** The guardrail itself is the cloud's business. */
    private static void guarded(String name, String ground) {
        REQUEST.as(
                "bedrock-converse/" + name,
                ChatRequest.builder()
                        .user(
                                verbatim(
                                        "guardContent",
                                        "{\"guardContent\":{\"text\":{\"text\":\"" + ground
                                                + "\",\"qualifiers\":[\"grounding_source\"]}}}"),
                                verbatim("guardContent", """
                                        {"guardContent":{"text":{"text":"What is the capital of Japan?",
                                         "qualifiers":["query"]}}}"""))
                        .build(),
                CAP,
                "/guardrailConfig");
    }
}
