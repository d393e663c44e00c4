package dev.interline;

import dev.interline.error.TooLongException;
import dev.interline.policy.Estimate;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation is made to fit into a context window: the oldest turns go first, each with all that belongs to it.
 *
 * <pre>{@code
 * Trimmed fits = talk.trim(Trim.to(100_000).downTo(60_000).keepingFirst(2));
 * }</pre>
 *
 * <p>A turn is what the user says and everything until the user speaks again. Where the last turn is too long by itself,
 * as when a model has called many tools, its oldest steps go, down to the user's words and the last step. A call is never
 * parted from its result, what is left begins with the user, and the system prompt stays. Cache marks stay on the messages
 * that stay, and go with the others.
 *
 * <p>Immutable, and thread-safe where its counter is.
 */
public final class Trim {
    private final long most;
    private final long aim;
    private final int first;
    private final @Nullable ChatRequest like;
    private final ToLongFunction<ChatRequest> counter;

    private Trim(long most, long aim, int first, @Nullable ChatRequest like, ToLongFunction<ChatRequest> counter) {
        this.most = most;
        this.aim = aim;
        this.first = first;
        this.like = like;
        this.counter = counter;
    }

    /**
     * To so many tokens at most. They are estimated, at a quarter of the characters and 1,000 for each medium, unless
     * {@link #counting(TokenCounter)} says otherwise; leave room for the answer and for tools.
     *
     * @param tokens above zero
     */
    public static Trim to(long tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("a conversation has at least one token, not " + tokens);
        }
        return new Trim(tokens, tokens, 0, null, request -> Estimate.of(request).input());
    }

    /**
     * The same, but what is too long is cut to fewer tokens, where that is possible: then the conversation can grow for a
     * while before it is cut again, and until then begins alike, which is what prompt caches need.
     *
     * @param tokens above zero and not above the limit
     */
    public Trim downTo(long tokens) {
        if (tokens < 1 || tokens > most) {
            throw new IllegalArgumentException(
                    "what is too long is cut to between 1 and " + most + " tokens, not to " + tokens);
        }
        return new Trim(most, tokens, first, like, counter);
    }

    /**
     * The same, and the first messages stay, such as a task that all turns are about; with them what answers the calls
     * in them.
     *
     * @param messages how many, not below zero
     */
    public Trim keepingFirst(int messages) {
        if (messages < 0) {
            throw new IllegalArgumentException("a number of messages is not below zero: " + messages);
        }
        return new Trim(most, aim, messages, like, counter);
    }

    /** The same with everything counted that {@link Conversation#request(ChatRequest)} would send: tools as well. */
    public Trim like(ChatRequest request) {
        return new Trim(most, aim, first, request, counter);
    }

    /** The same with tokens counted as the model does. It is asked several times, more often for longer conversations. */
    public Trim counting(TokenCounter counter) {
        return counting(request -> counter.count(request).input());
    }

    /** The same with tokens counted in another way. */
    public Trim counting(ToLongFunction<ChatRequest> counter) {
        return new Trim(most, aim, first, like, counter);
    }

    /** As {@link Conversation#trim(Trim)}. */
    Trimmed apply(Conversation whole) {
        if (whole.isEmpty()) {
            return new Trimmed(whole, 0, 0);
        }
        long tokens = count(whole);
        if (tokens <= most) {
            return new Trimmed(whole, 0, tokens);
        }
        Turns turns = Turns.of(whole.messages(), first);
        Trimmed least = without(whole, turns, turns.droppable());
        if (least.tokens() > most) {
            throw new TooLongException("what must stay of the conversation has " + least.tokens()
                    + " tokens, of which " + most + " are allowed: shorten its last turn"
                    + (whole.system().isEmpty() ? "" : " or the system prompt")
                    + (first == 0 ? "" : ", or keep fewer of the first messages"));
        }
        // the fewer go the better: what is in between is found by halves, for each count may be a call
        int enough = turns.droppable();
        int tooFew = 0;
        Trimmed best = least;
        while (enough - tooFew > 1) {
            int middle = (enough + tooFew) >>> 1;
            Trimmed some = without(whole, turns, middle);
            if (some.tokens() <= aim) {
                enough = middle;
                best = some;
            } else {
                tooFew = middle;
            }
        }
        return best;
    }

    private Trimmed without(Conversation whole, Turns turns, int oldest) {
        List<Message> left = turns.without(oldest);
        Conversation shorter = whole.with(left);
        return new Trimmed(shorter, whole.messages().size() - left.size(), count(shorter));
    }

    private long count(Conversation conversation) {
        return counter.applyAsLong(like == null ? conversation.request() : conversation.request(like));
    }

    /** Says how much, never of what. */
    @Override
    public String toString() {
        return "Trim[to " + most + " tokens]";
    }
}
