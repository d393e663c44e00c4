package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import dev.interline.wire.Json;
import dev.interline.wire.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format against a server that speaks it at its real path. */
class BedrockTest {
    private static final ChatRequest REQUEST =
            ChatRequest.builder().user("Hi").maxOutputTokens(100).build();

    private final FakeClouds clouds = FakeClouds.start();
    private final FakeCloud cloud = clouds.on("bedrock");
    private final Transport transport = Transport.create();

    @AfterEach
    void close() {
        transport.close();
        clouds.awaitConnections(0, Duration.ofSeconds(5));
        clouds.close();
    }

    private ChatModel model(BedrockFormat format) {
        return Bedrock.in("us-east-1")
                .endpoint(clouds.url("bedrock"))
                .apiKey("a-key")
                .transport(transport)
                .model("us.anthropic.claude-sonnet-5", it -> it.format(format).reasons(false));
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void answersWhole(BedrockFormat format) {
        cloud.says("Hello there").uses(3, 2);

        ChatResponse answer = model(format).chat(REQUEST);

        assertThat(answer.text()).isEqualTo("Hello there");
        assertThat(answer.usage().input()).hasValue(3);
        assertThat(answer.usage().output()).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void answersInPieces(BedrockFormat format) {
        cloud.says(List.of("Hello", " ", "there")).uses(3, 2);

        List<String> pieces = new ArrayList<>();
        try (ChatStream stream = model(format).stream(REQUEST)) {
            stream.text().forEach(pieces::add);
            assertThat(stream.response().usage().output()).hasValue(2);
        }

        assertThat(pieces).containsExactly("Hello", " ", "there");
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void aSignedRequestPasses(BedrockFormat format) {
        cloud.accepts("AKIDEXAMPLE").says("Hello");
        ChatModel model = Bedrock.in("us-east-1")
                .endpoint(clouds.url("bedrock"))
                .keys(new AwsKeys("AKIDEXAMPLE", "a-secret"))
                .transport(transport)
                .model("us.anthropic.claude-sonnet-5", it -> it.format(format).reasons(false));

        assertThat(model.chat(REQUEST).text()).isEqualTo("Hello");
    }

    static Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        for (BedrockFormat format : BedrockFormat.values()) {
            all.add(Arguments.of(format, Fault.THROTTLED, Kind.RATE_LIMITED));
            all.add(Arguments.of(format, Fault.UNAVAILABLE, Kind.UNAVAILABLE));
            all.add(Arguments.of(format, Fault.OVERLOADED, Kind.UNAVAILABLE));
            all.add(Arguments.of(format, Fault.INTERNAL, Kind.UNAVAILABLE));
            all.add(Arguments.of(format, Fault.TIMED_OUT, Kind.TIMED_OUT));
            all.add(Arguments.of(format, Fault.DENIED, Kind.DENIED));
            all.add(Arguments.of(format, Fault.UNKNOWN_MODEL, Kind.NOT_FOUND));
            all.add(Arguments.of(format, Fault.TOO_LONG, Kind.TOO_LONG));
            all.add(Arguments.of(format, Fault.INVALID, Kind.INVALID));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @MethodSource("faults")
    void aRefusalIsUnderstood(BedrockFormat format, Fault fault, Kind kind) {
        cloud.fails(fault);

        assertThat(failure(() -> model(format).chat(REQUEST)).kind()).isEqualTo(kind);
        assertThat(failure(() -> model(format).stream(REQUEST)).kind()).isEqualTo(kind);
    }

    /** Who is denied and what is unknown is told before there is a stream; a failed response has no word for the rest. */
    static Stream<Arguments> faultsInside() {
        return faults().filter(row -> {
            Object fault = row.get()[1];
            boolean mute = fault == Fault.INVALID && row.get()[0] == BedrockFormat.RESPONSES;
            return fault != Fault.DENIED && fault != Fault.UNKNOWN_MODEL && !mute;
        });
    }

    @ParameterizedTest(name = "{0}: {1} inside a stream is {2}")
    @MethodSource("faultsInside")
    void anErrorInsideAStreamIsUnderstood(BedrockFormat format, Fault fault, Kind kind) {
        cloud.plays(Play.says("Hello").errorFirst(fault));

        assertThat(failure(() -> model(format).stream(REQUEST)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void aHintIsUnderstood(BedrockFormat format) {
        cloud.throttles(Duration.ofSeconds(7));

        assertThat(failure(() -> model(format).chat(REQUEST)).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void aStreamThatIsCutIsNoAnswer(BedrockFormat format) {
        cloud.plays(Play.says(List.of("Hello", " ", "there")).cutAfterTokens(2));

        try (ChatStream stream = model(format).stream(REQUEST)) {
            assertThat(failure(stream::response).kind()).isEqualTo(Kind.STREAM_BROKEN);
            assertThat(stream.partial().orElseThrow().text()).isEqualTo("Hello ");
        }
    }

    @Test
    void aWrongPathIsAnError() {
        cloud.says("Hello");
        ChatModel model = Bedrock.in("us-east-1")
                .endpoint(clouds.url("bedrock") + "/v2")
                .apiKey("a-key")
                .transport(transport)
                .model("amazon.nova-lite-v1:0", it -> it.reasons(false));

        assertThat(failure(() -> model.chat(REQUEST)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(() -> model.stream(REQUEST)).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void converseSaysNothingOfTheModelInItsBody() {
        cloud.says("Hello");

        model(BedrockFormat.CONVERSE).chat(REQUEST);

        JsonNode body = Json.lenient(cloud.lastRequest().body());
        assertThat(body.has("model")).isFalse();
        assertThat(body.path("inferenceConfig").path("maxTokens").asInt()).isEqualTo(100);
    }

    @Test
    void whatIsForBedrockAloneIsMergedIntoTheBody() {
        cloud.says("Hello");
        ChatRequest fast = REQUEST.toBuilder()
                .options(it -> it.extra("bedrock", Map.of("performanceConfig", Map.of("latency", "optimized"))))
                .build();

        model(BedrockFormat.CONVERSE).chat(fast, CallContext.create());

        assertThat(Json.lenient(cloud.lastRequest().body())
                        .path("performanceConfig")
                        .path("latency")
                        .asText())
                .isEqualTo("optimized");
    }

    private static ChatException failure(ThrowingCallable call) {
        return catchThrowableOfType(ChatException.class, call);
    }
}
