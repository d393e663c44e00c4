package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Stage;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");

    @Test
    void firstTargetAnswersAsLongAsItIsWell() {
        azure.says("hello from azure");
        Router model = route(time, azure, bedrock);

        assertThat(model.ask("hi")).isEqualTo("hello from azure");
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void throttledModelIsLeftForTheNextOne() {
        azure.throttled(ofSeconds(30));

        assertThat(route(time, azure, bedrock).ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(1);
        assertThat(time.elapsed()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfFailureIsTakenByItsAdvice(Kind kind) {
        azure.fails(kind);
        Router model = route(time, azure, bedrock);
        if (kind.advice() == Advice.STOP) {
            ChatException e = catchThrowableOfType(ChatException.class, () -> model.chat(HELLO));
            if (kind == Kind.DEADLINE_EXCEEDED) {
                // a limit inside the target, not the caller's
                assertThat(e).isNull();
            } else {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e.target()).isEqualTo("azure");
                assertThat(e.trail().attempts()).isEqualTo(1);
                assertThat(bedrock.calls()).isZero();
            }
        } else if (kind == Kind.ALL_TARGETS_FAILED) {
            // a route inside the route that has nobody hopeful stops everything
            assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        } else {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
            boolean quickSecondTry = kind == Kind.UNAVAILABLE || kind == Kind.UNREADABLE;
            assertThat(azure.calls()).isEqualTo(quickSecondTry ? 2 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void streamsFailOverJustTheSame(Kind kind) {
        azure.fails(kind);
        Router model = route(time, azure, bedrock);
        if (kind.advice() == Advice.RETRY || (kind.advice() == Advice.FAIL_OVER && kind != Kind.ALL_TARGETS_FAILED)) {
            try (ChatStream stream = model.stream(HELLO)) {
                assertThat(Stage.read(stream)).isEqualTo("hello from bedrock");
            }
        } else if (kind != Kind.DEADLINE_EXCEEDED) {
            assertThatThrownBy(() -> model.stream(HELLO))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        }
        assertThat(azure.open() + bedrock.open()).isZero();
    }

    @Test
    void loneErrorOfTheServerGetsOneQuickSecondTry() {
        azure.unavailable().says("hello again");

        assertThat(route(time, azure, bedrock).ask("hi")).isEqualTo("hello again");
        assertThat(azure.calls()).isEqualTo(2);
        assertThat(bedrock.calls()).isZero();
        assertThat(time.elapsed()).isLessThanOrEqualTo(ofMillis(50));
    }

    @Test
    void silenceOfOneAccountSaysNothingOfTheSameModelInAnother() {
        ScriptedModel sister = scripted("azure").time(time).says("hello from the other account");
        azure.time(time).hangs();
        ChatRequest whole =
                ChatRequest.builder().user("hi").maxOutputTokens(100).build();

        assertThat(Router.over(Target.of(azure).name("one"), Target.of(sister).name("other"))
                        .time(time)
                        .chat(whole)
                        .text())
                .isEqualTo("hello from the other account");
    }

    @Test
    void whoeverFailsLateGetsNoSecondTry() {
        azure.plays(Turn.silent(ofSeconds(30)).thenFails(ChatException.Kind.UNAVAILABLE), Turn.says("hello again"));
        ChatRequest whole =
                ChatRequest.builder().user("hi").maxOutputTokens(100).build();

        assertThat(route(time, azure, bedrock).chat(whole).text()).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(1);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hintIsWaitedForOnlyWhenItFits(boolean fits) {
        azure.throttled(fits ? ofSeconds(2) : ofMillis(2_001)).says("hello again");
        Router model = route(time, azure, bedrock);

        assertThat(model.ask("hi")).isEqualTo(fits ? "hello again" : "hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(fits ? ofSeconds(2) : Duration.ZERO);
    }

    @Test
    void targetsOwnWordOnRetriesComesBeforeTheRule() {
        ScriptedModel never = scripted("never").fails(() -> new UnavailableException("down", said(503, false), null));
        assertThat(route(time, never, scripted("other").says("hello")).ask("hi"))
                .isEqualTo("hello");
        assertThat(never.calls()).as("it said that a second try is of no use").isEqualTo(1);

        ScriptedModel again = scripted("again")
                .fails(() -> new InvalidException("a hiccup", said(400, true), null))
                .says("hello again");
        assertThat(route(time, again, scripted("other").says("hello")).ask("hi"))
                .isEqualTo("hello again");
    }

    private static Failure said(int status, boolean shouldRetry) {
        return new Failure(status, "", "", null, "", shouldRetry);
    }

    @Test
    void hintIsWaitedForOnceAndNoMore() {
        azure.throttled(ofSeconds(1));

        assertThat(route(time, azure, bedrock).ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(2);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(1));
    }

    @Test
    void maxRetryWaitOfZeroMovesOnAtOnce() {
        azure.throttled(ofSeconds(1)).says("hello again");

        assertThat(route(time, azure, bedrock).maxRetryWait(Duration.ZERO).ask("hi"))
                .isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void targetThatIsAloneIsAskedThreeTimes() {
        azure.unavailable();

        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class, () -> route(time, azure).chat(HELLO));

        assertThat(azure.calls()).isEqualTo(3);
        assertThat(e.failures()).hasSize(3);
        assertThat(e.advice()).isEqualTo(Advice.FAIL_OVER);
        // half of 50 ms, then half of 100 ms: the jitter of a clock without a seed
        assertThat(time.waits()).containsExactly(ofMillis(25), ofMillis(50));
    }

    @Test
    void targetThatIsAloneIsWaitedForUpToHalfAMinute() {
        azure.throttled(ofSeconds(30)).says("hello again");

        assertThat(route(time, azure).ask("hi")).isEqualTo("hello again");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(30));
    }

    @Test
    void longerHintFailsAtOnceAndSaysWhen() {
        azure.throttled(ofSeconds(31));

        assertThatThrownBy(() -> route(time, azure).chat(HELLO))
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("azure RATE_LIMITED")
                .hasMessageContaining("earliest free in 31 s");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void whenAllAreThrottledTheEarliestIsWaitedFor() {
        azure.throttled(ofSeconds(3)).says("hello again");
        bedrock.throttled(ofSeconds(5));
        ScriptedModel vertex = scripted("vertex").throttled(ofSeconds(9));

        assertThat(route(time, azure, vertex).ask("hi")).isEqualTo("hello again");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
    }

    @Test
    void whoeverWasNotAskedYetComesBeforeWhoeverFailed() {
        azure.throttled();
        ScriptedModel slow = scripted("slow").plays(Turn.silent(ofSeconds(5)).thenFails(Kind.UNSUPPORTED));

        assertThat(route(time, azure, slow, bedrock).ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void noWaitBeyondTheDeadline() {
        azure.throttled(ofSeconds(3));
        ScriptedModel vertex = scripted("vertex").throttled(ofSeconds(5));

        assertThatThrownBy(
                        () -> route(time, azure, vertex).deadline(ofSeconds(3)).chat(HELLO))
                .isInstanceOfSatisfying(AllTargetsFailedException.class, e -> {
                    assertThat(e.retryAfter()).contains(ofSeconds(3));
                    assertThat(e.getSuppressed()).hasSize(1);
                    assertThat(e.getCause()).isNotNull();
                });
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void rateLimitWithoutHintIsWaitedOutWhenNobodyIsFree() {
        azure.throttled();

        assertThatThrownBy(() -> route(time, azure).chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        // at most 4 tries in 3 s, 6 in all
        assertThat(azure.calls()).isEqualTo(3);
        assertThat(time.elapsed()).isBetween(ofMillis(1_500), ofSeconds(6));
    }

    @Test
    void neverMoreAttemptsThanAllowed() {
        ScriptedModel[] down = new ScriptedModel[5];
        for (int i = 0; i < down.length; i++) {
            down[i] = scripted("target-" + i).unavailable();
        }
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class, () -> route(time, down).chat(HELLO));

        assertThat(e.trail().attempts()).isEqualTo(6);
        assertThat(e.failures()).hasSize(6);
        e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> route(new ManualTime(), down).maxAttempts(2).chat(HELLO));
        assertThat(e.trail().attempts()).isEqualTo(2);
    }

    @Test
    void modelThatBreaksItsWordCostsNoCall() {
        azure.plays(request -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(route(time, azure, bedrock).ask("hi")).isEqualTo("hello from bedrock");
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> route(new ManualTime(), azure).chat(HELLO));
        assertThat(e.failures())
                .allSatisfy(each -> assertThat(each)
                        .isInstanceOf(UnreadableException.class)
                        .hasCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void errorOfTheMachineIsHandedOn() {
        azure.plays(request -> {
            throw new StackOverflowError();
        });
        assertThatThrownBy(() -> route(time, azure, bedrock).chat(HELLO)).isInstanceOf(StackOverflowError.class);
        assertThat(time.timers()).isZero();
    }

    @Test
    void deadlineInsideATargetIsNotTheCallers() {
        azure.hangs();
        Router model = Router.over(
                        Target.of(azure.time(time).with(dev.interline.policy.Deadline.of(ofSeconds(1)))),
                        Target.of(bedrock))
                .time(time);

        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(1));

        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> Router.over(model.targets().get(0)).time(time).ask("hi"));
        assertThat(e.failures().get(0))
                .isInstanceOfSatisfying(
                        TimedOutException.class, late -> assertThat(late.ran()).isEqualTo(ofSeconds(1)))
                .hasMessageContaining("own deadline, after 1000 ms");
        for (int i = 0; i < 5; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        }
        assertThat(azure.calls())
                .as("whoever never keeps to its deadline is left alone")
                .isEqualTo(3);
    }

    @Test
    void blockedRequestStopsUnlessTheUserChoseOtherwise() {
        azure.fails(Kind.BLOCKED);

        assertThatThrownBy(() -> route(time, azure, bedrock).chat(HELLO))
                .isInstanceOf(dev.interline.error.BlockedException.class);
        assertThat(route(time, azure, bedrock).failOverWhenBlocked(true).ask("hi"))
                .isEqualTo("hello from bedrock");
    }

    @Test
    void answerBlockedInTheMiddleIsAlsoTakenElsewhereWhereTheUserChoseIt() {
        azure.plays(Turn.says("something bad").thenFails(Kind.BLOCKED));

        assertThatThrownBy(() -> route(time, azure, bedrock).chat(HELLO))
                .isInstanceOfSatisfying(
                        dev.interline.error.BlockedException.class,
                        e -> assertThat(e.partial().orElseThrow().text()).isEqualTo("something bad"));
        assertThat(route(time, azure, bedrock).failOverWhenBlocked(true).ask("hi"))
                .isEqualTo("hello from bedrock");
    }
}
