package dev.interline.async;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.EventSource;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Usage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A model whose streams are as long as wanted and made as they are read, so that a test can see how far that was. */
final class Lazy implements ChatModel {
    private static final Profile PROFILE = Profile.of(new ModelId("lazy", "", "model"));

    final AtomicLong read = new AtomicLong();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final long events;

    /** @param events how many, the last one included */
    Lazy(long events) {
        this.events = events;
    }

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        return ChatStream.of(
                new EventSource() {
                    @Override
                    public ChatEvent next() {
                        context.check();
                        return read.incrementAndGet() < events
                                ? new ChatEvent.TextDelta("x")
                                : new ChatEvent.Finished(ChatResponse.builder(PROFILE.id())
                                        .message(Message.assistant("x"))
                                        .usage(Usage.of(1, 1))
                                        .build());
                    }

                    @Override
                    public void close() {
                        closed.complete(null);
                    }
                },
                context);
    }
}
