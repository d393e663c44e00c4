package dev.interline.benchmarks.load;

import dev.interline.benchmarks.raw.RawModel;
import java.io.IOException;
import java.util.function.Consumer;

/** By hand. */
final class RawDriver implements Driver {
    private final RawModel model;

    RawDriver(Tongue tongue, String base) {
        this.model = RawModel.of(tongue.word(), RawModel.client(), base);
    }

    @Override
    public Told ask() throws IOException {
        RawModel.Answer answer = model.ask(PROMPT);
        return new Told(answer.text().length(), answer.output());
    }

    @Override
    public Told stream(Consumer<String> onText) throws IOException {
        Count count = new Count(onText);
        long tokens = model.stream(PROMPT, count).output();
        return new Told(count.characters, tokens);
    }

    private static final class Count implements Consumer<String> {
        private final Consumer<String> onText;
        int characters;

        Count(Consumer<String> onText) {
            this.onText = onText;
        }

        @Override
        public void accept(String text) {
            characters += text.length();
            onText.accept(text);
        }
    }
}
