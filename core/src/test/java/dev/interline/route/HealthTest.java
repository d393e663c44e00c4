package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Stage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.InvalidException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");
    private final Router model = route(time, azure, bedrock);

    @Test
    void downTargetIsLeftAloneAndTriedByOneCallAfterAWhile() {
        // 60 s of outage, a call every 4 s
        azure.plays(request -> time.elapsed().compareTo(ofMinutes(1)) < 0
                ? Turn.fails(Kind.UNAVAILABLE)
                : Turn.says("hello from azure"));
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            answers.add(model.ask("hi"));
            time.advance(ofSeconds(4));
        }
        // three calls open it; then one each time it is tried again, and from then on all
        assertThat(answers.subList(0, 15)).containsOnly("hello from bedrock");
        assertThat(answers.subList(20, 25)).containsOnly("hello from azure");
        assertThat(azure.calls()).isLessThanOrEqualTo(3 + 5 + 9);
    }

    @Test
    void openTargetIsPassedOverAndTheTrailSaysSo() {
        azure.unavailable();
        model.ask("hi");
        model.ask("hi");
        int calls = azure.calls();

        ChatResponse response = model.chat(HELLO);

        assertThat(azure.calls()).isEqualTo(calls).isEqualTo(3);
        Hop passed = response.trail().hops().get(0);
        assertThat(passed.sent()).isFalse();
        assertThat(passed.target()).isEqualTo("azure");
        assertThat(passed.failure().orElseThrow()).isInstanceOf(BusyException.class);
        assertThat(response.trail().attempts()).isEqualTo(1);
    }

    @Test
    void onlyOneCallTriesWhetherATargetIsBack() {
        azure.unavailable().times(3).plays(Turn.silent(ofSeconds(5)).thenSays("hello from azure"));
        model.ask("hi");
        model.ask("hi");
        time.advance(ofSeconds(16));
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            time.fork("caller", () -> answers.add(model.ask("hi")));
        }
        time.advance(ofSeconds(1));
        time.settle();

        assertThat(answers).containsExactly("hello from bedrock", "hello from bedrock");
        assertThat(azure.calls()).isEqualTo(4);

        time.sleep(ofSeconds(10), CallContext.create());
        assertThat(answers).hasSize(3).contains("hello from azure");
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void targetThatIsStillDownIsClosedOffAgain() {
        azure.unavailable();
        model.ask("hi");
        model.ask("hi");
        time.advance(ofSeconds(16));
        model.ask("hi");
        assertThat(azure.calls()).isEqualTo(4);
        model.ask("hi");
        assertThat(azure.calls()).isEqualTo(4);
    }

    @Test
    void successNeverClosesATargetOff() {
        azure.unavailable().times(2).says("hello from azure");
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        time.advance(ofHours(1));
        for (int i = 0; i < 5; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from azure");
        }
    }

    @Test
    void whatWentWellBeforeTheFirstFailureCounts() {
        azure.says("hello from azure").times(6).unavailable();
        for (int i = 0; i < 6; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from azure");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        }
        // five of the last ten
        assertThat(azure.calls()).isEqualTo(6 + 5);
    }

    @Test
    void cancelledTrialGivesItsPlaceBack() {
        azure.unavailable().times(3).plays(Turn.hangs(), Turn.says("hello from azure"));
        model.ask("hi");
        model.ask("hi");
        time.advance(ofSeconds(16));
        CallContext impatient = CallContext.create();
        time.after(ofSeconds(1), impatient::cancel);
        assertThatThrownBy(() -> model.chat(HELLO, impatient))
                .isInstanceOf(dev.interline.error.CancelledException.class);

        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void streamIsJudgedByItsEnd() {
        azure.plays(Turn.says("one two three").first(1).thenFails(Kind.UNAVAILABLE));
        for (int i = 0; i < 3; i++) {
            ChatStream stream = model.stream(HELLO);
            assertThatThrownBy(() -> Stage.read(stream)).isInstanceOf(StreamBrokenException.class);
        }
        assertThat(Stage.read(model.stream(HELLO))).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(3);
    }

    @Test
    void lateSuccessOfAnOldStreamSaysNothingOfNow() {
        azure.plays(Turn.says("one two"), Turn.fails(Kind.UNAVAILABLE));
        ChatStream old = model.stream(HELLO);
        model.ask("hi");
        model.ask("hi");
        assertThat(azure.calls()).isEqualTo(4);

        assertThat(Stage.read(old)).isEqualTo("one two");

        model.ask("hi");
        assertThat(azure.calls()).isEqualTo(4);
    }

    @Test
    void lateSuccessOfAnOldStreamIsNotTakenForTheTrial() {
        azure.plays(
                Turn.says("one two"),
                Turn.fails(Kind.UNAVAILABLE),
                Turn.fails(Kind.UNAVAILABLE),
                Turn.fails(Kind.UNAVAILABLE),
                Turn.silent(ofSeconds(5)).thenFails(Kind.UNAVAILABLE));
        ChatStream old = model.stream(HELLO);
        model.ask("hi");
        model.ask("hi");
        time.advance(ofSeconds(16));
        time.fork("trial", () -> model.ask("hi"));
        time.sleep(ofSeconds(1), CallContext.create());
        assertThat(azure.calls()).isEqualTo(5);

        assertThat(Stage.read(old)).isEqualTo("one two");

        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(5);
        time.sleep(ofSeconds(10), CallContext.create());
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(5);
    }

    @Test
    void afterARestOneRequestGoesFirst() {
        azure.throttled(ofSeconds(40)).plays(Turn.silent(ofSeconds(5)).thenSays("hello from azure"));
        model.ask("hi");
        time.advance(ofSeconds(40));
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            time.fork("caller", () -> answers.add(model.ask("hi")));
        }
        time.sleep(ofSeconds(1), CallContext.create());
        assertThat(answers).containsExactly("hello from bedrock", "hello from bedrock");
        time.sleep(ofSeconds(5), CallContext.create());
        assertThat(answers).hasSize(3);
        assertThat(azure.calls()).isEqualTo(2);
    }

    @Test
    void closedStreamIsNoFailure() {
        azure.says("one two three");
        for (int i = 0; i < 5; i++) {
            model.stream(HELLO).close();
        }
        model.ask("hi");
        assertThat(azure.calls()).isEqualTo(6);
        assertThat(azure.open()).isZero();
    }

    @Test
    void throttledTargetRestsAsLongAsItAskedAndIsNotBlamed() {
        azure.throttled(ofSeconds(40)).says("hello from azure");
        model.ask("hi");
        time.advance(ofMillis(39_999));
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        time.advance(ofMillis(1));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
        assertThat(azure.calls()).isEqualTo(2);
    }

    @Test
    void longestWordOnRestCountsAndADayIsCappedAtTenMinutes() {
        azure.throttled(ofDays(1)).says("hello from azure");
        model.ask("hi");
        time.advance(ofMinutes(10).minusMillis(1));
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        time.advance(ofMillis(1));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void shorterWordDoesNotEndALongRest() {
        azure.plays(
                Turn.silent(ofSeconds(1)).thenFails(() -> limited(60)),
                Turn.silent(ofSeconds(2)).thenFails(() -> limited(5)),
                Turn.says("hello from azure"));
        time.fork("caller", () -> model.ask("hi"));
        time.fork("caller", () -> model.ask("hi"));
        time.sleep(ofSeconds(3), CallContext.create());
        assertThat(azure.calls()).isEqualTo(2);

        time.advance(ofSeconds(30));
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        time.advance(ofSeconds(30));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    private static RateLimitedException limited(int seconds) {
        return new RateLimitedException("slow down", dev.interline.error.Failure.NONE.after(ofSeconds(seconds)), null);
    }

    @Test
    void serverErrorWithAHintRestsToo() {
        azure.fails(() -> new dev.interline.error.UnavailableException(
                        "overloaded", dev.interline.error.Failure.NONE.after(ofSeconds(20)), null))
                .says("hello from azure");
        model.ask("hi");
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(1);
        time.advance(ofSeconds(20));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "NOT_FOUND", "QUOTA_SPENT"})
    void deniedTargetIsLeftAloneForFiveMinutes(Kind kind) {
        azure.fails(kind).says("hello from azure");
        model.ask("hi");
        time.advance(ofMinutes(5).minusMillis(1));
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(azure.calls()).isEqualTo(1);
        time.advance(ofMillis(1));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void oneTenantsDeadKeyClosesNothingForTheOthers() {
        ScriptedModel shared = scripted("shared")
                .plays(request -> request.system().equals("mallory") ? Turn.fails(Kind.DENIED) : Turn.says("hello"));
        Router route = Router.over(
                        target(shared)
                                .profile(
                                        p -> p.credentialKey(call -> call.tags().getOrDefault("tenant", ""))),
                        target(bedrock))
                .time(time);

        route.chat(
                HELLO.toBuilder().system("mallory").build(),
                CallContext.create().tag("tenant", "mallory"));
        route.chat(
                HELLO.toBuilder().system("mallory").build(),
                CallContext.create().tag("tenant", "mallory"));
        assertThat(shared.calls()).isEqualTo(1);

        assertThat(route.chat(HELLO, CallContext.create().tag("tenant", "alice"))
                        .text())
                .isEqualTo("hello");
    }

    @Test
    void requestThatIsTheCallersFaultSaysNothingOfTheTarget() {
        azure.fails(Kind.INVALID).times(5).says("hello from azure");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(InvalidException.class);
        }
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void copiesOfARouterShareHealth() {
        azure.denied();
        model.ask("hi");
        model.deadline(ofSeconds(20)).named("other").ask("hi");
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void whenAllAreClosedOffTheEarliestIsWaitedFor() {
        azure.throttled(ofSeconds(20)).says("hello again");
        ScriptedModel vertex = scripted("vertex").denied();
        Router route = route(time, azure, vertex);
        assertThatThrownBy(() -> route.chat(HELLO, CallContext.within(ofSeconds(10))))
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("earliest free in 20 s");
        assertThat(time.elapsed()).isZero();
        // 20 s fit into the half minute that a call waits when nobody is free
        ChatResponse response = route.chat(HELLO);
        assertThat(response.text()).isEqualTo("hello again");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(20));
        assertThat(response.trail().hops().get(2).waited()).isEqualTo(ofSeconds(20));
    }

    @Test
    void nobodyWaitsLongerThanHalfAMinute() {
        azure.denied();
        Router alone = route(time, azure);
        assertThatThrownBy(() -> alone.chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        assertThatThrownBy(() -> alone.chat(HELLO))
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("earliest free in 300 s");
        assertThat(time.elapsed()).isZero();
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void budgetStopsAStormOfSecondTries() {
        // one failure in four is too little for the breaker: only the budget is left
        int[] turn = new int[1];
        ScriptedModel flaky = scripted("flaky")
                .plays(request -> turn[0]++ % 4 == 0 ? Turn.fails(Kind.UNAVAILABLE) : Turn.says("hello"));
        Router route = route(time, flaky, bedrock);
        for (int i = 0; i < 100; i++) {
            route.ask("hi");
        }
        // ten to begin with, and one for every ten calls
        assertThat(flaky.calls() - 100).isBetween(18, 20);
        assertThat(bedrock.calls()).isGreaterThan(5);
    }

    @Test
    void deniedTargetIsAskedAgainAsSoonAsItsCredentialChanges() {
        AtomicLong key = new AtomicLong(1);
        ScriptedModel shared = scripted("azure").known(p -> p.credentialVersion(call -> key.get()));
        shared.denied().times(2).says("hello from azure");
        Router model = Router.over(target(shared), target(scripted("bedrock").says("hello from bedrock")))
                .time(time);
        for (int i = 0; i < 3; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        }
        assertThat(shared.calls()).isEqualTo(1);

        key.set(2);
        assertThat(model.ask("hi")).as("the new one is no better").isEqualTo("hello from bedrock");
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(shared.calls()).isEqualTo(2);

        key.set(3);
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }
}
