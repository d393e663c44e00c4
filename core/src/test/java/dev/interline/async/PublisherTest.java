package dev.interline.async;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static dev.interline.Stage.scripted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.error.BusyException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What subscribers see beyond the rules of Reactive Streams, which {@link ReactiveStreamsTest} holds us to. */
class PublisherTest {

    /** Work that is done when the test says so, so that it sees how many threads would be held. */
    private static final class Desk implements Executor {
        final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void work() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    /** Notes what it is told. */
    private static class Noting implements Flow.Subscriber<ChatEvent> {
        final List<String> told = new ArrayList<>();
        Flow.Subscription subscription;
        Throwable failure;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(ChatEvent event) {
            told.add(
                    event instanceof ChatEvent.TextDelta delta
                            ? delta.text()
                            : event.kind().name());
        }

        @Override
        public void onError(Throwable failure) {
            told.add("error");
            this.failure = failure;
        }

        @Override
        public void onComplete() {
            told.add("complete");
        }
    }

    private final Desk desk = new Desk();
    private final ScriptedModel model = scripted("model");
    private final Noting subscriber = new Noting();

    private AsyncStream stream() {
        return model.async().on(desk).stream("hi");
    }

    @Test
    void demandReachesTheSourceAndNothingMoreIsRead() {
        Lazy lazy = new Lazy(100);
        AsyncStream stream = Async.over(lazy).on(desk).stream("hi");
        stream.publisher().subscribe(subscriber);
        desk.work();
        assertThat(lazy.read).hasValue(0);
        subscriber.subscription.request(3);
        desk.work();
        assertThat(lazy.read).hasValue(3);
        assertThat(subscriber.told).hasSize(3);
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        desk.work();
        assertThat(subscriber.told).hasSize(101).endsWith("FINISHED", "complete");
        assertThat(lazy.closed).isDone();
    }

    @Test
    void noThreadIsHeldWhileNobodyWantsAnything() {
        model.says("one two three");
        stream().publisher().subscribe(subscriber);
        desk.work();
        assertThat(model.calls()).isEqualTo(1);
        subscriber.subscription.request(1);
        assertThat(desk.tasks).hasSize(1);
        desk.work();
        assertThat(subscriber.told).containsExactly("one ");
        assertThat(desk.tasks).isEmpty();
    }

    @Test
    void whatIsRequestedInTheIntroductionComesAfterIt() {
        model.says("one");
        List<Integer> toldMeanwhile = new ArrayList<>();
        Noting eager = new Noting() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(10);
                toldMeanwhile.add(told.size());
            }
        };
        model.async().on(Runnable::run).stream("hi").publisher().subscribe(eager);
        assertThat(toldMeanwhile).containsExactly(0);
        assertThat(eager.told).containsExactly("one", "PART_DONE", "FINISHED", "complete");
    }

    @Test
    void theSecondSubscriberIsTurnedAway() {
        model.says("one");
        AsyncStream stream = stream();
        stream.publisher().subscribe(subscriber);
        Noting late = new Noting();
        stream.publisher().subscribe(late);
        assertThat(late.subscription).isNotNull();
        late.subscription.request(1);
        late.subscription.cancel();
        assertThat(late.failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("a subscriber");
        subscriber.subscription.request(9);
        desk.work();
        assertThat(subscriber.told).endsWith("complete");
    }

    @Test
    void aCallThatFailsTellsSoWithoutBeingAsked() {
        model.fails(Kind.UNAVAILABLE);
        AsyncStream stream = stream();
        desk.work();
        stream.publisher().subscribe(subscriber);
        desk.work();
        assertThat(subscriber.told).containsExactly("error");
        assertThat(subscriber.failure).isInstanceOf(UnavailableException.class);
    }

    @Test
    void cancellingTheSubscriptionClosesTheStreamAndIsSilent() {
        model.says("one two three");
        AsyncStream stream = stream();
        stream.publisher().subscribe(subscriber);
        subscriber.subscription.request(1);
        desk.work();
        subscriber.subscription.cancel();
        desk.work();
        assertThat(subscriber.told).containsExactly("one ");
        assertThat(model.open()).isZero();
        assertThat(stream.future()).isCompletedExceptionally();
    }

    @Test
    void cancellingTheHandleTellsTheSubscriberEvenWithoutDemand() {
        model.says("one two three");
        AsyncStream stream = stream();
        stream.publisher().subscribe(subscriber);
        desk.work();
        stream.cancel();
        desk.work();
        assertThat(subscriber.told).containsExactly("error");
        assertThat(subscriber.failure).isInstanceOf(CancelledException.class);
        assertThat(model.open()).isZero();
    }

    @Test
    void theContextOfTheCallCancelsItToo() {
        model.plays(Turn.says("one two three"));
        CallContext context = CallContext.create();
        model.async().on(desk).stream(HELLO, context).publisher().subscribe(subscriber);
        desk.work();
        context.cancel("closing time");
        desk.work();
        assertThat(subscriber.failure).isInstanceOf(CancelledException.class).hasMessage("closing time");
    }

    @Test
    void aRequestForNothingIsAnErrorOfTheSubscriberAndEndsTheCall() {
        model.says("one two three");
        stream().publisher().subscribe(subscriber);
        subscriber.subscription.request(0);
        desk.work();
        assertThat(subscriber.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(model.open()).isZero();
    }

    @Test
    void aSubscriberThatFailsIsCancelledAndLogged() throws Throwable {
        model.says("one two three");
        Noting clumsy = new Noting() {
            @Override
            public void onNext(ChatEvent event) {
                throw new IllegalStateException("dropped it");
            }
        };
        stream().publisher().subscribe(clumsy);
        clumsy.subscription.request(5);
        assertThat(logged(desk::work)).contains("WARN", "subscriber", "dropped it");
        assertThat(model.open()).isZero();
        assertThat(clumsy.told).isEmpty();
    }

    @Test
    void aSubscriberThatFailsAtItsIntroductionIsCancelledAndLogged() throws Throwable {
        model.says("one two three");
        Noting clumsy = new Noting() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                throw new IllegalStateException("dropped it");
            }
        };
        assertThat(logged(() -> stream().publisher().subscribe(clumsy))).contains("WARN", "subscriber", "dropped it");
        desk.work();
        assertThat(model.open()).isZero();
    }

    @Test
    void anExecutorThatIsShutDownInTheMiddleIsToldOnce() {
        boolean[] down = new boolean[1];
        model
                .says("one two three")
                .async()
                .on(task -> {
                    if (down[0]) {
                        throw new RejectedExecutionException("shut down");
                    }
                    task.run();
                })
                .stream("hi")
                .publisher()
                .subscribe(subscriber);
        subscriber.subscription.request(1);
        down[0] = true;
        subscriber.subscription.request(1);
        assertThat(subscriber.told).containsExactly("one ", "error");
        assertThat(subscriber.failure).isInstanceOf(BusyException.class);
        assertThat(model.open()).isZero();
    }
}
