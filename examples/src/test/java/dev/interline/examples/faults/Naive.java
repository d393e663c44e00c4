package dev.interline.examples.faults;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one writes in an afternoon: asks each target ten times without a pause, gives each ten seconds, and takes what came
 * of a broken stream for the answer.
 */
record Naive(List<ChatModel> targets) implements ChatModel {
    static final Subject SUBJECT = (targets, settings) ->
            new Naive(targets.stream().map(target -> target.model()).toList());

    private static final int TRIES = 10;

    @Override
    public Profile profile() {
        return targets.get(0).profile();
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        return persist(context, (model, attempt) -> model.chat(request, attempt));
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        ChatStream stream = persist(context, (model, attempt) -> model.stream(request, attempt));
        return ChatStream.of(new Gullible(stream), CallContext.create());
    }

    /** One try. */
    private interface Ask<T> {
        T of(ChatModel model, CallContext attempt);
    }

    private <T> T persist(CallContext context, Ask<T> ask) {
        ChatException last = null;
        for (ChatModel model : targets) {
            for (int i = 0; i < TRIES; i++) {
                try {
                    return ask.of(model, CallContext.within(Duration.ofSeconds(10)));
                } catch (ChatException e) {
                    last = e;
                }
            }
        }
        throw last == null ? context.failure(null) : last;
    }

    /** Believes that a stream that ends has ended. */
    private static final class Gullible implements EventSource {
        private final ChatStream stream;
        private boolean over;

        Gullible(ChatStream stream) {
            this.stream = stream;
        }

        @Override
        public @Nullable ChatEvent next() {
            if (over) {
                return null;
            }
            try {
                return stream.next();
            } catch (ChatException e) {
                over = true;
                return new ChatEvent.Finished(e.partial().orElseThrow(() -> e));
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
