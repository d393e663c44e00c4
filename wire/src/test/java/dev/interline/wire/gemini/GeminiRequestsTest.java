package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.Json;
import dev.interline.wire.Recording;
import dev.interline.wire.SameRequest;
import java.net.URI;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded requests, written again. */
class GeminiRequestsTest {
    private static final String VERTEX = "vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-";
    private static final ToolDefinition ADD = binary("add", "Add two numbers");
    private static final ToolDefinition MULTIPLY = binary("multiply", "Multiply two numbers");
    private static final ToolDefinition WEATHER =
            ToolDefinition.of("weather", "Get weather information for a location", """
            {"type":"object","properties":{"location":{"type":"string","description":"the city"}},
             "required":["location"]}""");
    private static final ToolDefinition OTEL_WEATHER =
            ToolDefinition.of("get_current_weather", "Get the current weather in a given location", """
            {"type":"object","properties":{"location":{"type":"string","description":"The location for which to get the weather. It can be a city name, a city name and state, or a zip code. Examples: 'San Francisco', 'San Francisco, CA', '95616', etc."}}}""");

    private static ToolDefinition binary(String name, String description) {
        return ToolDefinition.of(name, description, """
                {"type":"object","required":["a","b"],"properties":{
                 "a":{"type":"integer","description":"first number"},
                 "b":{"type":"integer","description":"second number"}}}""");
    }

    private static void matches(ChatRequest request, String family, String name) {
        ObjectNode recorded = Recording.of(name).request().deepCopy();
        normalise(recorded);
        Written written = Written.of(request, family);

        assertThat(written.body()).isEqualTo(recorded);
        assertThat(written.notices()).isEmpty();
        SameRequest.wrote(name);
    }

    /** The differences that there may be. */
    private static void normalise(ObjectNode recorded) {
        // a system prompt needs no role
        if (recorded.path("systemInstruction") instanceof ObjectNode system) {
            system.remove("role");
        }
        // AUTO is the default
        if (recorded.at("/toolConfig/functionCallingConfig/mode").asText().equals("AUTO")) {
            recorded.remove("toolConfig");
        }
        // nothing is configured
        if (recorded.path("generationConfig").isEmpty()) {
            recorded.remove("generationConfig");
        }
        // parameters as JSON Schema in place of the older dialect, which knows fewer words
        for (JsonNode function : recorded.path("tools").path(0).path("functionDeclarations")) {
            JsonNode schema = ((ObjectNode) function).remove("parameters");
            jsonSchema(schema);
            ((ObjectNode) function).set("parametersJsonSchema", schema);
        }
        // any key will do for what a function gave back; Google's documentation uses output and error
        for (JsonNode content : recorded.path("contents")) {
            for (JsonNode part : content.path("parts")) {
                if (part.at("/functionResponse/response") instanceof ObjectNode response) {
                    for (String key : List.of("result", "content")) {
                        if (response.has(key)) {
                            response.set("output", response.remove(key));
                        }
                    }
                }
            }
        }
    }

