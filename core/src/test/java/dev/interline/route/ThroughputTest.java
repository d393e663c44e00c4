package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Reasoning;
import dev.interline.Stage;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that drips for ever is no answer. */
class ThroughputTest {
    private static final Turn DRIPS = Turn.says("word ".repeat(1_000)).pace(ofSeconds(5));

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").plays(DRIPS);
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");
    private final Router model = route(time, azure, bedrock).minThroughput(Throughput.of(5, ofSeconds(15)));

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(azure.open() + bedrock.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void drippingStreamBreaksInTime() {
        ChatStream stream = model.stream(HELLO);
        StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, () -> Stage.read(stream));
        assertThat(e.getCause()).isInstanceOf(TimedOutException.class).hasMessageContaining("slower than 5.0 tokens");
        TimedOutException cause = (TimedOutException) e.getCause();
        assertThat(cause.clock()).isEqualTo(TimedOutException.Clock.THROUGHPUT);
        assertThat(cause.ran()).isEqualTo(ofSeconds(15));
        assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
        assertThat(azure.cancelled()).isEqualTo(1);
    }

    @Test
    void itIsMendedLikeAnyOtherBreak() {
        assertThat(Stage.read(model.onStreamFailure(StreamRecovery.RESTART).stream(HELLO)))
                .isEqualTo("hello from bedrock");
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(30));
        // and it counts against the target like any other
        model.ask("hi");
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(3);
    }

    @Test
    void streamThatKeepsUpAndOneNobodyHurriesGoOn() {
        String text = "word ".repeat(300);
        ScriptedModel steady = scripted("steady").plays(Turn.says(text).pace(ofMillis(150)));
        assertThat(Stage.read(route(time, steady).minThroughput(Throughput.of(5, ofSeconds(15))).stream(HELLO)))
                .isEqualTo(text);
        ScriptedModel slow =
                scripted("slow").plays(Turn.says("one two three four").pace(ofSeconds(20)));
        assertThat(Stage.read(route(time, slow).stream(HELLO))).isEqualTo("one two three four");
    }

    @Test
    void readerWhoDawdlesIsNotTheStreamsFault() {
        ScriptedModel quick = scripted("quick").says("one two three four five six");
        ChatStream stream = route(time, quick).minThroughput(Throughput.of(5, ofSeconds(15))).stream(HELLO);
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : stream) {
            Stage.apply(event, text);
            time.sleep(ofSeconds(30), CallContext.create());
        }
        assertThat(text).hasToString("one two three four five six");
    }

    @Test
    void thinkingTakesItsTime() {
        Turn thought = Turn.says("well ")
                .thenThinks("hm ".repeat(20))
                .thenSays("one two three")
                .pace(ofSeconds(4));
        ScriptedModel thinker = scripted("thinker").plays(thought);
        ChatRequest shown = HELLO.toBuilder()
                .options(o -> o.reasoning(Reasoning.of(Effort.HIGH).shown()))
                .build();
        assertThat(Stage.read(route(time, thinker).minThroughput(Throughput.of(5, ofSeconds(15))).stream(shown)))
                .isEqualTo("well one two three");
    }

    @Test
    void whatComesBetweenThePartsTakesItsTimeToo() {
        ScriptedModel thinker = scripted("thinker")
                .plays(Turn.says("well ")
                        .thenCalls("look", "{}")
                        .thenSilent(ofSeconds(40))
                        .thenSays("one two three"));
        assertThat(Stage.read(route(time, thinker).minThroughput(Throughput.of(5, ofSeconds(15))).stream(HELLO)))
                .isEqualTo("well one two three");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> Throughput.of(0, ofSeconds(1))).hasMessageContaining("above zero tokens per second");
        assertThatThrownBy(() -> Throughput.of(1, Duration.ZERO)).hasMessageContaining("must be above zero");
    }
}
