package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.EventSource;
import dev.interline.Hop;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.Stage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fires when a target is late or silent. */
class ClocksTest {
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
    void slowTargetIsJoinedByTheNextAndTheFirstContentWins() {
        azure.hangs();

        ChatResponse response = model.chat(HELLO);
        time.settle();

        assertThat(response.text()).isEqualTo("hello from bedrock");
        // 10 s, and 0.2 ms for an input of 2 tokens
        assertThat(time.elapsed()).isBetween(ofSeconds(10), ofMillis(10_001));
        assertThat(azure.cancelled()).isEqualTo(1);
        assertThat(response.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.RACE);
    }

    @Test
    void slowTargetGoesOnAndMayStillWin() {
        azure.plays(Turn.silent(ofSeconds(12)).thenSays("hello at last"));
        ScriptedModel slower =
                scripted("slower").plays(Turn.silent(ofSeconds(5)).thenSays("too late"));

        ChatStream stream = route(time, azure, slower).stream(HELLO);

        assertThat(time.elapsed()).isEqualTo(ofSeconds(12));
        assertThat(Stage.read(stream)).isEqualTo("hello at last");
        time.settle();
        assertThat(slower.calls()).isEqualTo(1);
        assertThat(slower.cancelled()).isEqualTo(1);
        assertThat(slower.open()).isZero();
    }

