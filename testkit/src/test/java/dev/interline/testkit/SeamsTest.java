package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.StreamBrokenException;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.wire.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The seams of the house over real sockets: one dialect through format, transport, router and back. */
class SeamsTest {
    private static final String ANSWER = "the quick brown fox jumps over the lazy dog and runs away";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FakeClouds clouds = FakeClouds.start();
    private final Transport transport = Transport.create();
    private final ChatModel azure = ChatCloud.model(clouds, "azure", transport);
    private final ChatModel bedrock = ChatCloud.model(clouds, "bedrock", transport);

    @AfterEach
    void stop() {
        transport.close();
        clouds.close();
    }

    private Router router() {
        return Router.over(Target.of(azure).name("azure"), Target.of(bedrock).name("bedrock"));
    }

    @Test
    void asksWholeAndStreamed() {
        clouds.on("azure").says(ANSWER).uses(Counts.of(22, 12));
        ChatRequest request =
                ChatRequest.builder().user("hi").maxOutputTokens(100).build();

        ChatResponse whole = azure.chat(request);
        assertThat(whole.text()).isEqualTo(ANSWER);
        assertThat(whole.trail().attempts()).isEqualTo(1);
        try (ChatStream stream = azure.stream(request)) {
            StringBuilder text = new StringBuilder();
            stream.text().forEach(text::append);
            assertThat(text).hasToString(ANSWER);
            assertThat(stream.response().usage()).isEqualTo(whole.usage());
            assertThat(stream.response().stopReason()).isEqualTo(whole.stopReason());
        }
    }

    @Test
    void theCallerSeesNothingOfACloudThatIsDown() {
        clouds.on("azure").fails(503);
        clouds.on("bedrock").says(ANSWER);

        ChatResponse response = router().chat("hi");

        assertThat(response.text()).isEqualTo(ANSWER);
        assertThat(response.trail().attempts()).isEqualTo(3);
        assertThat(clouds.on("azure").calls()).isEqualTo(2);
    }

    @Test
    void theSecondTargetWinsTheRaceWhenTheFirstIsSlow() {
        clouds.on("azure").says(ANSWER).firstTokenAfter(Duration.ofSeconds(30));
        clouds.on("bedrock").says(ANSWER);

        try (ChatStream stream = router().firstContent(Duration.ofMillis(50)).stream("hi")) {
            assertThat(stream.response().text()).isEqualTo(ANSWER);
            assertThat(stream.response().model().cloud()).isEqualTo("bedrock");
        }
        clouds.on("azure").awaitAbandoned(1, SOON);
    }

    @Test
    void aBrokenStreamBeginsAnewElsewhere() {
        clouds.on("azure").plays(Play.says(ANSWER).cutAfterTokens(4));
        clouds.on("bedrock").says(ANSWER);

        StringBuilder shown = new StringBuilder();
        try (ChatStream stream = router().onStreamFailure(StreamRecovery.RESTART).stream("hi")) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    shown.append(delta.text());
                } else if (event instanceof ChatEvent.FailedOver over) {
                    assertThat(over.from()).isEqualTo("azure");
                    assertThat(over.to()).isEqualTo("bedrock");
                    assertThat(over.cause()).isEqualTo(ChatException.Kind.UNAVAILABLE);
                    assertThat(over.discard()).isPositive();
                    shown.setLength(shown.length() - over.discard());
                }
            }
            assertThat(shown).hasToString(ANSWER);
            assertThat(stream.response().text()).isEqualTo(ANSWER);
            assertThat(stream.response().trail().attempts()).isEqualTo(2);
        }
    }

    @Test
    void aBrokenStreamIsAnErrorWithThePartialAnswerUnlessToldOtherwise() {
        clouds.on("azure").plays(Play.says(ANSWER).cutAfterTokens(4));

        try (ChatStream stream = router().stream("hi")) {
            assertThatThrownBy(() -> stream.text().forEach(text -> {}))
                    .isInstanceOfSatisfying(StreamBrokenException.class, e -> {
                        assertThat(e.partial()).isPresent();
                        assertThat(ANSWER).startsWith(e.partial().get().text());
                        assertThat(e.trail().attempts()).isEqualTo(1);
                    });
        }
    }

    @Test
    void cancellingClosesTheSocketWhileTheModelThinks() {
        clouds.on("azure").hangs();
        CallContext call = CallContext.create();

        CompletableFuture<Void> later = CompletableFuture.runAsync(() -> {
            clouds.on("azure").awaitCalls(1, SOON);
            call.cancel();
        });
        assertThatThrownBy(() -> azure.stream(ChatRequest.of("hi"), call)).isInstanceOf(CancelledException.class);
        later.join();
        clouds.on("azure").awaitAbandoned(1, SOON);
    }

    @Test
    void theDeadlineEndsACallThatHangs() {
        clouds.on("azure").hangs();

        assertThatThrownBy(() -> azure.chat(ChatRequest.of("hi"), CallContext.within(Duration.ofMillis(100))))
                .isInstanceOf(DeadlineExceededException.class);
        clouds.on("azure").awaitAbandoned(1, SOON);
    }
}
