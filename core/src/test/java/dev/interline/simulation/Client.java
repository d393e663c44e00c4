package dev.interline.simulation;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.error.RateLimitedException;
import dev.interline.time.Time;
import java.time.Duration;

/** A way to ask a vendor. */
interface Client {

    void ask(ChatRequest request);

    /**
     * As the usual kit does: two more tries, after what the vendor says, or else after half a second, doubled with every
     * try and at most 8 s, less up to a quarter by chance.
     */
    static Client retrying(ChatModel model, Time time) {
        return request -> {
            for (int tries = 1; ; tries++) {
                try {
                    model.chat(request, CallContext.create());
                    return;
                } catch (RateLimitedException e) {
                    if (tries == 3) {
                        throw e;
                    }
                    double usual = Math.min(8_000, 500 << (tries - 1)) * (1 - time.random() / 4);
                    time.sleep(e.retryAfter().orElse(Duration.ofMillis((long) usual)), CallContext.create());
                }
            }
        };
    }
}
