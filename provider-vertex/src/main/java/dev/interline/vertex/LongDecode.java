package dev.interline.vertex;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.Hop;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model whose long answers come in rounds: when one request may say no more and the answer is not at its end, the same
 * request is sent again with a token that tells where to go on. Whoever reads sees one answer. Source: "Long decode" of
 * Google's documentation.
 */
final class LongDecode implements ChatModel {
    private final ChatModel inner;
    private final int rounds;

    /** @param rounds how many requests one answer may take */
    LongDecode(ChatModel inner, int rounds) {
        this.inner = inner;
        this.rounds = rounds;
    }

    @Override
    public Profile profile() {
        return inner.profile();
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        try {
            Rounds answer = new Rounds(request);
            ChatResponse whole = answer.add(inner.chat(request, context.child()));
            for (ChatRequest next = answer.next(); next != null; next = answer.next()) {
                whole = answer.add(inner.chat(next, further(context)));
            }
            ChatResponse told = whole.toBuilder().trail(context.trail()).build();
            context.end(null, told.usage());
            return told;
        } catch (ChatException e) {
            context.end(e, Usage.UNKNOWN);
            e.attach(context.trail());
            throw e;
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        ChatStream first;
        try {
            first = inner.stream(request, context.child());
            context.content();
        } catch (ChatException e) {
            context.end(e, Usage.UNKNOWN);
            e.attach(context.trail());
            throw e;
        }
        Function<ChatRequest, ChatStream> next = more -> inner.stream(more, further(context));
        return ChatStream.of(new Joined(first, new Rounds(request), next, context), context)
                .awaitContent(request.showsThinking());
    }

    private static CallContext further(CallContext context) {
        context.check();
        return context.attempt(context.target(), Hop.Why.CONTINUATION, Duration.ZERO);
    }

    @Override
    public String toString() {
        return inner + " in up to " + rounds + " rounds";
    }

    /** What was answered in the rounds so far. */
    private final class Rounds {
        private final ChatRequest request;
        private int count;
        private @Nullable ChatResponse whole;

        Rounds(ChatRequest request) {
            this.request = request;
        }

        ChatResponse add(ChatResponse round) {
            count++;
            ChatResponse joined = whole == null ? round : Continuation.joined(whole, round);
            whole = joined;
            return joined;
        }

        /** What to ask next; null when the answer is at its end, or may take no more rounds. */
        @Nullable
        ChatRequest next() {
            String token = whole == null || count >= rounds ? null : Continuation.token(whole);
            return token == null ? null : Continuation.request(request, token);
        }

        Optional<ChatResponse> with(Optional<ChatResponse> partial) {
            ChatResponse before = whole;
            if (before == null) {
                return partial;
            }
            return Optional.of(
                    partial.map(part -> Continuation.joined(before, part)).orElse(before));
        }
    }

    /** The events of all rounds, with one end. */
    private static final class Joined implements EventSource {
        private final Rounds answer;
        private final Function<ChatRequest, ChatStream> open;
        private final CallContext context;
        private ChatStream current;
        private boolean added;

        Joined(ChatStream first, Rounds answer, Function<ChatRequest, ChatStream> open, CallContext context) {
            this.current = first;
            this.answer = answer;
            this.open = open;
            this.context = context;
        }

        @Override
        public @Nullable ChatEvent next() {
            while (true) {
                ChatEvent event;
                try {
                    event = current.next();
                } catch (ChatException e) {
                    e.attach(partial().orElse(null));
                    throw e;
                }
                if (!(event instanceof ChatEvent.Finished finished)) {
                    return event;
                }
                ChatResponse whole = answer.add(finished.response());
                added = true;
                ChatRequest more = answer.next();
                if (more == null) {
                    return new ChatEvent.Finished(
                            whole.toBuilder().trail(context.trail()).build());
                }
                current = open.apply(more);
                added = false;
            }
        }

        @Override
        public Optional<ChatResponse> partial() {
            return answer.with(added ? Optional.empty() : current.partial());
        }

        @Override
        public void close() {
            current.close();
        }
    }
}
