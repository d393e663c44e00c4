package dev.interline.async;

import dev.interline.ChatEvent;
import dev.interline.error.ChatException;
import dev.interline.testing.ScriptedModel;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for publishers; run by {@link ReactiveStreamsTest}. */
@Test
public abstract class ReactiveStreams extends FlowPublisherVerification<ChatEvent> {
    /** How long something may take to happen, and how long nothing must happen, in milliseconds. */
    private static final long PATIENCE = 20_000;

    private static final long QUIET = 20;

    private final Executor executor;

    ReactiveStreams(Executor executor) {
        super(new TestEnvironment(PATIENCE, QUIET, QUIET));
        this.executor = executor;
    }

    @Override
    public Flow.Publisher<ChatEvent> createFlowPublisher(long elements) {
        return Async.over(new Lazy(elements)).on(executor).stream("hi").publisher();
    }

    @Override
    public Flow.Publisher<ChatEvent> createFailedFlowPublisher() {
        return Async.over(ScriptedModel.named("down").fails(ChatException.Kind.UNAVAILABLE)).on(executor).stream("hi")
                .publisher();
    }

    /** On threads that are named for nobody. */
    public static final class OnDefault extends ReactiveStreams {
        public OnDefault() {
            super(Threads.EACH_CALL);
        }
    }

    /** On one thread for everything. */
    public static final class OnOneThread extends ReactiveStreams {
        public OnOneThread() {
            super(ReactiveStreamsTest.ONE);
        }
    }

    /** On whatever thread asks. */
    public static final class OnTheCaller extends ReactiveStreams {
        public OnTheCaller() {
            super(Runnable::run);
        }
    }
}
