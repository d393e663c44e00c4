import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;

/** The Spring AI half of the guide on migrating from it. Compiled, not run. */
final class Theirs {
    private Theirs() {}

    static ChatClient client(ChatModel openAiChatModel) {
        // region spring-model
        ChatClient client = ChatClient.create(openAiChatModel); // which the starter has made
        // endregion
        return client;
    }

    static void ask(ChatClient client) {
        // region spring-ask
        ChatResponse response = client.prompt()
                .system("Answer in one sentence.")
                .user("Why is the sea salty?")
                .options(ChatOptions.builder().temperature(0.2).maxTokens(500).build())
                .call()
                .chatResponse();
        System.out.println(response.getResult().getOutput().getText() + " " + response.getMetadata().getUsage());
        // endregion
    }

    static void stream(ChatClient client) {
        // region spring-stream
        Flux<String> answer = client.prompt().user("Tell me a story.").stream().content();
        answer.doOnNext(System.out::print).blockLast();
        // endregion
    }

    static String failover(ChatClient azure, ChatClient bedrock) {
        // region spring-failover
        String answer;
        try {
            answer = azure.prompt("Why is the sea salty?").call().content();
        } catch (RuntimeException e) {
            answer = bedrock.prompt("Why is the sea salty?").call().content();
        }
        // endregion
        return answer;
    }

    static String memory(ChatModel model) {
        // region spring-memory
        ChatMemory memory = MessageWindowChatMemory.builder().maxMessages(20).build();
        ChatClient client = ChatClient.builder(model)
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
                .build();
        client.prompt("What is a spring tide?").call().content();
        String answer = client.prompt("And a neap tide?").call().content();
        // endregion
        return answer;
    }

    static String vision(ChatClient client) {
        // region spring-vision
        String answer = client.prompt()
                .user(user -> user.text("What does this picture show?")
                        .media(MimeTypeUtils.IMAGE_PNG, new ClassPathResource("chart.png")))
                .call()
                .content();
        // endregion
        return answer;
    }

    static String tools(ChatClient client) {
        // region spring-tools
        class Weather {
            @Tool(description = "The weather in a city, now")
            String weather(@ToolParam(description = "in English") String city) {
                return "rain in " + city;
            }
        }
        String answer = client.prompt("Do I need an umbrella in Oslo?")
                .tools(new Weather())
                .call()
                .content();
        // endregion
        return answer;
    }

    static String typed(ChatClient client, String text) {
        // region spring-typed
        record Invoice(String number, String currency, double total) {}
        Invoice invoice = client.prompt("Read this invoice: " + text).call().entity(Invoice.class);
        // endregion
        return invoice.number();
    }
}
