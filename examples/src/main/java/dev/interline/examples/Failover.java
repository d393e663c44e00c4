package dev.interline.examples;

import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.time.Duration;

/**
 * Asks two questions while a cloud is taken away. Without credentials everything happens on this machine, on fake
 * clouds; with {@code AZURE_OPENAI_ENDPOINT} and {@code AZURE_OPENAI_API_KEY}, {@code AWS_REGION} and AWS credentials
 * or {@code AWS_BEARER_TOKEN_BEDROCK}, or {@code GOOGLE_CLOUD_PROJECT} and Google credentials set, the same
 * configuration file reaches the real ones.
 */
public final class Failover {
    private static final String QUESTION = "Why do airlines sell one ticket for flights of several carriers?";
    private static final String ANSWER =
            "Because a traveller wants to arrive, not to fly with somebody. One ticket means"
                    + " one promise: when a flight is cancelled, the next carrier that goes there takes the passenger, and the"
                    + " airlines settle the bill among themselves. The traveller notices another colour of the seats, and that is all.";

    private final Terminal terminal;

    Failover(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.standard();
        try (Clouds clouds = Clouds.found(terminal, Failover::script)) {
            new Failover(terminal).run(clouds);
        }
    }

    static void script(FakeClouds clouds) {
        Duration pace = Duration.ofMillis(25);
        clouds.on("azure")
                .next(Play.says(ANSWER).paced(pace).resetAfterTokens(18))
                .fails(503);
        clouds.on("bedrock").says(ANSWER).paced(pace);
        clouds.on("vertex").says(ANSWER).paced(pace);
    }

    void run(Clouds clouds) {
        if (clouds.areReal()) {
            ask(clouds.model("chat"));
            return;
        }
        terminal.title("Azure dies in the middle of its answer");
        ask(clouds.model("chat"));
        terminal.title("Azure stays down, and nobody notices");
        ask(clouds.model("chat"));
    }

    private void ask(ChatModel model) {
        try (ChatStream stream = model.stream(ChatRequest.of(QUESTION))) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    terminal.say(delta.text());
                } else if (event instanceof ChatEvent.FailedOver over) {
                    terminal.warn("-- " + over.from() + " is gone (" + over.cause() + "): forget the " + over.discard()
                            + " characters above, " + over.to() + " begins anew");
                }
            }
            tell(stream.response());
        } catch (ChatException e) {
            terminal.warn("-- no answer: " + e.getMessage());
            e.trail().hops().forEach(hop -> terminal.note("   " + hop));
        }
    }

    private void tell(ChatResponse response) {
        terminal.note("-- answered by " + response.model() + ", " + response.usage() + ", " + response.cost());
        response.trail().toString().lines().forEach(line -> terminal.note("   " + line));
    }
}
