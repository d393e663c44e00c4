package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatResponse;
import dev.interline.Part;
import dev.interline.Thinking;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Refused;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recording of the format, by name. */
class GeminiRecordingsTest {
    private static final List<String> FOLDERS = List.of("vertex-gemini", "google-gemini");

    static Stream<String> recordings() {
        return FOLDERS.stream().flatMap(folder -> Recording.names(folder).stream());
    }

    static Stream<String> streams() {
        return recordings().filter(name -> Recording.of(name).streamed());
    }

    static Played play(String name) {
        Recording recording = Recording.of(name);
        return recording.streamed()
                ? Played.stream(GenerateContent.FORMAT, Framing.SSE, recording.body())
                : Played.whole(GenerateContent.FORMAT, recording.body());
    }

    /** File; how the text begins and how long it is; tools called; end; input, output and reasoning tokens; model. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        google-gemini/fantasy-testgooglethinking-gemini-3-pro-preview-thinking-streaming-0 | '' | 0 | weather | TOOL_CALLS (STOP) | 65 | 110 | 94 | gemini-3.1-pro-preview
        google-gemini/vertexai-sdk-test-data-streaming-success-thinking-function-call-thought-summary-signature-0 | '' | 0 | now | TOOL_CALLS (STOP) | 38 | 174 | 168 | gemini-2.5-flash
        google-gemini/vertexai-sdk-test-data-unary-success-google-search-grounding-0 | The current weather in London, | 182 | '' | STOP (STOP) | 8 | 60 | 0 | gemini-2.0-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-multi-tool-0 | '' | 0 | add multiply | TOOL_CALLS (STOP) | 61 | 80 | 70 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-multi-tool-1 | The sum of 2 and 3 is 5. | 53 | '' | STOP (STOP) | 147 | 25 | 0 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-multi-tool-streaming-0 | '' | 0 | add multiply | TOOL_CALLS (STOP) | 57 | 52 | 42 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-multi-tool-streaming-1 | The sum of 2 and 3 is 5. | 53 | '' | STOP (STOP) | 115 | 24 | 0 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-simple-0 | Olá! | 4 | '' | STOP (STOP) | 9 | 26 | 24 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-simple-streaming-0 | Olá! (pronounced "oh-LAH") | 26 | '' | STOP (STOP) | 9 | 45 | 36 | gemini-2.5-flash
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-pro-tool-0 | '' | 0 | weather | TOOL_CALLS (STOP) | 28 | 122 | 117 | gemini-2.5-pro
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-pro-tool-1 | The weather in Florence, Italy | 54 | '' | STOP (STOP) | 155 | 14 | 0 | gemini-2.5-pro
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-pro-tool-streaming-0 | '' | 0 | weather | TOOL_CALLS (STOP) | 28 | 122 | 117 | gemini-2.5-pro
        vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-pro-tool-streaming-1 | The weather in Florence, Italy | 40 | '' | STOP (STOP) | 155 | 13 | 0 | gemini-2.5-pro
        vertex-gemini/fantasy-testgooglevertexobjectgeneration-vertex-gemini-2-5-pro-compl-27ec4e-0 | { | 192 | '' | STOP (STOP) | 37 | 340 | 263 | gemini-2.5-pro
        vertex-gemini/fantasy-testgooglevertexobjectgeneration-vertex-gemini-2-5-pro-complex-object-0 | { | 192 | '' | STOP (STOP) | 37 | 466 | 389 | gemini-2.5-pro
        vertex-gemini/otel-python-function-call-choice-0 | '' | 0 | get_current_weather get_current_weather | TOOL_CALLS (STOP) | 74 | 216 | 200 | gemini-2.5-pro
        vertex-gemini/otel-python-generate-content-with-files-0 | This is a test. | 15 | '' | STOP (STOP) | 521 | 429 | 424 | gemini-2.5-pro
        vertex-gemini/otel-python-streaming-logcontent-gemini-2-5-flash-vertexaiapi-sync-default-0 | When systems hum, a silent, co | 1564 | '' | STOP (STOP) | 8 | 2581 | 2193 | gemini-2.5-flash
        vertex-gemini/otel-python-tool-events-0 | The current temperature in New | 79 | '' | STOP (STOP) | 128 | 718 | 692 | gemini-2.5-pro
        vertex-gemini/vertexai-sdk-test-data-streaming-failure-finish-reason-safety-0 | <redacted> | 10 | '' | CONTENT_FILTER (SAFETY) | 10 | 66 | 0 | gemini-1.5-flash
        vertex-gemini/vertexai-sdk-test-data-streaming-success-utf8-0 | 秋风瑟瑟，叶落纷纷，| 225 | '' | STOP (STOP) | - | - | - | ''
        vertex-gemini/vertexai-sdk-test-data-unary-failure-prompt-blocked-safety-0 | '' | 0 | '' | CONTENT_FILTER (SAFETY) | - | - | - | ''
        vertex-gemini/vertexai-sdk-test-data-unary-success-function-call-parallel-calls-0 | '' | 0 | sum sum sum | TOOL_CALLS (STOP) | - | - | - | ''
        """)
    void answers(
            String name,
            String begins,
            int length,
            String tools,
            String stop,
            Long input,
            Long output,
            Long reasoning,
            String model) {
        Played played = play(name);

        assertThat(played.failure()).isNull();
        ChatResponse response = played.response();
        assertThat(response.text()).startsWith(begins).hasSize(length);
        assertThat(String.join(
                        " ",
                        response.toolCalls().stream().map(call -> call.name()).toList()))
                .isEqualTo(tools);
        assertThat(response.toolCalls())
                .allMatch(call -> call.problem() == null && !call.id().isEmpty());
        assertThat(response.stopReason()).hasToString(stop);
        assertThat(response.usage().input()).isEqualTo(known(input));
        assertThat(response.usage().output()).isEqualTo(known(output));
        assertThat(response.usage().reasoning()).isEqualTo(known(reasoning));
        assertThat(response.servedModel()).isEqualTo(model);
        if (Recording.of(name).streamed()) {
            assertThat(played.shownText()).isEqualTo(response.text());
        }
    }

    private static OptionalLong known(Long tokens) {
        return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    /** Errors, whatever their HTTP status was: read as an answer, they are refused and never taken for an empty one. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        google-gemini/ruby-llm-real-error-scenarios-gemini-gemini-2-5-flash-handles-context-92063f-0 | 429 | RESOURCE_EXHAUSTED
        google-gemini/vertexai-sdk-test-data-unary-failure-api-key-0 | 400 | INVALID_ARGUMENT
        vertex-gemini/otel-python-generate-content-invalid-role-0 | 400 | INVALID_ARGUMENT
        vertex-gemini/otel-python-generate-content-invalid-temperature-0 | 400 | INVALID_ARGUMENT
        vertex-gemini/otel-python-generate-content-missing-model-0 | 404 | NOT_FOUND
        vertex-gemini/vertexai-sdk-test-data-streaming-failure-error-mid-stream-0 | 200 | CANCELLED
        vertex-gemini/vertexai-sdk-test-data-unary-failure-iam-permission-denied-0 | 403 | PERMISSION_DENIED
        vertex-gemini/vertexai-sdk-test-data-unary-failure-quota-exceeded-0 | 429 | RESOURCE_EXHAUSTED
        vertex-gemini/vertexai-sdk-test-data-unary-failure-unknown-model-0 | 404 | NOT_FOUND
        """)
    void errors(String name, int status, String word) {
        assertThat(Recording.of(name).status()).isEqualTo(status);
        Played played = play(name);

        assertThat(played.failure()).isInstanceOf(Refused.class);
        JsonNode said = ((Refused) played.failure()).refusal().json();
        assertThat(said.path("error").path("status").asText()).isEqualTo(word);
    }

    @Test
    void aFrontEndsPageIsNoAnswer() {
        Played played = play("vertex-gemini/vertexai-sdk-test-data-unary-failure-invalid-location-url-not-found-0");

        assertThat(played.failure()).isInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class);
    }

    @Test
    void noRecordingIsLeftOut() throws Exception {
        List<String> named = Stream.of(GeminiRecordingsTest.class.getDeclaredMethods())
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(CsvSource.class)))
                .flatMap(rows -> rows.textBlock().lines())
                .map(row -> row.substring(0, row.indexOf('|')).trim())
                .toList();

        assertThat(recordings())
                .hasSize(33)
                .filteredOn(name -> !named.contains(name))
                .containsExactly("vertex-gemini/vertexai-sdk-test-data-unary-failure-invalid-location-url-not-found-0");
    }

    @Test
    void thoughtsStandBeforeTheCallThatTheyLedTo() {
        List<Part> parts = play("google-gemini/vertexai-sdk-test-data-streaming-success-thinking-function-call-thought-"
                        + "summary-signature-0")
                .response()
                .message()
                .parts();

        assertThat(parts.get(0)).isInstanceOf(Thinking.class);
        assertThat(((Thinking) parts.get(0)).text())
                .startsWith("**Calculating the Days**")
                .hasSize(765);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(1).opaque()).isNotNull();
    }

    @Test
    void whatIsBesideTheAnswerIsADetail() throws Exception {
        ChatResponse grounded = play("google-gemini/vertexai-sdk-test-data-unary-success-google-search-grounding-0")
                .response();
        ChatResponse filtered = play("vertex-gemini/vertexai-sdk-test-data-streaming-failure-finish-reason-safety-0")
                .response();
        ChatResponse blocked = play("vertex-gemini/vertexai-sdk-test-data-unary-failure-prompt-blocked-safety-0")
                .response();

        assertThat(Json.read(grounded.details().get("groundingMetadata")).path("webSearchQueries"))
                .isNotEmpty();
        assertThat(filtered.details().get("safetyRatings")).contains("HARM_CATEGORY_HARASSMENT", "\"blocked\":true");
        assertThat(blocked.details().get("promptFeedback")).contains("HARM_CATEGORY_HATE_SPEECH");
        assertThat(play("vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-simple-0")
                        .response()
                        .details())
                .containsEntry("trafficType", "\"ON_DEMAND\"")
                .containsKeys("avgLogprobs", "createTime");
    }
}
