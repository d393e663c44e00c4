package dev.interline.tool;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.Carrier;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.error.Failure;
import dev.interline.error.ToolFailedException;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The tools that a model calls in one step: who may run, who runs, and what comes of it. */
final class Work {
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final Habits habits;
    private final CallContext call;

    Work(Habits habits, CallContext call) {
        this.habits = habits;
        this.call = call;
    }

    /** A call that may run. */
    private record Job(int at, Tool tool, ToolCall call) {}

    /** What came of it: a result, or what was thrown. */
    private record Outcome(
            @Nullable ToolResult result, @Nullable Throwable thrown) {
        static Outcome of(ToolResult result) {
            return new Outcome(result, null);
        }

        static Outcome thrown(Throwable thrown) {
            return new Outcome(null, thrown);
        }
    }

    /** One result for each call, in the same order. */
    List<ToolResult> done(List<ToolCall> calls) {
        @Nullable ToolResult[] results = new ToolResult[calls.size()];
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ToolCall each = calls.get(i);
            Tool tool = habits.tools.get(each.name());
            results[i] = tool == null ? Results.unknown(each, habits.names()) : refusal(each);
            if (tool != null && results[i] == null) {
                jobs.add(new Job(i, tool, each));
            }
        }
        if (habits.executor == null) {
            for (Job job : jobs) {
                results[job.at()] = result(job, here(job));
            }
        } else if (!jobs.isEmpty()) {
            List<Outcome> outcomes = inParallel(jobs, habits.executor);
            ToolFailedException failure = null;
            for (int i = 0; i < jobs.size(); i++) {
                try {
                    results[jobs.get(i).at()] = result(jobs.get(i), outcomes.get(i));
                } catch (ToolFailedException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
        List<ToolResult> all = new ArrayList<>();
        for (ToolResult result : results) {
            all.add(Objects.requireNonNull(result));
        }
        return all;
    }

    /** What the model is told instead of running a call; null when it may run. */
    private @Nullable ToolResult refusal(ToolCall each) {
        String problem = each.problem();
        if (problem != null) {
            return Results.unreadable(each, problem);
        }
        call.check();
        Approval.Decision decision = habits.approval.decide(each, call);
        call.check();
        return switch (decision.verdict()) {
            case RUN -> null;
            case REFUSE -> Results.refused(each, decision.reason());
            case STOP ->
                throw new CancelledException("the tool '" + each.name() + "' was not approved: " + decision.reason());
        };
    }

    private ToolResult result(Job job, Outcome outcome) {
        ToolResult result = outcome.result();
        if (result != null) {
            return result;
        }
        Throwable thrown = outcome.thrown();
        if (thrown instanceof Error error) {
            throw error;
        }
        String words = null;
        if (thrown instanceof ToolError) {
            words = String.valueOf(thrown.getMessage());
        } else if (thrown instanceof Exception exception) {
            words = habits.explaining.apply(exception);
        }
        if (words == null) {
            throw failed(job.call(), thrown);
        }
        return ToolResult.failed(job.call(), words);
    }

    private static ToolFailedException failed(ToolCall each, @Nullable Throwable thrown) {
        // the exception's own words may hold anything, so that they stay with the cause
        String what = thrown instanceof TimeoutException late
                ? "was " + late.getMessage()
                : "threw " + (thrown == null ? "nothing" : thrown.getClass().getName());
        return new ToolFailedException("the tool '" + each.name() + "' " + what, Failure.NONE, thrown);
    }

    private Outcome here(Job job) {
        call.check();
        CallContext own = own();
        Outcome outcome = run(job, own);
        if (outcome.thrown() instanceof InterruptedException) {
            // not ours, which would have become a timeout
            interrupted();
        }
        call.check();
        return outcome;
    }

    private void interrupted() {
        Thread.currentThread().interrupt();
        call.cancellation().cancel(Cancellation.Reason.INTERRUPTED, "the thread that ran a tool was interrupted");
    }

    private CallContext own() {
        Duration timeout = habits.timeout;
        CallContext own = timeout == null ? call.child() : call.child(timeout);
        own.begin(call.time(), null);
        return own;
    }

    private Outcome run(Job job, CallContext own) {
        Interruption whenCancelled = new Interruption(own.cancellation());
        Outcome outcome;
        try {
            outcome = Outcome.of(job.tool().run(job.call(), own));
        } catch (Exception e) {
            outcome = Outcome.thrown(own.cancellation().isCancelled() ? late(e) : e);
        } catch (Error e) {
            outcome = Outcome.thrown(e);
        } finally {
            whenCancelled.end();
        }
        own.end(null, Usage.UNKNOWN);
        return outcome;
    }

    private Exception late(@Nullable Exception cause) {
        TimeoutException late = new TimeoutException(
                "not done within " + (habits.timeout == null ? 0 : habits.timeout.toMillis()) + " ms");
        if (cause != null) {
            late.initCause(cause);
        }
        return late;
    }

    private List<Outcome> inParallel(List<Job> jobs, Executor executor) {
        Time time = call.time();
        Gate done = time.gate();
        AtomicInteger left = new AtomicInteger(jobs.size());
        AtomicReferenceArray<@Nullable Outcome> outcomes = new AtomicReferenceArray<>(jobs.size());
        Carrier.Luggage luggage = habits.carrier.capture();
        for (int i = 0; i < jobs.size(); i++) {
            int at = i;
            Runnable work = () -> luggage.under(() -> {
                if (call.cancellation().isCancelled()) {
                    // it waited in a queue until nobody wanted it any more
                    return;
                }
                CallContext own = own();
                // a tool that does not hear interrupts is left behind when its time is over
                Runnable forget =
                        own.cancellation().onCancel(() -> settle(outcomes, at, Outcome.thrown(late(null)), left, done));
                Outcome outcome = run(jobs.get(at), own);
                forget.run();
                settle(outcomes, at, outcome, left, done);
            });
            try {
                executor.execute(work);
            } catch (RejectedExecutionException e) {
                work.run();
            }
        }
        await(left, done);
        call.check();
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            Outcome outcome = outcomes.get(i);
            all.add(outcome == null ? Outcome.thrown(new IllegalStateException("the tool was not run")) : outcome);
        }
        return all;
    }

    private static void settle(
            AtomicReferenceArray<@Nullable Outcome> outcomes, int at, Outcome outcome, AtomicInteger left, Gate done) {
        if (outcomes.compareAndSet(at, null, outcome) && left.decrementAndGet() == 0) {
            done.open();
        }
    }

    private void await(AtomicInteger left, Gate done) {
        if (left.get() == 0) {
            return;
        }
        Runnable forget = call.cancellation().onCancel(done::open);
        try {
            while (!done.await(FOR_EVER)) {
                call.check();
            }
        } catch (InterruptedException e) {
            interrupted();
        } finally {
            forget.run();
        }
    }
}
