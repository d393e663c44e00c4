package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Stage;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.TimedOutException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One deadline over everything, and the slices of it. */
class DeadlinesTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");
    private final Router model = route(time, azure, bedrock);

    @AfterEach
    void nothingIsLeftBehind() {
        time.settle();
        assertThat(azure.open() + bedrock.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void attemptLeavesAQuarterOfTheTimeForTheNextTarget() {
        azure.hangs();
        for (int i = 0; i < 5; i++) {
            Duration before = time.elapsed();
            ChatResponse response = model.deadline(ofSeconds(8)).chat(HELLO);

            assertThat(response.text()).isEqualTo("hello from bedrock");
            assertThat(time.elapsed().minus(before)).isEqualTo(ofSeconds(6));
            assertThat(response.trail().hops().get(0).failure().orElseThrow())
                    .isInstanceOfSatisfying(
                            TimedOutException.class,
                            late -> assertThat(late.clock()).isEqualTo(TimedOutException.Clock.FIRST_CONTENT));
        }
        // it was the call that was in a hurry: its target is not blamed
        assertThat(azure.calls()).isEqualTo(5);
    }

    @Test
    void nothingIsReservedWhenNobodyElseIsLeft() {
        ScriptedModel refusing = scripted("refusing").denied();
        azure.plays(
                Turn.fails(ChatException.Kind.UNAVAILABLE),
                Turn.silent(ofSeconds(7)).thenSays("hello at last"));
        Router route = route(time, refusing, azure).deadline(ofSeconds(8));

        assertThat(route.ask("hi")).isEqualTo("hello at last");
        assertThat(time.elapsed()).isEqualTo(ofMillis(7_025));
    }

    @Test
    void deadlineIsKeptToTheNanosecond() {
        azure.hangs();
        ScriptedModel vertex = scripted("vertex").hangs();
        for (int i = 0; i < 2; i++) {
            ManualTime clock = new ManualTime();
            Router route = route(clock, azure, vertex);
            boolean streams = i == 1;
            assertThatThrownBy(() -> {
                        if (streams) {
                            route.stream(HELLO, CallContext.within(ofMillis(34_567)));
                        } else {
                            route.chat(HELLO, CallContext.within(ofMillis(34_567)));
                        }
                    })
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("34567 ms");
            assertThat(clock.elapsed()).isEqualTo(ofMillis(34_567));
            clock.settle();
            assertThat(clock.timers()).isZero();
        }
        assertThat(vertex.open()).isZero();
    }

    @Test
    void shorterOfTwoDeadlinesCounts() {
        azure.hangs();
        Router route = route(time, azure);
        assertThatThrownBy(() -> route.deadline(ofSeconds(5)).chat(HELLO, CallContext.within(ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> route.deadline(ofSeconds(2)).chat(HELLO, CallContext.within(ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
    }

    @Test
    void callWithoutLimitHasTenMinutesAndFifteenInTheFlexTier() {
        azure.plays(Turn.pings(1_000, ofSeconds(30)));
        Router route = route(time, azure);
        assertThatThrownBy(() -> route.chat(HELLO)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(10));

        ChatRequest flex = HELLO.toBuilder().options(o -> o.serviceTier("flex")).build();
        assertThatThrownBy(() -> route.stream(flex)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(25));
    }

    @Test
    void streamThatLivesMayTakeLongerThanTheDefault() {
        azure.plays(Turn.says("word ".repeat(30)).pace(ofSeconds(50)));
        assertThat(Stage.read(route(time, azure).stream(HELLO))).hasSize(150);
        assertThat(time.elapsed()).isGreaterThan(ofMinutes(20));
    }

    @Test
    void restartHasTheDefaultAnewUntilItsFirstContent() {
        azure.plays(Turn.says("one two").pace(ofSeconds(50)).first(1).thenFails(ChatException.Kind.DENIED));
        ScriptedModel drips = scripted("drips").plays(Turn.pings(1_000, ofSeconds(30)));
        ChatStream stream = route(time, azure, drips).onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        time.advance(ofMinutes(9));
        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(19));
    }

    @Test
    void deadlineThatWasSetCoversTheReading() {
        azure.plays(Turn.says("one two three").pace(ofSeconds(50)));
        ChatStream stream = route(time, azure).deadline(ofSeconds(70)).stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.partial().orElseThrow().text()).isEqualTo("one two "));
        assertThat(time.elapsed()).isEqualTo(ofSeconds(70));
    }
}
