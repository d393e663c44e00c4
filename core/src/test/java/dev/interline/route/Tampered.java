package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.Profile;
import dev.interline.Routing;
import dev.interline.TrailLog;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model or a route that breaks one rule, see {@link World.Mutant}. */
record Tampered(ChatModel inner, World world) implements ChatModel {
    private static final String DISGUISE = "a tool is called";

    @Override
    public Profile profile() {
        return inner.profile();
    }

    private CallContext context(CallContext context) {
        Cancellation.Reason unheard = switch (world.mutant) {
            case NO_DEADLINE -> Cancellation.Reason.DEADLINE;
            case LOSERS_GO_ON -> Cancellation.Reason.LOST_RACE;
            default -> null;
        };
        if (unheard != null || world.is(World.Mutant.NO_LINE)) {
            return apart(context, unheard);
        }
        if (world.is(World.Mutant.HINT_IS_LOST) || world.is(World.Mutant.DENIAL_IS_FORGIVEN)) {
            // the attempt ends with what is made of it here
            return context.child();
        }
        if (!world.is(World.Mutant.NO_END)) {
            return context;
        }
        CallContext deaf = CallContext.create();
        deaf.start(world.time);
        return deaf;
    }

    /** A call of its own, which ends when the other one does, but for this reason. */
    private CallContext apart(CallContext context, Cancellation.@Nullable Reason unheard) {
        CallContext apart = CallContext.create();
        apart.start(world.time);
        context.cancellation().onCancel(() -> {
            Cancellation.Reason why = context.cancellation().reason();
            if (why != null && why != unheard) {
                apart.cancellation().cancel(why, context.cancellation().message());
            }
        });
        if (!world.is(World.Mutant.NO_LINE)) {
            TrailLog.Line line = context.line(inner.profile());
            apart.onEnd(ending -> {
                if (ending.failure() == null) {
                    line.done(ending.usage());
                } else {
                    line.failed(ending.failure(), ending.usage());
                }
            });
        }
        return apart;
    }

    private ChatRequest request(ChatRequest request) {
        boolean aToolHasRun = request.messages().get(0).text().equals(Errand.A_TOOL_HAS_RUN);
        if (aToolHasRun && world.is(World.Mutant.HEDGED_AFTER_A_TOOL)) {
            return request.toBuilder().user("and then?").build();
        }
        return world.is(World.Mutant.NO_CONSTRAINTS_OF_THE_REQUEST)
                ? request.toBuilder().routing(Routing.ANY).build()
                : request;
    }

    private ChatException failure(ChatException e) {
        if (world.is(World.Mutant.HINT_IS_LOST) && e instanceof RateLimitedException) {
            return new RateLimitedException("slow down");
        }
        boolean forgiven = (world.is(World.Mutant.SILENCE_IS_FORGIVEN) && e instanceof TimedOutException)
                || (world.is(World.Mutant.DENIAL_IS_FORGIVEN) && e instanceof DeniedException);
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
        if (world.is(World.Mutant.NOTHING_IS_CONTENT) && !(inner instanceof Router)) {
            return ChatStream.of(new Hasty(request, context), context).awaitContent(false);
        }
        try {
            ChatStream stream = inner.stream(request(request), context(context));
            return isOfText() ? ChatStream.of(new Source(stream), context).awaitContent(false) : stream;
        } catch (ChatException e) {
            throw failure(e);
        }
    }

    private boolean isOfText() {
        return switch (world.mutant) {
            case LOST_TEXT, DOUBLED_TEXT, NOTHING_TAKEN_BACK, LEAK, TOOL_CALL_IS_TAKEN_BACK -> true;
            default -> false;
        };
    }

    /** Says nothing, as if that were something, and asks only then. */
    private final class Hasty implements EventSource {
        private final ChatRequest request;
        private final CallContext context;
        private boolean begun;
        private @Nullable ChatStream stream;

        Hasty(ChatRequest request, CallContext context) {
            this.request = request;
            this.context = context;
        }

        @Override
        public @Nullable ChatEvent next() {
            if (!begun) {
                begun = true;
                return new ChatEvent.TextDelta("");
            }
            if (stream == null) {
                stream = inner.stream(request, context.child());
            }
            return stream.next();
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }

        @Override
        public Optional<ChatResponse> partial() {
            return stream == null ? Optional.empty() : stream.partial();
        }
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
            if (world.is(World.Mutant.TOOL_CALL_IS_TAKEN_BACK)) {
                return disguised(event);
            }
            if (event instanceof ChatEvent.FailedOver over && world.is(World.Mutant.NOTHING_TAKEN_BACK)) {
                return new ChatEvent.FailedOver(over.from(), over.to(), over.cause(), 0);
            }
            return event;
        }

        /** The route takes it for a thought, and whoever reads does not. */
        private @Nullable ChatEvent disguised(@Nullable ChatEvent event) {
            if (event instanceof ChatEvent.ToolCallStarted) {
                return new ChatEvent.ThinkingDelta(DISGUISE);
            }
            boolean thought = event instanceof ChatEvent.ThinkingDelta delta
                    && delta.text().equals(DISGUISE);
            return thought && inner instanceof Router ? new ChatEvent.ToolCallStarted("1", "look") : event;
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
