package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.Profile;
import dev.interline.Routing;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model or a route that breaks one rule, see {@link World.Mutant}. */
record Tampered(ChatModel inner, World world) implements ChatModel {

    @Override
    public Profile profile() {
        return inner.profile();
    }

    private CallContext context(CallContext context) {
        if (!world.is(World.Mutant.NO_END) && !world.is(World.Mutant.NO_DEADLINE)) {
            return context;
        }
        CallContext deaf = CallContext.create();
        deaf.start(world.time);
        return deaf;
    }

    private ChatRequest request(ChatRequest request) {
        return world.is(World.Mutant.NO_CONSTRAINTS_OF_THE_REQUEST)
                ? request.toBuilder().routing(Routing.ANY).build()
                : request;
    }

    private ChatException failure(ChatException e) {
        boolean forgiven = world.is(World.Mutant.SILENCE_IS_FORGIVEN) && e instanceof TimedOutException;
        return forgiven ? new UnavailableException("try again") : e;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        try {
            return inner.chat(request(request), context(context));
        } catch (ChatException e) {
            throw failure(e);
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        try {
            ChatStream stream = inner.stream(request(request), context(context));
            return isOfText() ? ChatStream.of(new Source(stream), context).awaitContent(false) : stream;
        } catch (ChatException e) {
            throw failure(e);
        }
    }

    private boolean isOfText() {
        return switch (world.mutant) {
            case LOST_TEXT, DOUBLED_TEXT, NOTHING_TAKEN_BACK, LEAK -> true;
            default -> false;
        };
    }

    private final class Source implements EventSource {
        private final ChatStream stream;
        private final ArrayDeque<ChatEvent> again = new ArrayDeque<>();
        private int texts;

        Source(ChatStream stream) {
            this.stream = stream;
        }

        @Override
        public @Nullable ChatEvent next() {
            if (!again.isEmpty()) {
                return again.poll();
            }
            ChatEvent event = stream.next();
            if (event instanceof ChatEvent.TextDelta && ++texts == 2) {
                if (world.is(World.Mutant.LOST_TEXT)) {
                    return stream.next();
                }
                if (world.is(World.Mutant.DOUBLED_TEXT)) {
                    again.add(event);
                }
            }
            if (event instanceof ChatEvent.FailedOver over && world.is(World.Mutant.NOTHING_TAKEN_BACK)) {
                return new ChatEvent.FailedOver(over.from(), over.to(), over.cause(), 0);
            }
            return event;
        }

        @Override
        public void close() {
            if (!world.is(World.Mutant.LEAK)) {
                stream.close();
            }
        }

        @Override
        public Optional<ChatResponse> partial() {
            return stream.partial();
        }
    }
}
