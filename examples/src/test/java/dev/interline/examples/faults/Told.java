package dev.interline.examples.faults;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Trail;
import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller was told.
 *
 * @param shown the text that was shown, less what was taken back; of a whole answer its text
 */
record Told(
        @Nullable ChatResponse response,
        String shown,
        @Nullable Throwable failure,
        Duration took) {
    /** The healthy answer: sixty words, one a token. */
    static final String WORDS =
            "One ticket that several carriers honour lets a traveller arrive although the first of them"
                    + " cannot fly today because another one takes the passenger along without a question and settles the fare"
                    + " with its neighbour later on so that nobody at the gate has to know whose wings it was that carried the"
                    + " suitcase and its rather sleepy owner home";

    static Told ask(ChatModel model, ChatRequest request, CallContext context, Way way, Time time) {
        long start = time.nanos();
        StringBuilder shown = new StringBuilder();
        ChatResponse response = null;
        Throwable failure = null;
        try {
            if (way == Way.WHOLE) {
                response = model.chat(request, context);
                shown.append(response.text());
            } else {
                try (ChatStream stream = model.stream(request, context)) {
                    read(stream, shown);
                    response = stream.response();
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return new Told(response, shown.toString(), failure, Duration.ofNanos(time.nanos() - start));
    }

    static void read(ChatStream stream, StringBuilder shown) {
        for (ChatEvent event : stream) {
            if (event instanceof ChatEvent.TextDelta delta) {
                shown.append(delta.text());
            } else if (event instanceof ChatEvent.FailedOver over) {
                shown.setLength(shown.length() - over.discard());
            }
        }
    }

    boolean isWhole() {
        return text().equals(WORDS) && shown.equals(WORDS);
    }

    String text() {
        return response == null ? "" : response.text();
    }

    Trail trail() {
        if (response != null) {
            return response.trail();
        }
        return failure instanceof ChatException e ? e.trail() : Trail.EMPTY;
    }

    boolean isKind(ChatException.Kind kind) {
        return failure instanceof ChatException e && e.kind() == kind;
    }
}
