package dev.interline.examples;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Conversation;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.Interline;
import dev.interline.azure.Azure;
import dev.interline.bedrock.Bedrock;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.BlockedException;
import dev.interline.error.ChatException;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Router;
import dev.interline.route.StreamRecovery;
import dev.interline.testkit.FakeClouds;
import dev.interline.tool.Tool;
import dev.interline.types.Description;
import dev.interline.vertex.Vertex;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** The code of the README, compiled. Each region stands there word for word, which a test checks. */
final class Snippets {
    private Snippets() {}

    static String ask(ChatModel model) {
        // region ask
        ChatRequest request = ChatRequest.builder()
                .system("Answer in one sentence.")
                .user("Why is the sea salty?")
                .build();
        ChatResponse response = model.chat(request, CallContext.within(Duration.ofSeconds(20)));
        System.out.println(response.text() + " (" + response.model() + ", " + response.usage() + ")");
        // endregion
        return response.text();
    }

    static void stream(ChatModel model) {
        // region stream
        try (ChatStream answer = model.stream("Tell me a story.")) {
            answer.text().forEach(System.out::print);
            System.out.println(answer.response().stopReason());
        }
        // endregion
    }

    static double vectors(Azure azure, ChatRequest request) {
        // region vectors
        EmbeddingModel embeddings = azure.embeddings("my-embeddings", it -> it.family("text-embedding-3-large"));
        List<Embedding> vectors =
                embeddings.embed("salt in the sea", "minerals in rivers").embeddings();
        double alike = vectors.get(0).similarity(vectors.get(1));

        long tokens = Vertex.of("my-project", "global")
                .tokens("gemini-3.6-flash")
                .count(request)
                .input();
        // endregion
        return alike * tokens;
    }

    static List<Embedding> vectorsOnARoute(EmbeddingModel sweden, EmbeddingModel france, List<String> texts) {
        // region vectors-route
        EmbeddingRouter search = EmbeddingRouter.over(sweden, france).deadline(Duration.ofMinutes(5));
        List<Embedding> vectors = search.embed(texts).embeddings(); // 5,000 texts: parts, of which only the failed move
        // endregion
        return vectors;
    }

    static Conversation trimmed(ChatModel model, Conversation talk) {
        // region conversation
        Conversation asked = talk.plus("And a neap tide?").trim(100_000).conversation();
        Conversation answered = asked.plus(model.chat(asked));
        String kept = answered.toJson(); // signatures and origins included
        // endregion
        return Conversation.fromJson(kept);
    }

    static Router failover() {
        // region failover
        Router model = Router.over(
                        Azure.at("https://my-resource.openai.azure.com")
                                .apiKey(() -> System.getenv("AZURE_OPENAI_API_KEY"))
                                .model("gpt-5-mini"),
                        Bedrock.in("us-east-1").model("us.anthropic.claude-haiku-4-5-20251001-v1:0"),
                        Vertex.of("my-project", "global").model("gemini-3.6-flash"))
                .deadline(Duration.ofSeconds(90))
                .onStreamFailure(StreamRecovery.RESTART);
        // endregion
        return model;
    }

    static void configured() {
        // region configured
        try (Interline interline = Interline.load(Path.of("interline.yaml"))) {
            System.out.println(interline.model("chat").ask("Why is the sea salty?"));
        }
        // endregion
    }

    static void errors(ChatModel model, ChatRequest request) {
        // region errors
        try {
            System.out.println(model.chat(request).text());
        } catch (BlockedException e) {
            System.out.println("A content filter said no: " + e.code());
        } catch (AllTargetsFailedException e) {
            System.out.println("Nobody answered; try again in " + e.retryAfter().orElse(Duration.ofSeconds(30)));
        } catch (ChatException e) {
            System.out.println(e.kind() + ", so " + e.advice() + ": " + e.getMessage());
        }
        // endregion
    }

    static String test(Path configuration) {
        // region test
        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = clouds.load(configuration)) {
            clouds.on("azure").throttles(Duration.ofSeconds(30));
            clouds.on("bedrock").says("Minerals, washed in by rivers.").cutAfterTokens(2);
            clouds.on("vertex").says("Minerals, washed in by rivers.");

            String answer = interline.model("chat").ask("Why is the sea salty?"); // whole, for vertex answered
            clouds.on("bedrock").mustHaveBeenAsked("sea salty");
            // endregion
            return answer;
        }
    }

    // region snippet-city
    record City(@Description("in English") String name) {}
    // endregion

    static String tools(ChatModel model, Function<String, String> forecast) {
        // region tools
        Tool weather =
                Tool.of("weather", "The weather in a city, now", City.class, city -> forecast.apply(city.name()));

        String advice = model.withTools(weather).ask("Do I need an umbrella in Oslo?");
        // endregion
        return advice;
    }

    // region snippet-receipt
    record Receipt(String shop, LocalDate day, List<Item> items) {}

    record Item(String name, BigDecimal price) {}
    // endregion

    static Receipt typed(ChatModel model, String text) {
        // region typed
        Receipt receipt = model.ask("Read this receipt: " + text, Receipt.class);
        // endregion
        return receipt;
    }
}
