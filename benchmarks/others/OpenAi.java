import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.interline.benchmarks.load.Driver;
import dev.interline.benchmarks.load.Drivers;
import dev.interline.benchmarks.load.Tongue;
import java.util.Iterator;
import java.util.function.Consumer;

/** Chat Completions through OpenAI's own library. */
public final class OpenAi implements Drivers.Maker {

    @Override
    public Driver make(Tongue tongue, String base) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(base + "/openai/v1")
                .apiKey("0123456789abcdef")
                .build();
        return new Driver() {
            @Override
            public Told ask() {
                ChatCompletion answer =
                        client.chat().completions().create(params().build());
                String text = answer.choices().get(0).message().content().orElse("");
                return new Told(text.length(), answer.usage().orElseThrow().completionTokens());
            }

            @Override
            public Told stream(Consumer<String> onText) {
                int characters = 0;
                long tokens = -1;
                ChatCompletionCreateParams params = params().streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build();
                try (StreamResponse<ChatCompletionChunk> answer =
                        client.chat().completions().createStreaming(params)) {
                    for (Iterator<ChatCompletionChunk> chunks = answer.stream().iterator(); chunks.hasNext(); ) {
                        ChatCompletionChunk chunk = chunks.next();
                        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                            String text = choice.delta().content().orElse("");
                            characters += text.length();
                            if (!text.isEmpty()) {
                                onText.accept(text);
                            }
                        }
                        tokens = chunk.usage().map(usage -> usage.completionTokens()).orElse(tokens);
                    }
                }
                return new Told(characters, tokens);
            }
        };
    }

    private static ChatCompletionCreateParams.Builder params() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage(Driver.PROMPT)
                .maxCompletionTokens(Driver.CAP);
    }
}
