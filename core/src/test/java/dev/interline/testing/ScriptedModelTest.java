package dev.interline.testing;

import static dev.interline.Stage.HELLO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Part;
import dev.interline.Stage;
import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptedModelTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = ScriptedModel.named("azure").time(time);

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(model.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void answersOkUntilAScriptIsSet() {
        assertThat(model.ask("hi")).isEqualTo("ok");
        assertThat(ScriptedModel.named("without a clock").ask("hi")).isEqualTo("ok");
    }

    @Test
    void playsItsTurnsAndTheLastOneForEver() {
        model.throttled(ofSeconds(30)).unavailable().times(2).says("hello");
        RateLimitedException limited = catchThrowableOfType(RateLimitedException.class, () -> model.ask("hi"));
        assertThat(limited.retryAfter()).contains(ofSeconds(30));
        assertThat(limited.status()).isEqualTo(429);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> model.ask("hi")).isInstanceOf(UnavailableException.class);
        }
        assertThat(model.ask("hi")).isEqualTo("hello");
        assertThat(model.ask("again")).isEqualTo("hello");
        assertThat(model.calls()).isEqualTo(5);
        assertThat(model.requests().get(4).messages().get(0).text()).isEqualTo("again");
    }

    @Test
    void answersAsTheRequestDemands() {
        model.plays(request -> Turn.says("you said " + request.messages().get(0).text()));
        assertThat(model.ask("hi")).isEqualTo("you said hi");
    }

    @Test
    void streamedEqualsWhole() {
        model.plays(Turn.thinks("let me think")
                .thenSays("it rains in  Ulm\n")
                .thenCalls("weather", "{\"city\":\"Ulm\"}")
                .thenCalls("weather", "{\"city\":\"Bonn\"}"));
        ChatResponse whole = model.chat(HELLO);
        List<ChatEvent> events = new ArrayList<>();
        ChatStream stream = model.stream(HELLO);
        stream.forEach(events::add);

        assertThat(stream.response().message()).isEqualTo(whole.message());
        assertThat(stream.response().usage()).isEqualTo(whole.usage()).isEqualTo(Usage.of(2, 7));
        assertThat(whole.text()).isEqualTo("it rains in  Ulm\n");
        assertThat(whole.stopReason().kind()).isEqualTo(StopReason.Kind.TOOL_CALLS);
        assertThat(whole.toolCalls()).extracting(ToolCall::id).containsExactly("call-1", "call-2");
        assertThat(whole.message().parts())
                .extracting(Part::kind)
                .containsExactly(Part.Kind.THINKING, Part.Kind.TEXT, Part.Kind.TOOL_CALL, Part.Kind.TOOL_CALL);
        assertThat(events)
                .filteredOn(event -> event instanceof ChatEvent.PartDone)
                .extracting(event -> ((ChatEvent.PartDone) event).part())
                .isEqualTo(whole.message().parts());
        StringBuilder text = new StringBuilder();
        events.forEach(event -> Stage.apply(event, text));
        assertThat(text).hasToString(whole.text());
    }

    @Test
    void pausesAreKeptInBothVerbs() {
        model.plays(Turn.silent(ofSeconds(2)).thenSays("one two three").pace(ofMillis(500)));
        model.chat(HELLO);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
        ChatStream stream = model.stream(HELLO);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
        Stage.read(stream);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(6));
        assertThat(stream.response().trail().hops().get(0).firstContent()).contains(ofSeconds(2));
    }

    @Test
    void breaksOffWhereItIsTold() {
        model.plays(Turn.says("one two three four").first(3).thenFails(Kind.UNAVAILABLE));
        ChatStream stream = model.stream(HELLO);
        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.STREAM_BROKEN);
            assertThat(e.partial().orElseThrow().text()).isEqualTo("one two three ");
        });
        assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void endsAsItIsTold() {
        model.plays(Turn.says("half an ans").ends(StopReason.Kind.LENGTH).usage(Usage.of(10, 20)));
        ChatResponse response = model.chat(HELLO);
        assertThat(response.stopReason().kind()).isEqualTo(StopReason.Kind.LENGTH);
        assertThat(response.usage()).isEqualTo(Usage.of(10, 20));
        assertThatThrownBy(() -> model.ask("hi"))
                .isInstanceOfSatisfying(
                        dev.interline.error.TruncatedException.class,
                        e -> assertThat(e.partial().orElseThrow().text()).isEqualTo("half an ans"));
    }

    @Test
    void refusalIsAnAnswer() {
        model.plays(Turn.refuses("I would rather not"));
        ChatResponse response = model.stream(HELLO).response();
        assertThat(response.stopReason().kind()).isEqualTo(StopReason.Kind.REFUSAL);
        assertThat(response.message().parts()).extracting(Part::kind).containsExactly(Part.Kind.REFUSAL);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void failsInEveryWay(Kind kind) {
        model.fails(kind);
        CallContext context = CallContext.create();
        List<Ending> endings = new ArrayList<>();
        context.onEnd(endings::add);
        ChatException first = catchThrowableOfType(ChatException.class, () -> model.chat(HELLO, context));
        ChatException second = catchThrowableOfType(ChatException.class, () -> model.stream(HELLO));
        assertThat(first.kind()).isEqualTo(second.kind()).isEqualTo(kind);
        assertThat(first).isNotSameAs(second);
        assertThat(first.model()).contains(model.profile().id());
        assertThat(first.trail().attempts()).isEqualTo(1);
        assertThat(endings)
                .singleElement()
                .satisfies(ending -> assertThat(ending.failure()).isSameAs(first));
    }

    @Test
    void hangsUntilItIsCancelledOrTakenForDead() {
        model.hangs();
        CallContext context = CallContext.create();
        time.after(ofSeconds(3), context::cancel);
        assertThatThrownBy(() -> model.stream(HELLO, context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> model.chat(HELLO, CallContext.within(ofSeconds(4))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(7));
        assertThat(model.cancelled()).isEqualTo(2);
        assertThatThrownBy(() -> model.stream(HELLO)).isInstanceOf(TimedOutException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(187));
    }

    @Test
    void pingsKeepAStreamAliveButNotAWholeAnswer() {
        model.known(p -> p.reasons(false)).plays(Turn.pings(10, ofSeconds(50)).thenSays("hello"));
        assertThat(Stage.read(model.stream(HELLO))).isEqualTo("hello");
        assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(TimedOutException.class);
    }

    @Test
    void streamThatNobodyReadsIsOverAfterTenMinutes() {
        model.says("one two");
        CallContext context = CallContext.create();
        List<Ending> endings = new ArrayList<>();
        context.onEnd(endings::add);
        ChatStream stream = model.stream(HELLO, context);
        time.advance(ofMinutes(10).minusNanos(1));
        assertThat(endings).isEmpty();
        time.advance(ofMinutes(4));
        assertThat(endings)
                .singleElement()
                .satisfies(ending -> assertThat(ending.failure()).isInstanceOf(CancelledException.class));
        stream.close();
    }

    @Test
    void openCallsAreCounted() {
        model.says("one two");
        ChatStream one = model.stream(HELLO);
        ChatStream two = model.stream(HELLO);
        assertThat(model.open()).isEqualTo(2);
        one.close();
        assertThat(model.open()).isEqualTo(1);
        two.response();
        assertThat(model.open()).isZero();
        assertThat(model.cancelled()).isEqualTo(1);
        assertThat(one.trail().hops().get(0).failure().orElseThrow()).isInstanceOf(CancelledException.class);
    }

    @Test
    void scriptsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.says("x").times(0))
                .withMessageContaining("at least once");
        assertThatThrownBy(() -> ScriptedModel.named("x").times(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is scripted");
    }

    @Test
    void nothingIsSentForACallThatIsOver() {
        CallContext context = CallContext.create();
        context.cancel("enough");
        assertThatThrownBy(() -> model.chat(ChatRequest.of("hi"), context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> model.stream(ChatRequest.of("hi"), context)).isInstanceOf(CancelledException.class);
        assertThat(model.calls()).isZero();
    }
}
