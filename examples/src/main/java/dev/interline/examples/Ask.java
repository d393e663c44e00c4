package dev.interline.examples;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.testkit.FakeClouds;
import java.time.Duration;

/** Asks one question, that of the command line or one about the sea, and tells who answered and what it cost. */
public final class Ask {
    private Ask() {}

    /** Runs the example; all arguments together are the question. */
    public static void main(String[] words) {
        Terminal terminal = Terminal.standard();
        try (Clouds clouds = Clouds.found(terminal, Ask::script)) {
            run(clouds.model("chat"), words.length == 0 ? "Why is the sea salty?" : String.join(" ", words), terminal);
        }
    }

    static void script(FakeClouds clouds) {
        clouds.on("azure").says("Rivers carry minerals into it, and only the water leaves again.");
    }

    static void run(ChatModel model, String question, Terminal terminal) {
        ChatRequest request = ChatRequest.builder()
                .system("Answer in one sentence.")
                .user(question)
                .build();
        ChatResponse response = model.chat(request, CallContext.within(Duration.ofSeconds(20)));
        terminal.say(response.text());
        terminal.note("-- " + response.model() + ", " + response.usage() + ", " + response.cost());
    }
}
