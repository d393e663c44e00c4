import dev.interline.benchmarks.load.Driver;
import dev.interline.benchmarks.load.Drivers;
import dev.interline.benchmarks.load.Tongue;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Chat Completions through LangChain4j's module for OpenAI. */
public final class Langchain4j implements Drivers.Maker {

    @Override
    public Driver make(Tongue tongue, String base) {
        String url = base + "/openai/v1";
        OpenAiChatModel whole = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("0123456789abcdef")
                .modelName("gpt-4o")
                .maxCompletionTokens(Driver.CAP)
                .build();
        OpenAiStreamingChatModel streamed = OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey("0123456789abcdef")
                .modelName("gpt-4o")
                .maxCompletionTokens(Driver.CAP)
                .build();
        return new Driver() {
            @Override
            public Told ask() {
                return told(whole.chat(request()));
            }

            @Override
            public Told stream(Consumer<String> onText) throws Exception {
                CompletableFuture<ChatResponse> end = new CompletableFuture<>();
                streamed.chat(request(), new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        onText.accept(text);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        end.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.completeExceptionally(failure);
                    }
                });
                return told(end.get());
            }
        };
    }

    private static dev.langchain4j.model.chat.request.ChatRequest request() {
        return dev.langchain4j.model.chat.request.ChatRequest.builder()
                .messages(dev.langchain4j.data.message.UserMessage.from(Driver.PROMPT))
                .build();
    }

    private static Driver.Told told(ChatResponse response) {
        return new Driver.Told(
                response.aiMessage().text().length(), response.tokenUsage().outputTokenCount());
    }
}
