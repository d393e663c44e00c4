package dev.interline.simulation;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.error.ChatException;
import dev.interline.testing.ManualTime;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Callers who all ask, wait for the answer and ask again, for as long as the simulation lasts. */
final class Crowd {
    private static final Duration ARRIVING = Duration.ofSeconds(30);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final ManualTime time;
    private final List<ChatRequest> requests = new ArrayList<>();
    private final Random chance;
    private int failed;
    private int running;

    /**
     * A crowd with a mix of requests.
     *
     * @param prompt the longest one, in tokens
     * @param cap the largest one, in tokens
     */
    Crowd(ManualTime time, int prompt, int cap, long seed) {
        this.time = time;
        this.chance = new Random(seed);
        for (int i = 0; i < 64; i++) {
            int tokens = prompt / 8 + chance.nextInt(prompt * 7 / 8);
            requests.add(ChatRequest.builder()
                    .user("abc ".repeat(tokens))
                    .maxOutputTokens(cap / 4 + chance.nextInt(cap * 3 / 4))
                    .build());
        }
    }

    /** How many calls had no answer in the end. */
    int failed() {
        return failed;
    }

    void run(Client client, int callers, Duration lasting) throws InterruptedException {
        Gate done = time.gate();
        running = callers;
        for (int i = 0; i < callers; i++) {
            Duration arrives = ARRIVING.multipliedBy(i).dividedBy(callers);
            time.fork("caller", () -> {
                try {
                    time.sleep(arrives, CallContext.create());
                    while (time.elapsed().compareTo(lasting) < 0) {
                        ask(client);
                    }
                } finally {
                    if (--running == 0) {
                        done.open();
                    }
                }
            });
        }
        done.await(lasting.multipliedBy(10));
    }

    private void ask(Client client) {
        try {
            client.ask(requests.get(chance.nextInt(requests.size())));
        } catch (ChatException e) {
            failed++;
            time.sleep(AFTER_A_FAILURE, CallContext.create());
        }
    }
}
