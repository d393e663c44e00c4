package dev.interline.examples;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Text;
import dev.interline.testkit.FakeClouds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Shows a picture, a chart that comes along or a PNG file that is named, and asks what is to be seen. */
public final class Vision {
    private Vision() {}

    /** Runs the example; the first argument may name a PNG file, the second ask another question. */
    public static void main(String[] args) throws IOException {
        Terminal terminal = Terminal.standard();
        byte[] picture = args.length == 0 ? chart() : Files.readAllBytes(Path.of(args[0]));
        String question = args.length < 2 ? "What does this picture show, in one sentence?" : args[1];
        try (Clouds clouds = Clouds.found(terminal, Vision::script)) {
            terminal.say(describe(clouds.model("chat"), picture, question));
            terminal.note("-- that was all");
        }
    }

    static void script(FakeClouds clouds) {
        clouds.on("azure").says("A chart of three bars, of which the green one in the middle is the highest.");
    }

    static String describe(ChatModel model, byte[] picture, String question) {
        // region vision
        ChatRequest request = ChatRequest.builder()
                .user(Text.of(question), Media.of("image/png", picture))
                .build();
        String answer = model.chat(request).text();
        // endregion
        return answer;
    }

    static byte[] chart() throws IOException {
        try (InputStream chart = Vision.class.getResourceAsStream("/chart.png")) {
            return Objects.requireNonNull(chart, "chart.png").readAllBytes();
        }
    }
}
