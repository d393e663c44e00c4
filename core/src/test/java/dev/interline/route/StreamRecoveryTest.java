package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Stage;
import dev.interline.error.Advice;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.InvalidException;
import dev.interline.error.StreamBrokenException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamRecoveryTest {
    private static final Turn BREAKS = Turn.says("one two three").first(2).thenFails(Kind.UNAVAILABLE);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("uno dos tres");
    private final Router fails = route(time, azure, bedrock);
    private final Router restarts = fails.onStreamFailure(StreamRecovery.RESTART);

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(azure.open() + bedrock.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void brokenStreamFailsWithWhatCame() {
        azure.plays(BREAKS);
        ChatStream stream = fails.stream(HELLO);
        StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, () -> Stage.read(stream));

        assertThat(e.advice()).isEqualTo(Advice.STOP);
        assertThat(e.partial().orElseThrow().text()).isEqualTo("one two ");
        assertThat(e.target()).isEqualTo("azure");
        assertThat(e.trail().attempts()).isEqualTo(1);
        assertThat(e.trail().hops().get(0).failure().orElseThrow().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(stream.partial().orElseThrow().text()).isEqualTo("one two ");
        assertThatThrownBy(stream::response).isSameAs(e);
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void restartTakesBackWhatWasShownAndGivesOneWholeAnswer() {
        azure.plays(BREAKS);
        List<ChatEvent> events = new ArrayList<>();
        ChatStream stream = restarts.stream(HELLO);
        stream.forEach(events::add);

        ChatEvent.FailedOver over = (ChatEvent.FailedOver) events.stream()
                .filter(event -> event.kind() == ChatEvent.Kind.FAILED_OVER)
                .findFirst()
                .orElseThrow();
        assertThat(over).isEqualTo(new ChatEvent.FailedOver("azure", "bedrock", Kind.UNAVAILABLE, 8));
        assertThat(events.get(events.size() - 1).kind()).isEqualTo(ChatEvent.Kind.FINISHED);
        assertThat(events)
                .filteredOn(event -> event.kind() == ChatEvent.Kind.FINISHED)
                .hasSize(1);
        StringBuilder text = new StringBuilder();
        events.forEach(event -> Stage.apply(event, text));
        assertThat(text).hasToString("uno dos tres");
        ChatResponse response = stream.response();
        assertThat(response.text()).isEqualTo("uno dos tres");
        assertThat(response.model().deployment()).isEqualTo("bedrock");
        assertThat(response.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.RESTART);
    }

    @Test
    void silenceInTheMiddleRestartsToo() {
        azure.plays(Turn.says("one two three").first(1).thenHangs());
        assertThat(Stage.read(restarts.stream(HELLO))).isEqualTo("uno dos tres");
        assertThat(time.elapsed()).isEqualTo(ofMinutes(1));
    }

    @Test
    void streamMayBreakMoreThanOnce() {
        azure.plays(BREAKS, Turn.says("one two three four"));
        ScriptedModel flaky =
                scripted("flaky").plays(Turn.says("uno dos").first(1).thenFails(Kind.UNAVAILABLE));
        Router route = route(time, azure, flaky).onStreamFailure(StreamRecovery.RESTART);

        // flaky breaks, azure breaks, flaky breaks again: the first one answers in the end
        assertThat(Stage.read(route.stream(HELLO))).isEqualTo("one two three four");
        assertThat(azure.calls()).isEqualTo(2);
    }

    @Test
    void silentTargetIsNotAskedAgainByARestart() {
        azure.plays(Turn.says("one two").first(1).thenHangs());
        ChatStream stream = route(time, azure).onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOf(StreamBrokenException.class);
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void targetThatSaidNoBeforeIsNotAskedAgainByARestart() {
        ScriptedModel small = scripted("small").fails(Kind.TOO_LONG);
        azure.plays(BREAKS);
        ChatStream stream = route(time, small, azure, bedrock).onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        assertThat(Stage.read(stream)).isEqualTo("uno dos tres");
        assertThat(small.calls()).isEqualTo(1);
    }

    @Test
    void whenNobodyElseAnswersTheReaderLearnsThatTheStreamBroke() {
        azure.plays(BREAKS);
        ScriptedModel down = scripted("down").fails(Kind.DENIED);
        ChatStream stream =
                route(time, azure, down).onStreamFailure(StreamRecovery.RESTART).maxAttempts(2).stream(HELLO);
        StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, () -> Stage.read(stream));
        assertThat(e.partial().orElseThrow().text()).isEqualTo("one two ");
        assertThat(e.getSuppressed()).hasSize(1);
        assertThat(e.getSuppressed()[0]).isInstanceOf(AllTargetsFailedException.class);
    }

    @Test
    void requestThatTheNextTargetRefusesStaysHidden() {
        azure.plays(BREAKS);
        ScriptedModel picky = scripted("picky").fails(Kind.INVALID);
        ChatStream stream = route(time, azure, picky).onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream))
                .isInstanceOf(StreamBrokenException.class)
                .satisfies(e -> assertThat(e.getSuppressed()[0]).isInstanceOf(InvalidException.class));
    }

    @Test
    void toolCallThatWasShownCannotBeTakenBack() {
        azure.plays(Turn.says("let me see").thenCalls("weather", "{}").thenFails(Kind.UNAVAILABLE));
        ChatStream stream = restarts.stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream))
                .isInstanceOfSatisfying(
                        StreamBrokenException.class,
                        e -> assertThat(e.partial().orElseThrow().toolCalls()).hasSize(1));
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void textAloneCannotBeTakenBack() {
        azure.plays(BREAKS);
        ChatStream stream = restarts.stream(HELLO);
        StringBuilder text = new StringBuilder();
        assertThatThrownBy(() -> stream.text().forEach(text::append))
                .isInstanceOfSatisfying(
                        StreamBrokenException.class,
                        e -> assertThat(e.partial().orElseThrow().text()).isEqualTo("one two "));
        assertThat(text).hasToString("one two ");
        // and nobody is asked for what could not be shown
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void routeInARouteTakesBackNoMoreThanWasShown() {
        azure.plays(BREAKS);
        ScriptedModel flaky =
                scripted("flaky").plays(Turn.says("uno dos").first(1).thenFails(Kind.DENIED));
        Router inner = route(time, azure, flaky)
                .onStreamFailure(StreamRecovery.RESTART)
                .maxAttempts(2);
        Router outer =
                Router.over(Target.of(inner), Stage.target(bedrock)).time(time).onStreamFailure(StreamRecovery.RESTART);
        List<ChatEvent> events = new ArrayList<>();
        outer.stream(HELLO).forEach(events::add);
        assertThat(events)
                .filteredOn(event -> event instanceof ChatEvent.FailedOver)
                .extracting(event -> ((ChatEvent.FailedOver) event).discard())
                .containsExactly(8, 4);
        StringBuilder text = new StringBuilder();
        events.forEach(event -> Stage.apply(event, text));
        assertThat(text).hasToString("uno dos tres");
    }

    @Test
    void textOfARouteInARouteIsNotTakenBackEither() {
        azure.plays(BREAKS);
        ScriptedModel next = scripted("next");
        Router inner = route(time, azure, next).onStreamFailure(StreamRecovery.RESTART);
        ChatStream stream = Router.over(inner).time(time).stream(HELLO);
        assertThatThrownBy(() -> stream.text().forEach(text -> {}))
                .isInstanceOfSatisfying(
                        StreamBrokenException.class,
                        e -> assertThat(e.partial().orElseThrow().text()).isEqualTo("one two "));
        assertThat(next.calls()).isZero();
    }

    @Test
    void blockingCallIsMendedInvisibly() {
        azure.plays(BREAKS);
        ChatResponse response = fails.chat(HELLO);
        assertThat(response.text()).isEqualTo("uno dos tres");
        assertThat(response.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.RESTART);
    }

    @Test
    void blockingCallIsMendedAfterAToolCallToo() {
        azure.plays(Turn.calls("weather", "{}").thenFails(Kind.UNAVAILABLE));
        assertThat(fails.chat(HELLO).text()).isEqualTo("uno dos tres");
    }

    @Test
    void blockingCallThatCannotBeMendedFailsAsAnyOther() {
        azure.plays(BREAKS);
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class, () -> route(time, azure).chat(HELLO));
        assertThat(e.failures())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(e.partial().orElseThrow().text()).isEqualTo("one two ");
        assertThat(azure.calls()).isEqualTo(3);
    }

    @Test
    void blockingCallRidesOnAStreamOnlyWhereThatIsSafer() {
        // a cap of at most 2,000 tokens, and a model that does not reason
        azure.plays(BREAKS);
        ChatResponse response =
                fails.chat(HELLO.toBuilder().maxOutputTokens(2_000).build());
        assertThat(response.text()).isEqualTo("uno dos tres");
        // the whole answer failed like any other call: a quick second try, then the next target
        assertThat(response.trail().hops())
                .extracting(Hop::why)
                .containsExactly(Hop.Why.FIRST, Hop.Why.RETRY, Hop.Why.FAILOVER);
    }

    @Test
    void closingInTheMiddleOfARestartEndsIt() {
        azure.plays(BREAKS);
        ScriptedModel slow = scripted("slow").plays(Turn.silent(ofSeconds(5)).thenSays("too late"));
        ChatStream stream = route(time, azure, slow).onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        time.after(ofSeconds(2), stream::close);
        assertThatThrownBy(() -> Stage.read(stream))
                .isInstanceOf(dev.interline.error.CancelledException.class)
                .hasMessageContaining("closed before its end");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
        assertThat(slow.open()).isZero();
        assertThat(slow.cancelled()).isEqualTo(1);
    }
}
