package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.Carrier;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Usage;
import dev.interline.error.BusyException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one stream on an executor and reads it there, only while there is demand. At most one thread works at a time, and
 * none while nobody wants anything. Thread-safe.
 */
final class Feed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncStream.class);

    /** Who reads. Told by one thread at a time, and nothing more after the end. */
    interface Sink {
        void event(ChatEvent event);

        /**
         * The last word.
         *
         * @param failure null when the answer is complete
         */
        void end(@Nullable Throwable failure);
    }

    /** How it ended: with an answer or with a failure. */
    private record End(
            @Nullable ChatResponse response, @Nullable Throwable failure) {}

    private final ChatModel model;
    private final ChatRequest request;
    private final CallContext context;
    private final Executor executor;
    private final Runnable work;
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean working;
    private long demand;
    private @Nullable Sink sink;
    private volatile @Nullable ChatStream stream;
    private volatile @Nullable End end;
    private volatile boolean unwanted;
    /** Why the reader is turned away, before any other reason. */
    private volatile @Nullable Throwable refusal;
    /** How the call ended while nobody read. */
    private volatile @Nullable ChatException lost;

    @SuppressWarnings("FutureReturnValueIgnored") // what hangs on the future here cannot fail
    Feed(Async async, ChatRequest request, CallContext context) {
        this.model = async.model();
        this.request = request;
        this.context = context;
        this.executor = async.executor();
        Carrier.Luggage luggage = async.luggage();
        this.work = () -> luggage.under(this);
        whole.whenComplete((response, failure) -> {
            if (end == null) {
                context.cancel("the future of the call was completed by whoever holds it");
            }
        });
        hear(new WeakReference<>(this), context);
    }

    /** The context must not hold the stream, or one that nobody can reach would never be closed. */
    private static void hear(WeakReference<Feed> feed, CallContext context) {
        context.cancellation().onCancel(() -> {
            Feed here = feed.get();
            if (here != null) {
                here.kick();
            }
        });
        context.onEnd(ending -> {
            Feed here = feed.get();
            if (here != null) {
                here.over(ending);
            }
        });
    }

    private void over(Ending ending) {
        if (ending.failure() != null) {
            lost = ending.failure();
            kick();
        }
    }

    CompletableFuture<ChatResponse> whole() {
        return whole;
    }

    boolean isOver() {
        return end != null;
    }

    /** From now on this one reads. */
    void attach(Sink reader) {
        lock.lock();
        try {
            sink = reader;
        } finally {
            lock.unlock();
        }
        kick();
    }

    /** The reader wants so many events more. */
    void request(long more) {
        lock.lock();
        try {
            demand = more > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + more;
        } finally {
            lock.unlock();
        }
        kick();
    }

    /** The reader wants nothing more, not even to hear of the end. */
    void leave() {
        lock.lock();
        try {
            sink = null;
            demand = 0;
        } finally {
            lock.unlock();
        }
        cancel("the subscriber cancelled its subscription");
    }

    /** Ends the stream with this failure. */
    void refuse(RuntimeException why) {
        if (end == null) {
            refusal = why;
            cancel(String.valueOf(why.getMessage()));
        }
    }

    void cancel(String message) {
        if (end == null) {
            // the call may have been cancelled already for a reason that leaves the reader what was read
            unwanted = true;
            context.cancel(message);
            kick();
        }
    }

    /** Sets a thread to work if there is work and nobody does it. */
    void kick() {
        lock.lock();
        try {
            if (working || !hasWork()) {
                return;
            }
            working = true;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            if (end == null) {
                refusal = new BusyException(
                        "the executor of the call takes no more work: it is full or shut down", Failure.NONE, e);
            }
            work.run();
        }
    }

    private boolean hasWork() {
        if (end != null) {
            return sink != null;
        }
        return stream == null || isUnwanted() || (sink != null && demand > 0);
    }

    private boolean isUnwanted() {
        Cancellation.Reason reason = context.cancellation().reason();
        // a source that has all it needs may close its own connection early: what it holds is still to be read
        return unwanted || refusal != null || lost != null || (reason != null && reason != Cancellation.Reason.CLOSED);
    }

    @Override
    public void run() {
        while (true) {
            Sink reader;
            End told;
            boolean losing;
            lock.lock();
            try {
                if (!hasWork()) {
                    working = false;
                    return;
                }
                reader = sink;
                told = end;
                losing = isUnwanted();
                if (told != null) {
                    sink = null;
                }
            } finally {
                lock.unlock();
            }
            ChatStream open = stream;
            if (told != null) {
                tell(reader, told);
            } else if (losing) {
                lose(open);
            } else if (open == null) {
                open();
            } else {
                pull(open, reader);
            }
        }
    }

    private void open() {
        try {
            stream = model.stream(request, context);
        } catch (RuntimeException | Error e) {
            ended(new End(null, e));
        }
    }

    private void pull(ChatStream open, @Nullable Sink reader) {
        ChatEvent event;
        try {
            event = open.next();
        } catch (RuntimeException | Error e) {
            ended(new End(null, e));
            return;
        }
        lock.lock();
        try {
            if (demand != Long.MAX_VALUE && demand > 0) {
                demand--;
            }
        } finally {
            lock.unlock();
        }
        if (event != null && reader != null) {
            try {
                reader.event(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("a subscriber failed on an event; its subscription is cancelled", e);
                leave();
            }
        }
        if (event == null || event instanceof ChatEvent.Finished) {
            ended(new End(open.response(), null));
        }
    }

    /** The call is over although nobody was reading. */
    private void lose(@Nullable ChatStream open) {
        Throwable why = refusal != null ? refusal : lost;
        if (why == null) {
            why = context.failure(null);
        }
        context.cancel(String.valueOf(why.getMessage()));
        ChatException failure = why instanceof ChatException known ? known : context.failure(why);
        if (open != null && failure.partial().isEmpty()) {
            failure.attach(open.partial().orElse(null));
        }
        context.end(failure, failure.partial().map(ChatResponse::usage).orElse(Usage.UNKNOWN));
        if (open != null) {
            open.close();
        }
        failure.attach(context.trail());
        ended(new End(null, why));
    }

    private void ended(End how) {
        Throwable turnedAway = refusal;
        End told = turnedAway == null || how.failure() == null ? how : new End(null, turnedAway);
        boolean unheard;
        lock.lock();
        try {
            end = told;
            unheard = sink == null;
        } finally {
            lock.unlock();
        }
        if (unheard) {
            complete(told);
        }
    }

    private void tell(@Nullable Sink reader, End how) {
        if (reader != null) {
            try {
                reader.end(how.failure());
            } catch (RuntimeException | Error e) {
                LOG.warn("a subscriber failed on the end of a stream", e);
            }
        }
        complete(how);
    }

    private void complete(End how) {
        if (how.failure() != null) {
            whole.completeExceptionally(how.failure());
        } else {
            whole.complete(how.response());
        }
    }
}