    @Test
    void answerThatComesTooLateIsFreed() {
        boolean[] closed = new boolean[1];
        ChatModel deaf = new ChatModel() {
            @Override
            public Profile profile() {
                return Profile.builder(new ModelId("home", "", "deaf"))
                        .reasons(false)
                        .build();
            }

            @Override
            public ChatResponse chat(ChatRequest request, CallContext context) {
                return stream(request, context).response();
            }

            @Override
            public ChatStream stream(ChatRequest request, CallContext context) {
                // does not hear that it has lost
                time.sleep(ofSeconds(15), CallContext.create());
                EventSource source = new EventSource() {
                    @Override
                    public ChatEvent next() {
                        return new ChatEvent.TextDelta("too late");
                    }

                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
                return ChatStream.of(source, context);
            }
        };
        Router route = Router.over(Target.of(deaf), Stage.target(bedrock)).time(time);
        assertThat(Stage.read(route.stream(HELLO))).isEqualTo("hello from bedrock");
        assertThat(closed[0]).isTrue();
    }

    @Test
    void whoeverIsLateAgainAndAgainIsAskedAfterTheOthersForAWhile() {
        azure.plays(
                request -> time.elapsed().compareTo(ofMinutes(1)) < 0 ? Turn.hangs() : Turn.says("hello from azure"));
        for (int i = 0; i < 3; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        }
        assertThat(time.elapsed()).isBetween(ofSeconds(30), ofMillis(30_001));

        // the fourth caller does not wait any more
        Duration before = time.elapsed();
        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(before);
        assertThat(azure.calls()).isEqualTo(3);

        time.advance(ofSeconds(31));
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
    }

    @Test
    void whoeverIsLateIsAskedAllTheSameWhenNobodyElseIsThere() {
        azure.plays(Turn.silent(ofSeconds(12)).thenSays("hello at last"));
        Router alone = route(time, azure);
        for (int i = 0; i < 5; i++) {
            assertThat(alone.ask("hi")).isEqualTo("hello at last");
        }
    }

    @Test
    void reasoningModelHasTwoMinutes() {
        azure.known(p -> p.reasons(null)).hangs();

        route(time, azure, bedrock).chat(HELLO);

        assertThat(time.elapsed()).isEqualTo(ofMinutes(2));
    }

    @Test
    void longPromptMayStartLater() {
        azure.hangs();

        model.chat(ChatRequest.of("x".repeat(400_000)));

        assertThat(time.elapsed()).isBetween(ofSeconds(20), ofMillis(20_001));
    }

    @Test
    void signsOfLifeAreNoContent() {
        azure.plays(Turn.pings(100, ofSeconds(1)).thenSays("hello"));

        assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isLessThan(ofSeconds(11));
    }

    @Test
    void thinkingCountsOnlyForWhoeverAskedToSeeIt() {
        Turn longThought =
                Turn.thinks("hm ".repeat(30)).thenSays("hello from azure").pace(ofSeconds(1));
        azure.plays(longThought);
        ChatRequest shown = HELLO.toBuilder()
                .options(o -> o.reasoning(Reasoning.of(Effort.HIGH).shown()))
                .build();

        assertThat(Stage.read(model.stream(shown))).isEqualTo("hello from azure");
        assertThat(Stage.read(model.stream(HELLO))).isEqualTo("hello from bedrock");
    }

    @Test
    void emptyBudgetOfExtraTriesKeepsWaiting() {
        azure.plays(Turn.silent(ofSeconds(12)).thenSays("hello from azure"));
        int calls = 12;
        for (int i = 0; i < calls - 1; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from bedrock");
            // until nobody minds any more that azure was late
            time.advance(ofSeconds(31));
        }
        assertThat(model.ask("hi")).isEqualTo("hello from azure");
        assertThat(bedrock.calls()).isEqualTo(calls - 1);
    }

    @Test
    void whoeverIsBusyNowMayBeAskedALittleLater() {
        ScriptedModel paused = scripted("paused").throttled(ofSeconds(15)).says("hello again");
        azure.hangs();
        Router route = route(time, azure, paused);
        assertThatThrownBy(() -> route.chat(
                        HELLO.toBuilder()
                                .routing(dev.interline.Routing.only("paused"))
                                .build(),
                        CallContext.within(ofSeconds(1))))
                .isInstanceOf(ChatException.class);

        assertThat(route.ask("hi")).isEqualTo("hello again");
        assertThat(time.elapsed()).isBetween(ofSeconds(15), ofSeconds(16));
    }

    @Test
    void silentTargetIsGivenUpAndNeverAskedAgainInTheCall() {
        azure.hangs();

        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class, () -> route(time, azure).chat(HELLO));

        assertThat(azure.calls()).isEqualTo(1);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(1));
        assertThat(e.failures().get(0)).isInstanceOfSatisfying(TimedOutException.class, late -> {
            assertThat(late.clock()).isEqualTo(TimedOutException.Clock.SILENCE);
            assertThat(late.ran()).isEqualTo(ofMinutes(1));
        });
    }

    @Test
    void reasoningModelMayBeSilentForThreeMinutes() {
        azure.known(p -> p.reasons(true)).hangs();

        assertThatThrownBy(() -> route(time, azure).chat(HELLO)).isInstanceOf(AllTargetsFailedException.class);
        assertThat(time.elapsed()).isEqualTo(ofMinutes(3));
    }

    @Test
    void anySignOfLifeResetsTheSilence() {
        azure.plays(Turn.pings(8, ofSeconds(59)).thenSays("hello at last"));

        assertThat(route(time, azure).ask("hi")).isEqualTo("hello at last");
    }

    @Test
    void silenceInTheMiddleBreaksTheStream() {
        azure.plays(Turn.says("one two three").first(2).thenHangs());
        ChatStream stream = route(time, azure).stream(HELLO);

        assertThatThrownBy(() -> Stage.read(stream)).isInstanceOfSatisfying(StreamBrokenException.class, e -> {
            assertThat(e.partial().orElseThrow().text()).isEqualTo("one two ");
            assertThat(e).hasCauseInstanceOf(TimedOutException.class);
        });
        assertThat(time.elapsed()).isEqualTo(ofMinutes(1));
    }

    @Test
    void slowConsumerIsNoSilentProvider() {
        azure.plays(Turn.says("one two three"));
        ChatStream stream = route(time, azure).stream(HELLO);
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : stream) {
            Stage.apply(event, text);
            time.advance(ofMinutes(9));
        }
        assertThat(text).hasToString("one two three");
    }

    @Test
    void streamThatNobodyReadsIsCancelledAfterTenMinutes() {
        azure.plays(Turn.says("one two three"));
        CallContext context = CallContext.create();
        ChatStream stream = route(time, azure).stream(HELLO, context);
        Iterator<ChatEvent> events = stream.iterator();
        events.next();
        boolean[] ended = new boolean[1];
        context.onEnd(ending -> ended[0] = true);

        time.advance(ofMinutes(10));

        assertThatThrownBy(events::next)
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("nobody read the stream for 10 minutes");
        assertThat(ended[0]).isTrue();
    }

    @Test
    void wholeAnswerThatRidesOnNoStreamHasOneClockAlone() {
        azure.known(p -> p.cannot(Ability.STREAM)).hangs();
        Router route = route(time, azure, bedrock);

        assertThat(route.ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(100));
        assertThat(azure.cancelled()).isEqualTo(1);
    }

    @Test
    void smallCapNeedsNoStream() {
        azure.hangs();
        ChatRequest shorter = HELLO.toBuilder().maxOutputTokens(500).build();

        assertThat(model.chat(shorter).text()).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(ofMinutes(1));
    }

    @Test
    void clocksCanBeSet() {
        azure.hangs();

        assertThat(model.firstContent(ofSeconds(3)).ask("hi")).isEqualTo("hello from bedrock");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
        assertThatThrownBy(() -> route(time, azure).silence(ofSeconds(4)).chat(HELLO))
                .isInstanceOf(AllTargetsFailedException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(7));
    }
}
