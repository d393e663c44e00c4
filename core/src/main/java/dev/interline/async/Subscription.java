package dev.interline.async;

import dev.interline.ChatEvent;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscriber and what it has asked for, by the rules of Reactive Streams. Thread-safe. */
final class Subscription implements Flow.Subscription, Feed.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncStream.class);

    private final Feed feed;
    private final Flow.Subscriber<? super ChatEvent> subscriber;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean introduced;
    private long early;
    private volatile boolean cancelled;

    private Subscription(Feed feed, Flow.Subscriber<? super ChatEvent> subscriber) {
        this.feed = feed;
        this.subscriber = subscriber;
    }

    /**
     * Introduces a subscriber, if the stream is his.
     *
     * @param claim null when it is, else why not
     */
    static void begin(
            Flow.Subscriber<? super ChatEvent> subscriber, Feed feed, Supplier<@Nullable IllegalStateException> claim) {
        Objects.requireNonNull(subscriber, "subscriber");
        IllegalStateException taken = claim.get();
        if (taken != null) {
            subscriber.onSubscribe(Refused.SUBSCRIPTION);
            subscriber.onError(taken);
            return;
        }
        Subscription subscription = new Subscription(feed, subscriber);
        try {
            subscriber.onSubscribe(subscription);
        } catch (RuntimeException | Error e) {
            LOG.warn("a subscriber failed on its subscription, which is cancelled", e);
            subscription.cancel();
        }
        subscription.introduce();
    }

    /** Nothing may be signalled while the subscriber is still hearing of its subscription. */
    private void introduce() {
        long wanted;
        lock.lock();
        try {
            introduced = true;
            wanted = early;
        } finally {
            lock.unlock();
        }
        if (!cancelled) {
            feed.attach(this);
            if (cancelled) {
                feed.leave();
            } else if (wanted > 0) {
                feed.request(wanted);
            }
        }
    }

    @Override
    public void request(long more) {
        if (cancelled) {
            return;
        }
        if (more <= 0) {
            feed.refuse(new IllegalArgumentException(
                    "a subscriber may request one event or more, not " + more + " (Reactive Streams, rule 3.9)"));
            return;
        }
        lock.lock();
        try {
            if (!introduced) {
                early = more > Long.MAX_VALUE - early ? Long.MAX_VALUE : early + more;
                return;
            }
        } finally {
            lock.unlock();
        }
        feed.request(more);
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            feed.leave();
        }
    }

    @Override
    public void event(ChatEvent event) {
        if (!cancelled) {
            subscriber.onNext(event);
        }
    }

    @Override
    public void end(@Nullable Throwable failure) {
        if (cancelled) {
            return;
        }
        cancelled = true;
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    /** Of those who come too late. */
    private enum Refused implements Flow.Subscription {
        SUBSCRIPTION;

        @Override
        public void request(long more) {}

        @Override
        public void cancel() {}
    }
}
