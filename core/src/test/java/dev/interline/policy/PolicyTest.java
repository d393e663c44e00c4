package dev.interline.policy;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Stage;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = ScriptedModel.named("azure").time(time);

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(model.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void retryTriesAsOftenAsItMayWithGrowingPauses() {
        model.unavailable();
        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> model.with(Retry.upTo(4)).chat(HELLO));
        assertThat(model.calls()).isEqualTo(4);
        assertThat(time.waits()).containsExactly(ofMillis(25), ofMillis(50), ofMillis(100));
        assertThat(e.trail().hops())
                .extracting(Hop::why)
                .containsExactly(Hop.Why.FIRST, Hop.Why.RETRY, Hop.Why.RETRY, Hop.Why.RETRY);
        assertThat(e.trail().hops())
                .extracting(Hop::waited)
                .containsExactly(ZERO, ofMillis(25), ofMillis(50), ofMillis(100));
    }

    @Test
    void retryStopsWithTheFirstAnswer() {
        model.unavailable().times(2).says("hello");
        ChatResponse response = model.with(Retry.upTo(5)).chat(HELLO);
        assertThat(response.text()).isEqualTo("hello");
        assertThat(response.trail().attempts()).isEqualTo(3);
        assertThat(Stage.read(model.with(Retry.upTo(5)).stream(HELLO))).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyWhatMayHelpIsTriedAgain(Kind kind) {
        model.fails(kind);
        assertThatThrownBy(() -> model.with(Retry.upTo(2)).chat(HELLO)).isInstanceOf(ChatException.class);
        assertThat(model.calls()).isEqualTo(kind.advice() == Advice.RETRY ? 2 : 1);
    }

    @Test
    void hintIsKeptToUnlessItIsTooLong() {
        model.throttled(ofSeconds(7)).says("hello");
        assertThat(model.with(Retry.upTo(2)).ask("hi")).isEqualTo("hello");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(7));

        ScriptedModel long_ = ScriptedModel.named("long").time(time).throttled(ofSeconds(31));
        assertThatThrownBy(() -> long_.with(Retry.upTo(2)).ask("hi")).isInstanceOf(RateLimitedException.class);
        assertThatThrownBy(() ->
                        long_.with(Retry.upTo(2).longestWait(ofSeconds(30))).ask("hi"))
                .isInstanceOf(RateLimitedException.class);
        assertThat(long_.calls()).isEqualTo(2);
        assertThatThrownBy(() ->
                        long_.with(Retry.upTo(2).longestWait(ofSeconds(31))).ask("hi"))
                .isInstanceOf(RateLimitedException.class);
        assertThat(long_.calls()).isEqualTo(4);
    }

    @Test
    void retryNeverWaitsBeyondTheDeadline() {
        model.throttled(ofSeconds(7));
        assertThatThrownBy(() -> model.with(Retry.upTo(3)).chat(HELLO, CallContext.within(ofSeconds(7))))
                .isInstanceOf(RateLimitedException.class);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void brokenStreamIsNotTriedAgain() {
        model.plays(Turn.says("one two").first(1).thenFails(Kind.UNAVAILABLE));
        ChatStream stream = model.with(Retry.upTo(3)).stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOf(StreamBrokenException.class);
        assertThat(model.calls()).isEqualTo(1);
    }

    @Test
    void deadlineCoversTheWholeOfTheStream() {
        model.plays(Turn.says("one two three").pace(ofSeconds(4)));
        ChatStream stream = model.with(Deadline.of(ofSeconds(5))).stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
    }

    @Test
    void shorterDeadlineCounts() {
        model.hangs();
        assertThatThrownBy(() -> model.with(Deadline.of(ofSeconds(5))).chat(HELLO, CallContext.within(ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
        assertThatThrownBy(() -> model.with(Deadline.of(ofSeconds(5)), Deadline.of(ofSeconds(9)))
                        .chat(HELLO))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(8));
    }

    @Test
    void deadlineAroundRetryIsOverAllTriesAndInsideItOverEach() {
        model.plays(Turn.silent(ofSeconds(2)).thenFails(Kind.UNAVAILABLE));
        assertThatThrownBy(() ->
                        model.with(Deadline.of(ofSeconds(5)), Retry.upTo(9)).chat(HELLO))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
        assertThat(model.calls()).isEqualTo(3);

        assertThatThrownBy(() ->
                        model.with(Retry.upTo(4), Deadline.of(ofSeconds(5))).chat(HELLO))
                .isInstanceOf(UnavailableException.class);
        assertThat(model.calls()).isEqualTo(7);
    }

    @Test
    void policiesThatRepeatAreNotPutAroundEachOther() {
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable twice :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> model.with(Retry.upTo(2), Retry.upTo(2)),
                        () -> model.with(Retry.upTo(2)).with(Retry.upTo(2)),
                        () -> model.with(Retry.upTo(2))
                                .with(Deadline.of(ofSeconds(1)))
                                .with(Retry.upTo(2)),
                        () -> route(time, model).with(Deadline.of(ofSeconds(1)), Retry.upTo(2)))) {
            assertThatIllegalArgumentException().isThrownBy(twice).withMessageContaining("multiply; remove one");
        }
        model.with(Deadline.of(ofSeconds(1)), Retry.upTo(2)).with(Deadline.of(ofSeconds(1)));
    }

    @Test
    void settingsSayWhatTheyTake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Retry.upTo(0)).withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retry.upTo(1).longestWait(ofSeconds(-1)))
                .withMessageContaining("negative");
        assertThatIllegalArgumentException().isThrownBy(() -> Deadline.of(ZERO)).withMessageContaining("future");
    }

    /** Notes how the runs end that it made. */
    private static final class Listening implements Policy {
        final List<Ending> runs = new ArrayList<>();
        final List<Ending> calls = new ArrayList<>();

        @Override
        public <T> T apply(Attempt<T> attempt, CallContext context) {
            context.onEnd(calls::add);
            CallContext run = context.child();
            run.onEnd(runs::add);
            return attempt.run(run);
        }
    }

    @Test
    void policyHearsOfTheEndOfAStreamAndNotOfItsOpening() {
        Listening outer = new Listening();
        Listening inner = new Listening();
        model.unavailable().plays(Turn.silent(ofSeconds(1)).thenSays("one two").pace(ofSeconds(1)));
        ChatModel guarded = model.with(outer, Deadline.of(ofMinutes(1)), Retry.upTo(2), inner);

        ChatStream stream = guarded.stream(HELLO);
        assertThat(outer.runs).isEmpty();
        assertThat(inner.runs).hasSize(1);
        assertThat(inner.runs.get(0).failure()).isInstanceOf(UnavailableException.class);
        Stage.read(stream);

        assertThat(inner.runs).hasSize(2);
        assertThat(outer.runs).hasSize(1);
        assertThat(outer.calls).hasSize(1);
        for (Ending ending : List.of(inner.runs.get(1), outer.runs.get(0), outer.calls.get(0))) {
            assertThat(ending.answered()).isTrue();
            assertThat(ending.firstContent()).isNotNull().isLessThan(ending.took());
        }
    }

    @Test
    void runThatStaysOnItsContextIsFineToo() {
        Policy transparent = new Policy() {
            @Override
            public <T> T apply(Attempt<T> attempt, CallContext context) {
                assertThat(attempt.target()).isEqualTo(model.profile());
                assertThat(attempt.estimate().input()).isEqualTo(1);
                return attempt.run(context);
            }
        };
        model.unavailable().says("hello");
        assertThat(model.with(Retry.upTo(2), transparent, transparent).ask("hi"))
                .isEqualTo("hello");
    }

    @Test
    void modelThatBreaksItsWordEndsTheCallAllTheSame() {
        model.plays(request -> {
            throw new IllegalStateException("a bug");
        });
        List<Ending> endings = new ArrayList<>();
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        assertThatThrownBy(() -> model.with(Deadline.of(ofSeconds(1))).chat(HELLO, context))
                .isInstanceOf(IllegalStateException.class);
        assertThat(endings).hasSize(1);
    }

    @Test
    void backoffDoublesUpToItsCapAndJitterIsFull() {
        UnavailableException down = new UnavailableException("down");
        RateLimitedException limited = new RateLimitedException("slow down");
        assertThat(Backoff.before(down, 1, time)).isEqualTo(ofMillis(25));
        assertThat(Backoff.before(down, 4, time)).isEqualTo(ofMillis(200));
        assertThat(Backoff.before(down, 100, time)).isEqualTo(ofSeconds(10));
        assertThat(Backoff.before(limited, 1, time)).isEqualTo(ofMillis(500));
        assertThat(Backoff.before(limited, 3, time)).isEqualTo(ofSeconds(2));
        ManualTime seeded = new ManualTime(3);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waits.add(Backoff.before(down, 3, seeded));
        }
        assertThat(waits).allMatch(wait -> wait.compareTo(ofMillis(200)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(ofMillis(20)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(ofMillis(180)) > 0);
    }

    @Test
    void policyThatWaitsBeforeTheModelIsAskedWaitsByTheModelsClock() {
        Policy polite = new Policy() {
            @Override
            public <T> T apply(Attempt<T> attempt, CallContext context) {
                context.time().sleep(ofSeconds(40), context);
                return attempt.run(context);
            }
        };
        model.says("hello");
        assertThat(model.with(polite).with(Deadline.of(ofSeconds(90))).ask("hi"))
                .isEqualTo("hello");
        assertThat(route(time, model).with(polite).ask("hi")).isEqualTo("hello");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(80));
    }
}