    private static void jsonSchema(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("type").isTextual()) {
                object.put("type", object.path("type").asText().toLowerCase(Locale.ROOT));
            } else if (object.path("type").isInt()) {
                // the number of the type: this client sends enums as numbers
                object.put(
                        "type",
                        Map.of(1, "string", 6, "object").get(object.path("type").asInt()));
            }
            object.remove("propertyOrdering");
        }
        schema.forEach(GeminiRequestsTest::jsonSchema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flash-simple-0", "flash-simple-streaming-0"})
    void systemPrompt(String name) {
        ChatRequest request = ChatRequest.builder()
                .system("You are a helpful assistant")
                .user("Say hi in Portuguese")
                .maxOutputTokens(4000)
                .build();

        matches(request, "gemini-2.5-flash", VERTEX + name);
    }

    private static ChatRequest.Builder sums(String system) {
        return ChatRequest.builder()
                .system(system)
                .user("Add and multiply the number 2 and 3")
                .tools(ADD, MULTIPLY)
                .maxOutputTokens(4000);
    }

    private static final String ALWAYS =
            "You are a helpful assistant. CRITICAL: Always use both add and multiply at the same time ALWAYS.";
    private static final String BOTH =
            "You are a helpful assistant. Always use both add and multiply at the same time.";

    @Test
    void parallelCallsWholeAndStreamed() {
        matches(sums(ALWAYS).build(), "gemini-2.5-flash", VERTEX + "flash-multi-tool-0");
        matches(sums(BOTH).build(), "gemini-2.5-flash", VERTEX + "flash-multi-tool-streaming-0");
    }

    @Test
    void theAnswerAppendedAndItsCallsAnswered() {
        Message whole = answer(VERTEX + "flash-multi-tool-0");
        matches(next(sums(ALWAYS), whole, "5", "6"), "gemini-2.5-flash", VERTEX + "flash-multi-tool-1");

        Message streamed = answer(VERTEX + "flash-multi-tool-streaming-0");
        matches(next(sums(BOTH), streamed, "5", "6"), "gemini-2.5-flash", VERTEX + "flash-multi-tool-streaming-1");
    }

    private static Message answer(String name) {
        return GeminiRecordingsTest.play(name).response().message();
    }

    private static ChatRequest next(ChatRequest.Builder request, Message answer, String... results) {
        Iterator<ToolCall> calls = answer.toolCalls().iterator();
        ToolResult[] told = new ToolResult[results.length];
        for (int i = 0; i < told.length; i++) {
            told[i] = ToolResult.text(calls.next(), results[i]);
        }
        return request.message(answer).message(Message.results(told)).build();
    }

    private static ChatRequest.Builder florence(String question) {
        return ChatRequest.builder()
                .system("You are a helpful assistant")
                .user(question)
                .tools(WEATHER);
    }

    @Test
    void oneToolAndItsResult() {
        ChatRequest.Builder ask =
                florence("What's the weather in Florence,Italy?").maxOutputTokens(4000);
        String pro = "gemini-2.5-pro";
        matches(ask.build(), pro, VERTEX + "pro-tool-0");
        matches(ask.build(), pro, VERTEX + "pro-tool-streaming-0");
        for (String kind : List.of("pro-tool-", "pro-tool-streaming-")) {
            ChatRequest.Builder again =
                    florence("What's the weather in Florence,Italy?").maxOutputTokens(4000);
            matches(next(again, answer(VERTEX + kind + "0"), "40 C"), pro, VERTEX + kind + "1");
        }
    }

    @Test
    void thinkingLevelAndThoughts() {
        ChatRequest request = florence("What's the weather in Florence, Italy?")
                .options(o -> o.reasoning(Reasoning.of(Effort.HIGH).shown()))
                .build();

        matches(
                request,
                "gemini-3-pro-preview",
                "google-gemini/fantasy-testgooglethinking-gemini-3-pro-preview-thinking-streaming-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compl-27ec4e-0", "complex-object-0"})
    void schemaForTheAnswer(String name) {
        String schema = """
                {"type":"object","required":["title","author","genres","published_year"],"properties":{
                 "title":{"type":"string","description":"The book title"},
                 "author":{"type":"object","required":["name","nationality"],"properties":{
                  "name":{"type":"string","description":"Author's name"},
                  "nationality":{"type":"string","description":"Author's nationality"}}},
                 "genres":{"type":"array","description":"List of genres","items":{"type":"string"}},
                 "published_year":{"type":"integer","description":"Year the book was published"}}}""";
        ChatRequest request = ChatRequest.builder()
                .user("Generate information about 'The Lord of the Rings' book by J.R.R. Tolkien, including genres like"
                        + " fantasy and adventure, and its publication year (1954).")
                .output(OutputSchema.of("book", schema))
                .maxOutputTokens(4000)
                .build();

        matches(
                request,
                "gemini-2.5-pro",
                "vertex-gemini/fantasy-testgooglevertexobjectgeneration-vertex-gemini-2-5-pro-" + name);
    }

    @Test
    void imagesByAddressAndAsBytes() {
        byte[] dot = Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4"
                                + "OHwAAAABJRU5ErkJggg==");
        ChatRequest request = ChatRequest.builder()
                .user(
                        Text.of("Say this is a test"),
                        Media.of(
                                "image/jpeg",
                                URI.create("https://images.pdimagearchive.org/collections/microscopic-delights/"
                                        + "1lede-0021.jpg")),
                        Media.of("image/jpeg", dot))
                .build();

        matches(request, "gemini-2.5-pro", "vertex-gemini/otel-python-generate-content-with-files-0");
    }

    private static ChatRequest.Builder twoCities() {
        return ChatRequest.builder()
                .user("Get weather details in New Delhi and San Francisco?")
                .tools(OTEL_WEATHER);
    }

    @Test
    void callsOfAnotherMakerNeedNoSignatureBefore3() {
        matches(twoCities().build(), "gemini-2.5-pro", "vertex-gemini/otel-python-function-call-choice-0");

        Message calls = Message.assistant(
                ToolCall.of("call_0", "get_current_weather", "{\"location\":\"New Delhi\"}"),
                ToolCall.of("call_1", "get_current_weather", "{\"location\":\"San Francisco\"}"));
        ChatRequest request = next(
                twoCities(), calls, "{\"temperature\": 35, \"unit\": \"C\"}", "{\"temperature\": 25, \"unit\": \"C\"}");
        matches(request, "gemini-2.5-pro", "vertex-gemini/otel-python-tool-events-0");
    }

    @Test
    void nothingButAQuestion() {
        matches(
                ChatRequest.of("Create a poem about Open Telemetry."),
                "gemini-2.5-flash",
                "vertex-gemini/otel-python-streaming-logcontent-gemini-2-5-flash-vertexaiapi-sync-default-0");
        matches(ChatRequest.of("Say this is a test"), "", "vertex-gemini/otel-python-generate-content-missing-model-0");
    }

    @Test
    void severalTurns() {
        String text = "<MASSIVE_TEXT>";
        ChatRequest.Builder request = ChatRequest.builder();
        for (int i = 0; i < 5; i++) {
            request.user(text).assistant(text);
        }

        matches(
                request.user("Hi").build(),
                "gemini-2.5-flash",
                "google-gemini/ruby-llm-real-error-scenarios-gemini-gemini-2-5-flash-handles-context-92063f-0");
    }

    /** The checker itself: what it is for is found. */
    @Test
    void theDefinitionFindsFaults() {
        ObjectNode body = Json.object().put("prompt", "x");
        ArrayNode parts =
                body.putArray("contents").addObject().put("role", "user").putArray("parts");
        parts.addObject().put("text", "a").putObject("inlineData").put("mimeType", "image/png");
        body.putObject("generationConfig")
                .put("maxOutputTokens", "many")
                .putObject("thinkingConfig")
                .put("thinkingLevel", "ENORMOUS");

        assertThat(VertexModel.faults(body))
                .hasSize(5)
                .anyMatch(fault -> fault.startsWith("$.prompt: unknown name"))
                .anyMatch(fault -> fault.contains("a second field of the group data"))
                .anyMatch(fault -> fault.equals("$.contents[0].parts[0].inlineData.data is missing"))
                .anyMatch(fault -> fault.contains("maxOutputTokens is no integer"))
                .anyMatch(fault -> fault.contains("thinkingLevel is no enum"));
    }

    /** Recorded requests are valid themselves, but for what is newer or was wrong on purpose. */
    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void theDefinitionTakesWhatGoogleTook(String name) {
        JsonNode body = Recording.of(name).document().path("request").path("body");
        // enums as numbers are an oddity of one client
        if (body.isObject()
                && !name.contains("otel-python-function-call")
                && !name.contains("otel-python-tool-events")) {
            assertThat(VertexModel.faults(body)).isEmpty();
        }
    }
}
