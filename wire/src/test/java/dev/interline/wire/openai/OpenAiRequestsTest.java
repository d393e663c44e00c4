package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Json;
import dev.interline.wire.Recording;
import dev.interline.wire.SameRequest;
import dev.interline.wire.TargetRules;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that were really sent, said in our words: what we write equals them up to the order of keys and the habits of
 * the clients that {@link #habits} lists.
 */
class OpenAiRequestsTest {
    private static final String CITY = """
        {"type":"object","properties":{"location":{"type":"string","description":"the city"}},"required":["location"]}""";
    private static final String NUMBERS = """
        {"type":"object","properties":{"a":{"type":"integer","description":"first number"},
        "b":{"type":"integer","description":"second number"}},"required":["a","b"]}""";
    private static final ToolDefinition WEATHER =
            ToolDefinition.of("weather", "Get weather information for a location", CITY);

    static Stream<Arguments> requests() {
        return Stream.of(
                chat("azure", "fantasy-testazurecommon-azure-gpt-5-mini-simple-0", hi().build()),
                chat("azure", "fantasy-testazurecommon-azure-gpt-5-mini-simple-streaming-0", hi().build()),
                chat("azure", "fantasy-testazurecommon-azure-o4-mini-simple-streaming-0", hi().build()),
                chat(
                        "azure",
                        "fantasy-testazurecommon-azure-gpt-5-mini-tool-0",
                        weather().build()),
                chat(
                        "azure",
                        "fantasy-testazurecommon-azure-gpt-5-mini-tool-streaming-0",
                        weather().build()),
                chat(
                        "azure",
                        "fantasy-testazurecommon-azure-o4-mini-tool-0",
                        weather().build()),
                chat("azure", "fantasy-testazurecommon-azure-gpt-5-mini-tool-1", told("call_mbWCiHb6eF0qjzWrYgK52fWS")),
                chat("azure", "fantasy-testazurecommon-azure-o4-mini-tool-1", told("call_GkznHW5HPVnubv5R7iyby8af")),
                chat(
                        "azure",
                        "fantasy-testazurecommon-azure-gpt-5-mini-tool-streaming-1",
                        told("call_tWA8BJziGlCyhQEXhEHn6eXK")),
                chat(
                        "azure",
                        "openllmetry-chat-reasoning-1",
                        ChatRequest.builder()
                                .user("Count r's in strawberry")
                                .options(o -> o.effort(Effort.LOW))
                                .build()),
                chat("bedrock", "pydantic-ai-safeguard-chat-routing-0", ChatRequest.of("Reply with exactly SAFE.")),
                chat("openai", "fantasy-testopenaicommon-openai-gpt-5-multi-tool-streaming-0", sums().build()),
                chat(
                        "openai",
                        "fantasy-testopenaicommon-openai-gpt-5-multi-tool-streaming-1",
                        added("call_8ElDxJj6u7IUDEwQIrwFbveM", "call_HEZOX3JzspqFubADMNdWn12E")),
                chat("openai", "fantasy-testopenaiobjectgeneration-openai-gpt-4o-mini-complex-object-0", book()),
                chat(
                        "openai",
                        "openinference-testinputvalueimagehiding-test-input-value-hides-regular-url-images-0",
                        ChatRequest.builder()
                                .user(
                                        Text.of("What's in this image?"),
                                        Media.of("image/jpeg", URI.create("https://example.com/test-image.jpg")))
                                .build()),
                chat(
                        "openai",
                        "openinference-testlm-test-exception-event-recorded-on-lm-error-0",
                        ChatRequest.builder()
                                .user("Who won the World Cup in 2018?")
                                .options(o -> o.maxOutputTokens(1000).temperature(0))
                                .build()),
                chat("openai", "otel-python-chat-completion-404-0", ChatRequest.of("Say this is a test")),
                chat("openai", "otel-python-chat-completion-multiple-choices-0", ChatRequest.of("Say this is a test")),
                responses("azure", "fantasy-testazureresponsescommon-azure-gpt-5-mini-simple-0", hi().build()),
                responses(
                        "azure", "fantasy-testazureresponsescommon-azure-gpt-5-mini-simple-streaming-0", hi().build()),
                responses(
                        "azure",
                        "fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-0",
                        weather().build()),
                responses(
                        "azure",
                        "fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-streaming-0",
                        weather().build()),
                responses(
                        "azure",
                        "fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-1",
                        told("call_z1COPRxqJjjzIcXQ8ghwnioC")),
                responses(
                        "azure",
                        "fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-streaming-1",
                        told("call_zLPcxu60T5jzGjuiRIvlkoSt")),
                responses(
                        "azure",
                        "fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-0",
                        thinking().build()),
                responses(
                        "azure",
                        "fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-think-cf1fae-0",
                        thinking().build()),
                responses(
                        "azure",
                        "fantasy-testazureresponseswithsummarythinking-azure-gpt-5-mini-thinking-1",
                        weathered(thinking(), "call_vV0VlY1cmzQxHRify97kgtE0")),
                responses(
                        "bedrock",
                        "pydantic-ai-native-output-0",
                        ChatRequest.builder()
                                .user("The Eiffel Tower is in which city and country?")
                                .output(OutputSchema.of("City", """
                                    {"type":"object","properties":{"city":{"type":"string"},"country":{"type":"string"}},
                                    "required":["city","country"],"additionalProperties":false}"""))
                                .build()),
                responses(
                        "openai",
                        "fantasy-testopenairesponsescommon-openai-gpt-5-multi-tool-streaming-0",
                        sums().build()),
                responses(
                        "openai",
                        "fantasy-testopenairesponsesobjectgeneration-openai-gpt-5-simple-obje-c174ac-0",
                        person()),
                responses("openai", "otel-python-responses-create-api-error-content-mode0-0", ChatRequest.of("Hello")),
                responses(
                        "openai",
                        "otel-python-responses-create-streaming-content-mode0-0",
                        ChatRequest.builder()
                                .system("You are a helpful assistant.")
                                .user("Say this is a test")
                                .options(o -> o.serviceTier("default"))
                                .build()),
                responses(
                        "openai",
                        "ruby-llm-real-error-scenarios-openai-gpt-5-nano-handles-context-lengt-deae7c-0",
                        massive()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void recordedRequestIsWritten(String name, WireFormat format, ChatRequest request) {
        ObjectNode recorded = Recording.of(name).request();
        String deployment = recorded.path("model").asText();
        Profile profile = Profile.builder(new ModelId("azure", "example-resource", deployment))
                .family(deployment)
                .build();
        boolean streaming = recorded.path("stream").asBoolean();

        JsonNode written = format.encode(new Task(request, profile, format.origin(profile.id()), streaming))
                .body();

        assertThat(habits(written)).isEqualTo(habits(recorded));
        assertThat(TargetRules.faults(format, written)).isEmpty();
        SameRequest.wrote(name);
    }

    @Test
    void everyRecordedRequestIsAmongThem() {
        List<String> written =
                requests().map(arguments -> (String) arguments.get()[0]).toList();

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(Voice.all()
                        .filter(recording -> recording
                                .document()
                                .path("request")
                                .path("body")
                                .isObject())
                        .map(Recording::name)
                        .toList());
    }

    /** Takes out in what the recorded clients differ from us, and from each other, without meaning something else. */
    private static JsonNode habits(JsonNode request) {
        ObjectNode body = request.deepCopy();
        // said or not, the meaning is the vendor's default
        unless(body, "stream", "false");
        unless(body, "tool_choice", "\"auto\"");
        unless(body, "n", "1");
        // one call, one answer: a second choice cannot be asked for
        body.remove("n");
        // the older name, which only classic models still take
        if (body.has("max_tokens")) {
            body.set("max_completion_tokens", body.remove("max_tokens"));
        }
        // 0 and 0.0
        if (body.has("temperature")) {
            body.put("temperature", body.path("temperature").asDouble());
        }
        // ours to decide, not the caller's
        body.remove("store");
        body.remove("include");
        // our schemas have no description of their own
        if (body.path("response_format").path("json_schema") instanceof ObjectNode schema) {
            schema.remove("description");
        }
        if (body.path("text").path("format") instanceof ObjectNode schema) {
            // silence means strict here
            schema.put("strict", schema.path("strict").asBoolean(true));
        }
        for (JsonNode tool : body.path("tools")) {
            ObjectNode function = (ObjectNode) (tool.has("function") ? tool.path("function") : tool);
            unless(function, "strict", "false");
        }
        input(body);
        for (JsonNode message : body.path("messages")) {
            // a message that only calls has no content, or null
            unless((ObjectNode) message, "content", "null");
        }
        return body;
    }

    /** The same conversation as items: as a string, with the system prompt among them, texts in blocks or bare. */
    private static void input(ObjectNode body) {
        if (!body.has("input")) {
            return;
        }
        ArrayNode items = Json.array();
        if (body.path("input").isTextual()) {
            items.addObject().put("role", "user").set("content", body.path("input"));
        } else {
            items.addAll((ArrayNode) body.path("input"));
        }
        body.set("input", items);
        if (items.path(0).path("role").asText().equals("developer")) {
            body.set("instructions", items.remove(0).path("content"));
        }
        for (JsonNode item : items) {
            JsonNode content = item.path("content");
            if (content.size() == 1 && content.path(0).has("text")) {
                ((ObjectNode) item).set("content", content.path(0).path("text"));
            }
        }
    }

    private static void unless(ObjectNode object, String name, String json) {
        if (object.path(name).toString().equals(json)) {
            object.remove(name);
        }
    }

    private static Arguments chat(String cloud, String name, ChatRequest request) {
        return Arguments.of(cloud + "-openai-chat/" + name, ChatCompletions.FORMAT, request);
    }

    private static Arguments responses(String cloud, String name, ChatRequest request) {
        return Arguments.of(cloud + "-openai-responses/" + name, Responses.FORMAT, request);
    }

    private static ChatRequest.Builder hi() {
        return ChatRequest.builder()
                .system("You are a helpful assistant")
                .user("Say hi in Portuguese")
                .maxOutputTokens(4000);
    }

    private static ChatRequest.Builder weather() {
        return ChatRequest.builder()
                .system("You are a helpful assistant")
                .user("What's the weather in Florence,Italy?")
                .maxOutputTokens(4000)
                .tools(WEATHER);
    }

    private static ChatRequest.Builder thinking() {
        return ChatRequest.builder()
                .system("You are a helpful assistant")
                .user("What's the weather in Florence, Italy?")
                .options(o -> o.reasoning(Reasoning.of(Effort.HIGH).shown()))
                .tools(WEATHER);
    }

    private static ChatRequest told(String id) {
        return weathered(weather(), id);
    }

    private static ChatRequest weathered(ChatRequest.Builder request, String id) {
        ToolCall call = ToolCall.of(id, "weather", "{\"location\":\"Florence, Italy\"}");
        return request.message(Message.assistant(call))
                .message(Message.results(ToolResult.text(call, "40 C")))
                .build();
    }

    private static ChatRequest.Builder sums() {
        return ChatRequest.builder()
                .system("You are a helpful assistant. Always use both add and multiply at the same time.")
                .user("Add and multiply the number 2 and 3")
                .maxOutputTokens(4000)
                .tools(
                        ToolDefinition.of("add", "Add two numbers", NUMBERS),
                        ToolDefinition.of("multiply", "Multiply two numbers", NUMBERS));
    }

    private static ChatRequest added(String addId, String multiplyId) {
        ToolCall add = ToolCall.of(addId, "add", "{\"a\": 2, \"b\": 3}");
        ToolCall multiply = ToolCall.of(multiplyId, "multiply", "{\"a\": 2, \"b\": 3}");
        return sums().message(Message.assistant(add, multiply))
                .message(Message.results(ToolResult.text(add, "5"), ToolResult.text(multiply, "6")))
                .build();
    }

    private static ChatRequest book() {
        return ChatRequest.builder()
                .user("Generate information about 'The Lord of the Rings' book by J.R.R. Tolkien, including genres like"
                        + " fantasy and adventure, and its publication year (1954).")
                .maxOutputTokens(4000)
                .output(OutputSchema.of("Book", """
                    {"type":"object","additionalProperties":false,
                    "required":["title","author","genres","published_year"],
                    "properties":{"title":{"type":"string","description":"The book title"},
                    "author":{"type":"object","additionalProperties":false,"required":["name","nationality"],
                    "properties":{"name":{"type":"string","description":"Author's name"},
                    "nationality":{"type":"string","description":"Author's nationality"}}},
                    "genres":{"type":"array","description":"List of genres","items":{"type":"string"}},
                    "published_year":{"type":"integer","description":"Year the book was published"}}}"""))
                .build();
    }

    private static ChatRequest person() {
        return ChatRequest.builder()
                .user("Generate information about a person named Alice who is 30 years old and lives in Paris.")
                .maxOutputTokens(4000)
                .output(OutputSchema.of("Person", """
                    {"type":"object","additionalProperties":false,"required":["name","age","city"],
                    "properties":{"name":{"type":"string","description":"The person's name"},
                    "age":{"type":"integer","description":"The person's age"},
                    "city":{"type":"string","description":"The city where the person lives"}}}"""))
                .build();
    }

    private static ChatRequest massive() {
        ChatRequest.Builder request = ChatRequest.builder();
        for (int turn = 0; turn < 5; turn++) {
            request.user("<MASSIVE_TEXT>").assistant("<MASSIVE_TEXT>");
        }
        return request.user("Hi").build();
    }
}
