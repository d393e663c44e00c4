import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The LangChain4j half of the guide on migrating from it. Compiled, not run. */
final class Theirs {
    private Theirs() {}

    static ChatModel model() {
        // region lc4j-model
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl("https://my-resource.openai.azure.com/openai/v1")
                .apiKey(System.getenv("AZURE_OPENAI_API_KEY"))
                .modelName("gpt-5-mini")
                .timeout(Duration.ofSeconds(90))
                .maxRetries(3)
                .build();
        // endregion
        return model;
    }

    static String ask(ChatModel model) {
        // region lc4j-ask
        ChatRequest request = ChatRequest.builder()
                .messages(
                        SystemMessage.from("Answer in one sentence."),
                        UserMessage.from("Why is the sea salty?"))
                .temperature(0.2)
                .maxOutputTokens(500)
                .build();
        ChatResponse response = model.chat(request);
        System.out.println(response.aiMessage().text() + " " + response.tokenUsage());
        // endregion
        return response.aiMessage().text();
    }

    static void stream(StreamingChatModel model) {
        // region lc4j-stream
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        model.chat("Tell me a story.", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                System.out.print(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });
        System.out.println(whole.join().finishReason());
        // endregion
    }

    static String failover(ChatModel azure, ChatModel bedrock) {
        // region lc4j-failover
        String answer;
        try {
            answer = azure.chat("Why is the sea salty?");
        } catch (RuntimeException e) {
            answer = bedrock.chat("Why is the sea salty?");
        }
        // endregion
        return answer;
    }

    static AiMessage memory(ChatModel model) {
        // region lc4j-memory
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        memory.add(UserMessage.from("What is a spring tide?"));
        memory.add(model.chat(memory.messages()).aiMessage());
        memory.add(UserMessage.from("And a neap tide?"));
        AiMessage answer = model.chat(memory.messages()).aiMessage();
        // endregion
        return answer;
    }

    static String vision(ChatModel model, String base64) {
        // region lc4j-vision
        UserMessage message = UserMessage.from(
                TextContent.from("What does this picture show?"),
                ImageContent.from(
                        Image.builder().base64Data(base64).mimeType("image/png").build()));
        String answer = model.chat(message).aiMessage().text();
        // endregion
        return answer;
    }

    static String tools(ChatModel model) {
        // region lc4j-tools
        class Weather {
            @Tool("The weather in a city, now")
            String weather(@P("in English") String city) {
                return "rain in " + city;
            }
        }
        interface Assistant {
            String chat(String question);
        }
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .tools(new Weather())
                .build();
        String answer = assistant.chat("Do I need an umbrella in Oslo?");
        // endregion
        return answer;
    }

    static String typed(ChatModel model, String text) {
        // region lc4j-typed
        record Invoice(String number, String currency, double total) {}
        interface Clerk {
            @dev.langchain4j.service.UserMessage("Read this invoice: {{it}}")
            Invoice read(String text);
        }
        Invoice invoice = AiServices.create(Clerk.class, model).read(text);
        // endregion
        return invoice.number();
    }
}
