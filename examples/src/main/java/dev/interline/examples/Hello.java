package dev.interline.examples;

// region hello
import dev.interline.ChatStream;
import dev.interline.Interline;

public class Hello {
    public static void main(String[] words) {
        try (Interline interline = Interline.load();
                ChatStream answer = interline.model("chat").stream("Why is the sea salty?")) {
            answer.text().forEach(System.out::print);
        }
    }
}
// endregion
