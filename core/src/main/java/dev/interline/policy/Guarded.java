package dev.interline.policy;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.UnreadableException;
import dev.interline.time.Time;
import dev.interline.time.Timed;
import java.util.List;

/** A model under policies; made by {@link ChatModel#with}. Thread-safe. */
public final class Guarded implements ChatModel, Repeating, Timed {
    private final ChatModel inner;
    private final List<Policy> policies;

    private Guarded(ChatModel inner, List<Policy> policies) {
        this.inner = inner;
        this.policies = policies;
    }

    /**
     * The model under policies, the outermost first.
     *
     * @throws IllegalArgumentException when a policy that repeats calls meets another, or a model that repeats them
     */
    public static Guarded of(ChatModel inner, Policy... outermostFirst) {
        boolean innerRepeats = inner instanceof Repeating model && model.repeats();
        int repeating = 0;
        for (Policy policy : outermostFirst) {
            repeating += policy instanceof Repeating marked && marked.repeats() ? 1 : 0;
        }
        if (repeating > (innerRepeats ? 0 : 1)) {
            throw new IllegalArgumentException("a policy that repeats calls is put around something that repeats them"
                    + " already (a router, another Retry, or a loop that would run its tools again): the tries would"
                    + " multiply; remove one of them, or put the policy inside");
        }
        return new Guarded(inner, List.of(outermostFirst));
    }

    @Override
    public Profile profile() {
        return inner.profile();
    }

    /** The model under the policies. */
    public ChatModel inner() {
        return inner;
    }

    @Override
    public Time time() {
        return inner instanceof Timed model ? model.time() : Time.system();
    }

    @Override
    public boolean repeats() {
        return retries() || (inner instanceof Repeating model && model.repeats());
    }

    /** Whether a policy here, or in a guarded model inside, repeats calls; a router inside does not count. */
    public boolean retries() {
        for (Policy policy : policies) {
            if (policy instanceof Repeating marked && marked.repeats()) {
                return true;
            }
        }
        return inner instanceof Guarded guarded && guarded.retries();
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        try {
            ChatResponse response = begin(new Whole(request), context);
            context.end(null, response.usage());
            return response;
        } catch (ChatException e) {
            throw failed(e, context);
        } catch (RuntimeException | Error e) {
            context.end(crash(e), Usage.UNKNOWN);
            throw e;
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        try {
            ChatStream stream = begin(new Streamed(request), context);
            context.content();
            stream.onEnd(ending -> context.end(ending.failure(), ending.usage()));
            return stream;
        } catch (ChatException e) {
            throw failed(e, context);
        } catch (RuntimeException | Error e) {
            context.end(crash(e), Usage.UNKNOWN);
            throw e;
        }
    }

    private static ChatException failed(ChatException e, CallContext context) {
        context.end(e, Usage.UNKNOWN);
        e.attach(context.trail());
        return e;
    }

    private <T> T begin(Call<T> call, CallContext context) {
        Time time = time();
        // the machine's own holds until somebody names another, which a policy may do as well
        if (!time.equals(Time.system())) {
            context.start(time);
        }
        return run(0, call, context);
    }

    private <T> T run(int depth, Call<T> call, CallContext context) {
        if (depth == policies.size()) {
            return ask(call, context.child());
        }
        return policies.get(depth).apply(new Inner<>(depth + 1, call, context), context);
    }

    /** A model that throws without a word on its context must not leave it open. */
    private static <T> T ask(Call<T> call, CallContext context) {
        try {
            return call.run(context);
        } catch (ChatException e) {
            context.end(e, Usage.UNKNOWN);
            throw e;
        } catch (RuntimeException | Error e) {
            context.end(crash(e), Usage.UNKNOWN);
            throw e;
        }
    }

    private static ChatException crash(Throwable e) {
        return new UnreadableException("a model failed unexpectedly", Failure.NONE, e);
    }

    /** The attempt as the next policy further in sees it. */
    private final class Inner<T> implements Policy.Attempt<T> {
        private final int depth;
        private final Call<T> call;
        private final CallContext outer;

        Inner(int depth, Call<T> call, CallContext outer) {
            this.depth = depth;
            this.call = call;
            this.outer = outer;
        }

        @Override
        public Profile target() {
            return call.target();
        }

        @Override
        public Estimate estimate() {
            return call.estimate();
        }

        @Override
        public T run(CallContext context) {
            if (context == outer) {
                return Guarded.this.run(depth, call, context);
            }
            // a context that the policy made for this run ends with it
            try {
                T answer = Guarded.this.run(depth, call, context);
                call.ends(answer, context);
                return answer;
            } catch (ChatException e) {
                context.end(e, Usage.UNKNOWN);
                throw e;
            }
        }

        @Override
        public void discard(T loser) {
            call.discard(loser);
        }
    }

    private abstract class Call<T> implements Policy.Attempt<T> {
        final ChatRequest request;

        Call(ChatRequest request) {
            this.request = request;
        }

        @Override
        public Profile target() {
            return inner.profile();
        }

        @Override
        public Estimate estimate() {
            return Estimate.of(request);
        }

        /** Ends the context with the answer: now, or when the stream is over. */
        abstract void ends(T answer, CallContext context);
    }

    private final class Whole extends Call<ChatResponse> {
        Whole(ChatRequest request) {
            super(request);
        }

        @Override
        public ChatResponse run(CallContext context) {
            return inner.chat(request, context);
        }

        @Override
        void ends(ChatResponse answer, CallContext context) {
            context.end(null, answer.usage());
        }

        @Override
        public void discard(ChatResponse loser) {
            // nothing is held
        }
    }

    private final class Streamed extends Call<ChatStream> {
        Streamed(ChatRequest request) {
            super(request);
        }

        @Override
        public ChatStream run(CallContext context) {
            return inner.stream(request, context);
        }

        @Override
        void ends(ChatStream answer, CallContext context) {
            context.content();
            answer.onEnd(ending -> context.end(ending.failure(), ending.usage()));
        }

        @Override
        public void discard(ChatStream loser) {
            loser.close();
        }
    }
}
