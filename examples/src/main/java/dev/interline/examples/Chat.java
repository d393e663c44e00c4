package dev.interline.examples;

import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Conversation;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;

/** A conversation in a terminal, streamed; {@code /new} begins another one, {@code /quit} leaves. */
public final class Chat {
    private static final Conversation START =
            Conversation.EMPTY.system("You are a travel agent who answers in two sentences.");

    private final ChatModel model;
    private final Terminal terminal;
    private Conversation talk = START;

    Chat(ChatModel model, Terminal terminal) {
        this.model = model;
        this.terminal = terminal;
    }

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) throws IOException {
        Terminal terminal = Terminal.standard();
        try (Clouds clouds = Clouds.found(terminal, Chat::script)) {
            new Chat(clouds.model("chat"), terminal)
                    .run(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
        }
    }

    static void script(FakeClouds clouds) {
        Duration pace = Duration.ofMillis(30);
        clouds.on("azure")
                .next(Play.says("Good day! Where would you like to go?").paced(pace))
                .next(Play.says("A fine choice. I would take the night train, and")
                        .paced(pace)
                        .resetAfterTokens(9))
                .plays(asked -> echo(asked.prompt(), pace));
        clouds.on("bedrock")
                .next(Play.says("A fine choice. Take the night train and see the sun rise over the sea.")
                        .paced(pace))
                .plays(asked -> echo(asked.prompt(), pace));
    }

    private static Play echo(String prompt, Duration pace) {
        return Play.says("You said: " + prompt + ". I am a fake cloud and know no more.")
                .paced(pace);
    }

    void run(BufferedReader keyboard) throws IOException {
        terminal.note("Say something; /new begins another conversation, /quit leaves.");
        while (true) {
            terminal.prompt("> ");
            String line = keyboard.readLine();
            if (line == null || line.strip().equals("/quit")) {
                return;
            } else if (line.strip().equals("/new")) {
                talk = START;
            } else if (!line.isBlank()) {
                answer(line.strip());
            }
        }
    }

    private void answer(String line) {
        Conversation asked = talk.plus(line);
        try (ChatStream stream = model.stream(asked)) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    terminal.say(delta.text());
                } else if (event instanceof ChatEvent.FailedOver over && over.discard() > 0) {
                    terminal.warn("-- " + over.from() + " broke off; " + over.to() + " begins anew:");
                }
            }
            ChatResponse response = stream.response();
            talk = asked.plus(response); // as it came: what a model signed is wanted back by its maker
            terminal.note(
                    "-- " + response.model().cloud() + ", " + response.trail().cost());
        } catch (ChatException e) {
            // the question is no part of the talk yet, so that it can simply be asked again
            terminal.warn("-- no answer: " + e.getMessage());
        }
    }
}
