package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatRequest;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.InvalidException;
import dev.interline.error.UnavailableException;
import dev.interline.time.Time;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One call, one answer: whoever asks for more by the vendor's own words is told so before anything is sent. */
class OneAnswerTest {
    private static final Cloud CLOUD = new PlainCloud(refusal -> new UnavailableException("refused"));

    static List<Arguments> more() {
        return List.of(
                Arguments.of(ChatCompletions.FORMAT, Map.of("n", 2)),
                Arguments.of(GenerateContent.FORMAT, Map.of("generationConfig", Map.of("candidateCount", 3))));
    }

    @ParameterizedTest
    @MethodSource("more")
    void moreAreRefused(WireFormat format, Map<String, Object> extras) {
        // nobody listens there
        Dialect dialect = new Dialect(
                format, (any, streaming) -> "http://localhost:1/", Framing.SSE, Adjust.NOTHING, Signer.NONE);
        HttpChatModel model = new HttpChatModel(
                CLOUD, dialect, Profile.of(new ModelId("test", "", "m")), Transport.shared(), Time.system());
        ChatRequest request = ChatRequest.builder()
                .user("q")
                .options(options -> options.extra("test", extras))
                .build();

        for (Runnable call : List.<Runnable>of(() -> model.chat(request), () -> model.stream(request))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            e -> assertThat(e.trail().hops()).isEmpty())
                    .hasMessageContaining("answers; a call gives one");
        }
    }
}
