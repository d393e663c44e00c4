package dev.interline.wire.anthropic;

import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Reasoning;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.SameRequest;
import dev.interline.wire.Told;
import org.junit.jupiter.api.Test;

/**
 * Requests that other clients sent, written with ours. What differs on clouds: {@code model} stands in the address there
 * and {@code anthropic_version} in the body, which is their dialects' business.
 */
class MessagesRequestsTest {
    private static final String MODEL = "/model";
    private static final String VERSION = "/anthropic_version";
    /** Said by others also where it says nothing. */
    private static final String CHOICE = "/tool_choice";

    private static final SameRequest REQUEST = SameRequest.in(Messages.FORMAT, "claude-sonnet-4");

    private static final ToolDefinition CITY =
            ToolDefinition.of("weather", "Get weather information for a location", """
            {"properties":{"location":{"description":"the city","type":"string"}},"required":["location"],
             "type":"object"}""");

    private static ChatRequest.Builder florence(String question) {
        return ChatRequest.builder()
                .system("You are a helpful assistant")
                .user(question)
                .tools(CITY)
                .maxOutputTokens(4000);
    }

    private static ToolDefinition arithmetic(String name, String description) {
        return ToolDefinition.of(name, description, """
                {"properties":{"a":{"description":"first number","type":"integer"},
                 "b":{"description":"second number","type":"integer"}},"required":["a","b"],"type":"object"}""");
    }

    @Test
    void severalToolsAtOnce() {
        REQUEST.as(
                "anthropic-anthropic/fantasy-testanthropiccommon-claude-sonnet-4-multi-tool-streaming-0",
                ChatRequest.builder()
                        .system("You are a helpful assistant. Always use both add and multiply at the same time.")
                        .user("Add and multiply the number 2 and 3")
                        .tools(arithmetic("add", "Add two numbers"), arithmetic("multiply", "Multiply two numbers"))
                        .options(o -> o.maxOutputTokens(4000).parallelToolCalls(true))
                        .build(),
                MODEL);
    }

    @Test
    void aForcedTool() {
        REQUEST.as(
                "anthropic-anthropic/fantasy-testanthropicobjectgeneration-claude-sonnet-4-simple-object-streaming-0",
                ChatRequest.builder()
                        .user("Generate information about a person named Alice who is 30 years old and lives in Paris.")
                        .tools(ToolDefinition.of("Person", "A person with name, age, and city", """
                                {"properties":{"age":{"description":"The person's age","type":"integer"},
                                 "city":{"description":"The city where the person lives","type":"string"},
                                 "name":{"description":"The person's name","type":"string"}},
                                 "required":["name","age","city"],"type":"object"}"""))
                        .toolChoice(ToolChoice.of("Person"))
                        .options(o -> o.maxOutputTokens(4000).parallelToolCalls(true))
                        .build(),
                MODEL);
    }

    @Test
    void aRoundOfToolsWithSignedThoughts() {
        for (String way : new String[] {"thinking-", "thinking-streaming-"}) {
            String name = "anthropic-anthropic/fantasy-testanthropicthinking-claude-sonnet-4-" + way;
            ChatRequest.Builder request = florence("What's the weather in Florence, Italy?")
                    .options(
                            o -> o.maxOutputTokens(4096).parallelToolCalls(true).reasoning(Reasoning.budget(4000)));
            REQUEST.as(name + "0", request.build(), MODEL);
            Played answer = Told.play(Recording.of(name + "0"));
            ToolCall call = answer.response().toolCalls().get(0);
            request.message(answer.response().message()).message(Message.results(ToolResult.text(call, "40 C")));
            REQUEST.as(name + "1", request.build(), MODEL);
        }
    }

    @Test
    void oneQuestion() {
        REQUEST.as(
                "anthropic-anthropic/pydantic-ai-model-name-suggestion-anthropic-0",
                ChatRequest.builder().user("hello").maxOutputTokens(4096).build(),
                MODEL,
                // false is the default
                "/stream");
    }

