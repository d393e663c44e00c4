import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import dev.interline.benchmarks.load.Driver;
import dev.interline.benchmarks.load.Drivers;
import dev.interline.benchmarks.load.Tongue;
import java.util.function.Consumer;

/** Gemini through Google's own library, with a key. */
public final class GenAi implements Drivers.Maker {
    private static final String MODEL = "gemini-2.5-flash";

    @Override
    public Driver make(Tongue tongue, String base) {
        Client client = Client.builder()
                .apiKey("0123456789abcdef")
                .httpOptions(HttpOptions.builder().baseUrl(base).build())
                .build();
        GenerateContentConfig config =
                GenerateContentConfig.builder().maxOutputTokens(Driver.CAP).build();
        return new Driver() {
            @Override
            public Told ask() {
                GenerateContentResponse answer = client.models.generateContent(MODEL, PROMPT, config);
                return new Told(String.valueOf(answer.text()).length(), tokens(answer, -1));
            }

            @Override
            public Told stream(Consumer<String> onText) {
                int characters = 0;
                long tokens = -1;
                try (ResponseStream<GenerateContentResponse> answer =
                        client.models.generateContentStream(MODEL, PROMPT, config)) {
                    for (GenerateContentResponse piece : answer) {
                        String text = piece.text();
                        if (text != null && !text.isEmpty()) {
                            characters += text.length();
                            onText.accept(text);
                        }
                        tokens = tokens(piece, tokens);
                    }
                }
                return new Told(characters, tokens);
            }
        };
    }

    private static long tokens(GenerateContentResponse answer, long before) {
        return answer.usageMetadata()
                .flatMap(usage -> usage.candidatesTokenCount())
                .map(Integer::longValue)
                .orElse(before);
    }
}
