package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Stage;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.policy.Deadline;
import dev.interline.policy.Retry;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");

    @Test
    void impossibleRoutesAreRefusedWhenTheyAreBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(List.of()))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(azure, azure))
                .withMessageContaining("two targets are called 'scripted/azure'")
                .withMessageContaining("name(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(azure.with(Retry.upTo(3))))
                .withMessageContaining("remove the policy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(azure.with(Retry.upTo(3)).with(Deadline.of(ofSeconds(1)))))
                .withMessageContaining("Retry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(azure).with(Retry.upTo(3)))
                .withMessageContaining("multiply");
    }

    @Test
    void settingsSayWhatTheyTake() {
        Router model = route(time, azure);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.deadline(ZERO))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.firstContent(ofSeconds(-1)))
                .withMessageContaining("firstContent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.silence(ZERO))
                .withMessageContaining("silence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.maxRetryWait(ofSeconds(-1)))
                .withMessageContaining("negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.maxAttempts(0))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target(azure).weight(0))
                .withMessageContaining("above zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target(azure).name(" "))
                .withMessageContaining("blank");
    }

    @Test
    void deadlineAroundARouterIsFine() {
        azure.hangs();
        ChatModel model = route(time, azure).with(Deadline.of(ofSeconds(3)));
        assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(dev.interline.error.DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(3));
    }

    @Test
    void trailHasOneLineForEveryAttemptAndSaysWhyAndHowLong() {
        azure.plays(Turn.silent(ofSeconds(1)).thenFails(Kind.UNAVAILABLE));
        ScriptedModel vertex = scripted("vertex")
                .plays(Turn.silent(ofSeconds(2))
                        .thenSays("hello from vertex")
                        .usage(Usage.of(7, 3))
                        .pace(ofSeconds(1)));
        Trail trail = route(time, azure, vertex).chat(HELLO).trail();

        assertThat(trail.attempts()).isEqualTo(3);
        assertThat(trail.hops())
                .extracting(Hop::target, Hop::why, Hop::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("azure", Hop.Why.FIRST, 503),
                        org.assertj.core.groups.Tuple.tuple("azure", Hop.Why.RETRY, 503),
                        org.assertj.core.groups.Tuple.tuple("vertex", Hop.Why.FAILOVER, 0));
        assertThat(trail.hops().get(1).waited()).isEqualTo(time.waits().get(1));
        Hop last = trail.hops().get(2);
        assertThat(last.firstContent()).contains(ofSeconds(2));
        assertThat(last.took()).contains(ofSeconds(4));
        assertThat(last.usage()).isEqualTo(Usage.of(7, 3));
        assertThat(last.failure()).isEmpty();
        assertThat(trail.toString())
                .contains("FIRST azure", "failed: UNAVAILABLE 503", "answered, first content 2000 ms, took 4000 ms");
    }

    @Test
    void endOfTheCallIsToldOnceAndComesWithTheEndOfTheStream() {
        azure.plays(
                Turn.silent(ofSeconds(1)).thenSays("one two").pace(ofSeconds(2)).usage(Usage.of(5, 2)));
        List<Ending> endings = new ArrayList<>();
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        ChatStream stream = route(time, azure).stream(HELLO, context);
        assertThat(endings).isEmpty();
        Stage.read(stream);
        stream.close();
        assertThat(endings).containsExactly(new Ending(null, ofSeconds(1), ofSeconds(3), Usage.of(5, 2)));
    }

    @Test
    void failureEndsTheCallOnce() {
        azure.denied();
        List<Ending> endings = new ArrayList<>();
        CallContext context = CallContext.create();
        context.onEnd(endings::add);
        ChatException e = catchThrowableOfType(
                ChatException.class, () -> route(time, azure).chat(HELLO, context));
        assertThat(endings).singleElement().satisfies(ending -> {
            assertThat(ending.failure()).isSameAs(e);
            assertThat(ending.answered()).isFalse();
        });
    }

    @Test
    void oldFailuresAreKeptAsSuppressed() {
        azure.denied();
        ScriptedModel vertex = scripted("vertex").fails(Kind.NOT_FOUND);
        AllTargetsFailedException e = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> route(time, azure, vertex).chat(HELLO));
        assertThat(e.failures()).extracting(ChatException::kind).containsExactly(Kind.DENIED, Kind.NOT_FOUND);
        assertThat(e.failures()).extracting(ChatException::target).containsExactly("azure", "vertex");
        assertThat(e.getSuppressed()).containsExactly(e.failures().get(0));
        assertThat(e.getCause()).isSameAs(e.failures().get(1));
        assertThat(e).hasMessageContaining("route chat: no target answered; azure DENIED, vertex NOT_FOUND");
        assertThat(e.trail().attempts()).isEqualTo(2);
    }

    @Test
    void nestedRoutesCountTheirAttemptsTogether() {
        ScriptedModel[] models = new ScriptedModel[6];
        for (int i = 0; i < models.length; i++) {
            models[i] = scripted("m" + i).unavailable();
        }
        Router left = route(time, models[0], models[1], models[2]).named("left");
        Router right = route(time, models[3], models[4], models[5]).named("right");
        Router model = Router.over(left, right).time(time);

        AllTargetsFailedException e = catchThrowableOfType(AllTargetsFailedException.class, () -> model.chat(HELLO));
        assertThat(e.trail().attempts()).isEqualTo(6);
        e = catchThrowableOfType(
                AllTargetsFailedException.class, () -> model.maxAttempts(3).chat(HELLO));
        assertThat(e.trail().attempts()).isLessThanOrEqualTo(3);
    }

    @Test
    void routeInARouteFailsOverAsAnyTarget() {
        azure.denied();
        Router inner = route(time, azure).named("inner");
        Router model = Router.over(Target.of(inner), target(bedrock)).time(time);
        ChatResponse response = model.chat(HELLO);
        assertThat(response.text()).isEqualTo("hello from bedrock");
        assertThat(response.trail().attempts()).isEqualTo(2);
        assertThat(Stage.read(model.stream(HELLO))).isEqualTo("hello from bedrock");
    }

    @Test
    void attemptsAreCountedForEachCallOfAConversation() {
        azure.throttled(ofMinutes(1));
        CallContext conversation = CallContext.within(ofSeconds(100));
        Router model = route(time, azure, bedrock);
        for (int i = 0; i < 10; i++) {
            assertThat(model.chat(HELLO, conversation.child()).text()).isEqualTo("hello from bedrock");
        }
        assertThat(conversation.attempts()).isEqualTo(11);
    }

    @Test
    void modelThatKeepsToNoRulesWorksAllTheSame() {
        Profile profile = Profile.builder(new ModelId("home", "", "made")).build();
        ChatModel simple = new ChatModel() {
            @Override
            public Profile profile() {
                return profile;
            }

            @Override
            public ChatResponse chat(ChatRequest request, CallContext context) {
                return stream(request, context).response();
            }

            @Override
            public ChatStream stream(ChatRequest request, CallContext context) {
                return scripted("inside").says("hello from home").time(time).stream(request);
            }
        };
        Router model = Router.over(simple).time(time);
        for (int i = 0; i < 20; i++) {
            assertThat(model.ask("hi")).isEqualTo("hello from home");
        }
        assertThat(time.timers()).isZero();
    }

    @Test
    void cancelEndsTheCallWhereverItIs() {
        azure.plays(Turn.silent(ofSeconds(3)).thenFails(Kind.UNAVAILABLE));
        ScriptedModel slow = scripted("slow").plays(Turn.silent(ofSeconds(30)).thenSays("too late"));
        ScriptedModel throttled = scripted("throttled").throttled(ofSeconds(20));
        for (int at = 1; at <= 40; at++) {
            for (Router model : List.of(route(time, azure, slow), route(time, throttled), route(time, slow))) {
                CallContext context = CallContext.create();
                List<Ending> endings = new ArrayList<>();
                context.onEnd(endings::add);
                long start = time.nanos();
                long cancelAt = ofSeconds(at).toNanos();
                time.after(ofSeconds(at), () -> context.cancel("enough"));
                try {
                    model.chat(HELLO, context);
                } catch (CancelledException e) {
                    assertThat(time.nanos() - start).isEqualTo(cancelAt);
                    assertThat(e).hasMessageContaining("enough");
                } catch (AllTargetsFailedException e) {
                    assertThat(time.nanos() - start).isLessThan(cancelAt);
                }
                assertThat(endings).hasSize(1);
                time.sleep(ofSeconds(100), CallContext.create());
                assertThat(time.timers()).isZero();
            }
        }
        assertThat(azure.open() + slow.open() + throttled.open()).isZero();
    }

    @Test
    void callThatWasCancelledBeforeSendsNothing() {
        CallContext context = CallContext.create();
        context.cancel();
        assertThatThrownBy(() -> route(time, azure).chat(HELLO, context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> route(time, azure).stream(HELLO, context)).isInstanceOf(CancelledException.class);
        assertThat(azure.calls()).isZero();
    }

    @Test
    void interruptCancelsTheCallAndStays() {
        azure.hangs();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> route(time, azure).chat(HELLO)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(azure.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void interruptEndsAWaitAndStays() {
        azure.plays(request -> {
            Thread.currentThread().interrupt();
            return Turn.fails(Kind.UNAVAILABLE);
        });
        assertThatThrownBy(() -> route(time, azure).chat(HELLO))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void routeSaysWhoItIs() {
        Router model = route(time, azure, bedrock).named("support");
        assertThat(model.profile().id().deployment()).isEqualTo("support");
        assertThat(model).hasToString("Router[support, [Target[azure], Target[bedrock]]]");
        assertThat(model.targets()).extracting(Target::name).containsExactly("azure", "bedrock");
    }
}
