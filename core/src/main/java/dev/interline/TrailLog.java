package dev.interline;

import dev.interline.budget.Balance;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trail of a call while it is being written; one for the call and all its attempts. Models that send something open
 * a {@link Line} for every request. Thread-safe.
 */
public final class TrailLog {
    @SuppressWarnings("rawtypes") // there is no class literal of a type with parameters
    private static final AtomicReferenceFieldUpdater<TrailLog, @Nullable ConcurrentSkipListMap> WATCHED =
            AtomicReferenceFieldUpdater.newUpdater(TrailLog.class, ConcurrentSkipListMap.class, "budgets");

    private static final AtomicReferenceFieldUpdater<TrailLog, @Nullable Line> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(TrailLog.class, Line.class, "newest");

    private volatile @Nullable Line newest;

    /** The last one, when nothing of it could change any more: routes ask right after models. */
    private volatile @Nullable Trail settled;

    /** How the budgets stand that the call is counted by; null for none. */
    private volatile @Nullable ConcurrentSkipListMap<String, Supplier<Balance>> budgets;

    TrailLog() {}

    /** The trail up to now. */
    public Trail snapshot() {
        Trail known = settled;
        Line last = newest;
        int number = 0;
        boolean over = true;
        for (Line line = last; line != null; line = line.before) {
            number++;
            over &= line.took >= 0;
        }
        if (known != null && budgets == null && known.hops().size() == number) {
            return known;
        }
        Hop[] hops = new Hop[number];
        for (Line line = last; line != null; line = line.before) {
            hops[--number] = new Hop(line);
        }
        Map<String, Supplier<Balance>> watched = budgets;
        if (watched != null) {
            return new Trail(
                    List.of(hops), watched.values().stream().map(Supplier::get).toList());
        }
        Trail fresh = new Trail(List.of(hops));
        settled = over ? fresh : null;
        return fresh;
    }

    void watch(String account, Supplier<Balance> now) {
        ConcurrentSkipListMap<String, Supplier<Balance>> watched = budgets;
        if (watched == null) {
            WATCHED.compareAndSet(this, null, new ConcurrentSkipListMap<>());
            watched = Objects.requireNonNull(budgets);
        }
        watched.put(account, now);
    }

    int sent() {
        int sent = 0;
        for (Line line = newest; line != null; line = line.before) {
            sent += line.sent ? 1 : 0;
        }
        return sent;
    }

    Line add(Line line) {
        do {
            line.before = newest;
        } while (!NEWEST.compareAndSet(this, line.before, line));
        return line;
    }

    /** One line, open until the attempt ends. Written by one thread at a time, read by any. */
    public static final class Line {
        final Hop.Why why;
        final String target;
        final ModelId model;
        final boolean sent;
        private final long start;
        final Duration waited;
        private final @Nullable Price price;
        private final CallContext context;

        @Nullable
        Line before;

        volatile long firstContent = -1;
        volatile long took = -1;
        volatile @Nullable ChatException failure;
        volatile int status;
        volatile String requestId = "";
        volatile Usage usage = Usage.UNKNOWN;
        volatile Cost cost;

        Line(
                Hop.Why why,
                String target,
                ModelId model,
                @Nullable Price price,
                boolean sent,
                Duration waited,
                CallContext context) {
            this.why = why;
            this.target = target;
            this.model = model;
            this.sent = sent;
            this.start = context.time().nanos();
            this.waited = waited;
            this.price = price;
            this.cost = sent ? Cost.UNKNOWN : Cost.NOTHING;
            this.context = context;
        }

        /** When it began, in nanoseconds from the start of the call. */
        long at() {
            return context.sinceRoot(start);
        }

        /** The head of the answer has come. */
        public void answered(int status, String requestId) {
            this.status = status;
            this.requestId = requestId;
        }

        /** The first content has come. */
        public void content() {
            if (firstContent < 0) {
                firstContent = context.time().nanos() - start;
            }
        }

        /** As {@link #done(Usage, String)}, where the vendor says nothing of classes of service. */
        public void done(Usage usage) {
            done(usage, "");
        }

        /**
         * The answer is complete. Only the first word on the end counts.
         *
         * @param servedTier the vendor's word for the class of service, which decides the price; empty for none
         */
        public void done(Usage usage, String servedTier) {
            if (took >= 0) {
                return;
            }
            this.usage = usage;
            this.cost = Cost.of(price, usage, servedTier);
            this.took = context.time().nanos() - start;
            context.over(this);
        }

        /** What it cost; unknown before the end. */
        public Cost cost() {
            return cost;
        }

        /** As {@link #failed(ChatException, Usage)}, where no tokens were told. */
        public void failed(ChatException failure) {
            failed(failure, Usage.UNKNOWN);
        }

        /**
         * It failed; what the failure says of status and request id counts, unless the end was told before.
         *
         * @param usage tokens that the target had counted until then
         */
        public void failed(ChatException failure, Usage usage) {
            if (took >= 0) {
                return;
            }
            this.failure = failure;
            if (failure.status() != 0) {
                this.status = failure.status();
            }
            if (!failure.requestId().isEmpty()) {
                this.requestId = failure.requestId();
            }
            this.usage = usage;
            if (sent) {
                this.cost = Cost.ofFailure(failure, price, usage);
            }
            this.took = context.time().nanos() - start;
            if (sent) {
                context.over(this);
            }
        }
    }
}
