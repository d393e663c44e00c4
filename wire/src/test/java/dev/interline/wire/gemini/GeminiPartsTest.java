package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.ChatEvent;
import dev.interline.Citation;
import dev.interline.Media;
import dev.interline.Opaque;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of an answer other than text: calls in pieces, media, code, sources. */
class GeminiPartsTest {
    private static Played whole(String candidate) {
        try {
            return Played.whole(GenerateContent.FORMAT, Json.read("{\"candidates\":[" + candidate + "]}"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Played stream(String last, String... parts) {
        StringBuilder events = new StringBuilder();
        for (String part : parts) {
            events.append("data: {\"candidates\":[{\"content\":{\"parts\":[")
                    .append(part)
                    .append("]}}]}\n\n");
        }
        events.append("data: {\"candidates\":[").append(last).append("]}\n\n");
        return Played.stream(
                GenerateContent.FORMAT, Framing.SSE, events.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static final String STOP = "{\"finishReason\":\"STOP\"}";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamedArguments(boolean endMark) {
        Played played = stream(
                STOP,
                "{\"functionCall\":{\"name\":\"book\",\"willContinue\":true},\"thoughtSignature\":\"QVk=\"}",
                "{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.trip.from\",\"stringValue\":\"Cux\",\"willContinue\":true}],\"willContinue\":true}}",
                "{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.trip.from\",\"stringValue\":\"haven\",\"willContinue\":true}],\"willContinue\":true}}",
                "{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.trip.from\",\"stringValue\":\"\"}],\"willContinue\":true}}",
                "{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.trip.seats\",\"numberValue\":2}],\"willContinue\":true}}",
                endMark ? "{\"functionCall\":{}}" : "{\"text\":\"\"}");

        assertThat(played.response().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("book");
            assertThat(call.arguments()).isEqualTo("{\"trip\":{\"from\":\"Cuxhaven\",\"seats\":2}}");
            assertThat(call.opaque()).isEqualTo(new Opaque(Written.HERE, "{\"thoughtSignature\":\"QVk=\"}"));
        });
        assertThat(played.events().get(0)).isInstanceOf(ChatEvent.ToolCallStarted.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [{"jsonPath":"$.a[1].b","boolValue":true}]                                     | {"a":[null,{"b":true}]}
        [{"jsonPath":"$.list[]"}]                                                      | {"list":[]}
        [{"jsonPath":"$.list[0]","stringValue":"x"},{"jsonPath":"$.list[]"}]           | {"list":["x"]}
        [{"jsonPath":"$.empty"}]                                                       | {"empty":{}}
        [{"jsonPath":"$.n","nullValue":"NULL_VALUE"}]                                  | {"n":null}
        [{"jsonPath":"$['odd name'].x","numberValue":1.5}]                             | {"odd name":{"x":1.5}}
        [{"jsonPath":"$.a","stringValue":"1"},{"jsonPath":"$.a","stringValue":"2"}]    | {"a":"2"}
        [{"jsonPath":"$.m[0][1]","numberValue":3}]                                     | {"m":[[null,3]]}
        [{"jsonPath":"$.a","numberValue":1},{"jsonPath":"$.a.b","numberValue":2}]      | {"a":{"b":2}}
        [{"jsonPath":"$.big[999999]","numberValue":1},{"jsonPath":"$..","numberValue":1},{"stringValue":"lost"},7] | {"big":[]}
        """)
    void placesOfArguments(String pieces, String arguments) throws JsonProcessingException {
        PartialArguments partial = new PartialArguments();
        partial.add(Json.read("{\"partialArgs\":" + pieces + "}"));

        assertThat(partial).hasToString(arguments);
    }

    @Test
    void aCallBehindAnUnfinishedOneClosesIt() {
        Played played = stream(
                STOP,
                "{\"functionCall\":{\"name\":\"a\",\"args\":{\"x\":1},\"willContinue\":true}}",
                "{\"functionCall\":{\"name\":\"b\",\"args\":{\"y\":2}}}");

        assertThat(played.response().toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly("{\"x\":1}", "{\"y\":2}");
    }

    @Test
    void anUnfinishedCallOfABrokenStreamIsNoCall() {
        Played played = Played.stream(
                GenerateContent.FORMAT,
                Framing.SSE,
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"a\",\"willContinue\":true}}]}}]}\n\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(played.finished()).isFalse();
        assertThat(played.response().toolCalls()).isEmpty();
    }

    @Test
    void argumentsThatAreNoObjectReachTheCallerAsTheyCame() {
        ToolCall call = whole(
                        "{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"a\",\"args\":[1]}}]},\"finishReason\":\"STOP\"}")
                .response()
                .toolCalls()
                .get(0);

        assertThat(call.arguments()).isEqualTo("[1]");
        assertThat(call.problem()).contains("must be a JSON object");
    }

    @Test
    void picturesInTheAnswer() {
        Played played = stream(
                "{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AQID\"},\"thoughtSignature\":\"QVk=\"}]},\"finishReason\":\"STOP\"}",
                "{\"text\":\"Here: \"}");
        Media picture = (Media) played.response().message().parts().get(1);

        assertThat(((Media.Bytes) picture.source()).toByteArray()).containsExactly(1, 2, 3);
        assertThat(picture.opaque()).isEqualTo(new Opaque(Written.HERE, "{\"thoughtSignature\":\"QVk=\"}"));
        assertThat(played.events())
                .extracting(ChatEvent::kind)
                .containsExactly(ChatEvent.Kind.TEXT_DELTA, ChatEvent.Kind.PART_DONE, ChatEvent.Kind.PART_DONE);
    }

    @Test
    void codeThatGoogleRanIsKeptAsItCame() {
        String code = "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"print(1)\"},\"thoughtSignature\":\"S\"}";
        String result = "{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_OK\",\"output\":\"1\\n\"}}";
        List<Part> parts = whole("{\"content\":{\"parts\":[" + code + "," + result
                        + ",{\"text\":\"One.\"}]},\"finishReason\":\"STOP\"}")
                .response()
                .message()
                .parts();

        assertThat(parts)
                .containsExactly(
                        new Part.Foreign("executableCode", new Opaque(Written.HERE, code)),
                        new Part.Foreign("codeExecutionResult", new Opaque(Written.HERE, result)),
                        Text.of("One."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"not base64!\"}}",
                "{\"inlineData\":{\"data\":\"AQID\"}}",
                "{\"hologram\":{\"w\":1}}",
                "{\"text\":5}",
                "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AQID\"},\"thought\":true}"
            })
    void partsWithoutANameOfOursAreKept(String part) {
        Part kept = whole("{\"content\":{\"parts\":[" + part + "]},\"finishReason\":\"STOP\"}")
                .response()
                .message()
                .parts()
                .get(0);

        assertThat(kept).isInstanceOf(Part.Foreign.class);
        assertThat(kept.opaque()).isEqualTo(new Opaque(Written.HERE, part));
    }

    @Test
    void sourcesStandWhereTheVendorsBytesPoint() {
        Text text = (Text) GeminiRecordingsTest.play(
                        "google-gemini/vertexai-sdk-test-data-unary-success-google-search-grounding-0")
                .response()
                .message()
                .parts()
                .get(0);

        assertThat(text.citations())
                .extracting(
                        citation -> citation.title() + ": " + text.text().substring(citation.start(), citation.end()))
                .containsExactly(
                        "accuweather.com: The current weather in London, United Kingdom is cloudy.",
                        "Weather information for locality: London: "
                                + "The temperature is 67°F (19°C), but it feels like 75°F (24°C).",
                        "Weather information for locality: London: "
                                + "There is a 0% chance of rain, and the humidity is around 41%.");
    }

    @Test
    void sourcesOfAStream() {
        Played played = stream(
                "{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"S\"}]},\"finishReason\":\"STOP\","
                        + "\"citationMetadata\":{\"citations\":[{\"startIndex\":0,\"endIndex\":5,\"uri\":\"https://a.example\",\"title\":\"A\"}]},"
                        + "\"groundingMetadata\":{\"groundingChunks\":[{\"retrievedContext\":{\"uri\":\"gs://b/c\",\"title\":\"C\",\"text\":\"words\"}},{\"web\":{\"uri\":\"https://d.example\"}}],"
                        + "\"groundingSupports\":[{\"segment\":{\"partIndex\":3,\"startIndex\":1,\"endIndex\":2,\"text\":\"größer\"},\"groundingChunkIndices\":[0,9]}]}}",
                "{\"text\":\"Är\"}",
                "{\"text\":\"e ist größer.\"}");
        List<Part> parts = played.response().message().parts();

        assertThat(((Text) parts.get(0)).citations())
                .containsExactly(
                        // five bytes are four characters
                        new Citation("A", "https://a.example", null, 0, 4, null),
                        new Citation("C", "gs://b/c", "words", 8, 14, null));
        // a source of the whole belongs to the last text, be it empty
        assertThat(((Text) parts.get(1)).citations())
                .containsExactly(new Citation(null, "https://d.example", null, -1, -1, null));
    }
}