    @Test
    void onVertex() {
        String name = "vertex-anthropic/fantasy-testgooglecommon-vertex-claude-3-7-sonnet-";
        ChatRequest hi = ChatRequest.builder()
                .system("You are a helpful assistant")
                .user("Say hi in Portuguese")
                .maxOutputTokens(4000)
                .build();
        REQUEST.as(name + "simple-0", hi, MODEL, VERSION);
        REQUEST.as(name + "simple-streaming-0", hi, MODEL, VERSION);
        for (String way : new String[] {"tool-", "tool-streaming-"}) {
            ChatRequest.Builder request = florence("What's the weather in Florence,Italy?")
                    .options(o -> o.maxOutputTokens(4000).parallelToolCalls(true));
            REQUEST.as(name + way + "0", request.build(), MODEL, VERSION);
            Played answer = Told.play(Recording.of(name + way + "0"));
            ToolCall call = answer.response().toolCalls().get(0);
            request.message(answer.response().message()).message(Message.results(ToolResult.text(call, "40 C")));
            REQUEST.as(name + way + "1", request.build(), MODEL, VERSION);
        }
    }

    @Test
    void throughInvokeModel() {
        String name = "bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-";
        REQUEST.as(
                name + "haiku-4-5-simple-streaming-0",
                ChatRequest.builder()
                        .system("You are a helpful assistant")
                        .user("Say hi in Portuguese")
                        .maxOutputTokens(4000)
                        .build(),
                MODEL,
                VERSION);
        REQUEST.as(
                "bedrock-anthropic/langchaingo-testbedrockanthropictoolcalling-0",
                ChatRequest.builder()
                        .user("What's the weather like in New York?")
                        .tools(ToolDefinition.of("get_weather", "Get the current weather for a location", """
                                {"properties":{"location":{"description":"The city and state, e.g. San Francisco, CA",
                                 "type":"string"},"unit":{"description":"The unit of temperature",
                                 "enum":["celsius","fahrenheit"],"type":"string"}},"required":["location"],"type":"object"}"""))
                        .maxOutputTokens(512)
                        .build(),
                MODEL,
                VERSION);
        ChatRequest.Builder request = florence("What's the weather in Florence,Italy?");
        REQUEST.as(name + "sonnet-4-5-tool-0", request.build(), MODEL, VERSION, CHOICE);
        REQUEST.as(name + "haiku-4-5-tool-streaming-0", request.build(), MODEL, VERSION, CHOICE);
        Played answer = Told.play(Recording.of(name + "haiku-4-5-tool-streaming-0"));
        ToolCall call = answer.response().toolCalls().get(0);
        request.message(answer.response().message()).message(Message.results(ToolResult.text(call, "40 C")));
        REQUEST.as(name + "haiku-4-5-tool-streaming-1", request.build(), MODEL, VERSION, CHOICE);
    }

    @Test
    void theUsersWordsAfterAResult() {
        ToolDefinition weather = ToolDefinition.of("get_weather", "Get current weather for a location", """
                {"type":"object","properties":{"location":{"type":"string",
                 "description":"The city and state, e.g. San Francisco, CA"},
                 "unit":{"type":"string","enum":["celsius","fahrenheit"],"description":"Temperature unit"}},
                 "required":["location"]}""");
        ToolCall call = ToolCall.of("toolu_123", "get_weather", "{\"location\":\"Paris, France\"}");
        REQUEST.as(
                "bedrock-anthropic/openinference-should-handle-tool-result-responses-0",
                ChatRequest.builder()
                        .user("What's the weather in Paris?")
                        .message(Message.assistant(call))
                        .message(Message.results(
                                ToolResult.text(call, "The weather in Paris is currently 22°C and sunny.")))
                        .user("Great! What should I wear?")
                        .tools(weather)
                        .maxOutputTokens(100)
                        .build(),
                MODEL,
                VERSION);
    }
}
