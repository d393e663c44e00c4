package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Transport;
import dev.interline.wire.compatible.OpenAiCompatible;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fake clouds without a server: the same plays, and every pause exact. */
class InMemoryTest {
    private static final ChatRequest SHORT =
            ChatRequest.builder().user("hi").maxOutputTokens(100).build();

    private final ManualTime time = new ManualTime();
    private final FakeClouds clouds = FakeClouds.inMemory(time);
    private final Transport transport = clouds.transport().build();
    private final FakeCloud cloud = clouds.on("any").as(Vendor.OPENAI);
    private final ChatModel model = OpenAiCompatible.at(clouds.url("any") + "/v1")
            .apiKey("k")
            .transport(transport)
            .time(time)
            .model("any", it -> it.reasons(false));

    @AfterEach
    void nothingIsLeft() {
        time.settle();
        assertThat(clouds.connectionsOpen()).isZero();
        assertThat(cloud.inFlight()).isZero();
        transport.close();
        clouds.close();
    }

    @Test
    void pausesAreExactAndTakeNoTime() {
        cloud.says("one two three").headersAfter(Duration.ofSeconds(5)).paced(Duration.ofSeconds(7));

        try (ChatStream stream = model.stream("hi")) {
            Iterator<String> text = stream.text().iterator();
            assertThat(text.next()).isEqualTo("one");
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
            assertThat(text.next()).isEqualTo(" two");
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(12));
            assertThat(stream.response().text()).isEqualTo("one two three");
        }
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(19));
        assertThat(model.chat(SHORT).text()).isEqualTo("one two three");
        assertThat(cloud.requests().get(1).time())
                .isEqualTo(cloud.requests().get(0).time().plusSeconds(19));
    }

    @Test
    void aResetAndACutAndACloseAreErrorsAsOnASocket() {
        cloud.next(
                Play.resets(),
                Play.says("one two").cutAfterTokens(1),
                Play.says("one two").closedAfterTokens(1),
                Play.says("one two").resetAfterTokens(1));

        assertThatThrownBy(() -> model.chat("hi"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Connection reset");
        for (String word : new String[] {"ended before", "unexpected end of stream", "Connection reset"}) {
            try (ChatStream stream = model.stream("hi")) {
                assertThatThrownBy(stream::response).isInstanceOfSatisfying(StreamBrokenException.class, e -> {
                    assertThat(e.partial().orElseThrow().text()).isEqualTo("one");
                    assertThat(e.getCause()).hasMessageContaining(word);
                });
            }
        }
    }

    @Test
    void aBodyOfKnownLengthIsOverWithItsLastByte() {
        cloud.says("hello").closesAfter(Duration.ofMinutes(1));

        assertThat(model.chat(SHORT).text()).isEqualTo("hello");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void whoeverLeavesAbandonsTheAnswer() {
        cloud.hangs();
        CallContext call = CallContext.create();
        time.after(Duration.ofSeconds(3), call::cancel);

        assertThatThrownBy(() -> model.chat(SHORT, call)).isInstanceOf(CancelledException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cloud.abandoned()).isEqualTo(1);
    }

    @Test
    void nobodyElseIsThere() {
        for (String address : new String[] {"https://nowhere.test/v1", "https://fake.test:81/any/v1"}) {
            ChatModel lost =
                    OpenAiCompatible.at(address).transport(transport).time(time).model("any");
            assertThatThrownBy(() -> lost.chat("hi"))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.UNAVAILABLE));
        }
    }
}
