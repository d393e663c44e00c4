package dev.interline.examples;

import dev.interline.CacheMark;
import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.Hop;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.ModelInfo;
import dev.interline.ModelListing;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Price;
import dev.interline.Purpose;
import dev.interline.Reasoning;
import dev.interline.Routing;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureCredential;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.policy.Bulkhead;
import dev.interline.policy.Deadline;
import dev.interline.policy.Policy;
import dev.interline.policy.Retry;
import dev.interline.route.Listener;
import dev.interline.route.Router;
import dev.interline.route.Strategy;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.vertex.Vertex;
import dev.interline.wire.Transport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The examples in the Javadoc, compiled: a region {@code javadoc Name} stands in the Javadoc of the type of that name. */
final class Javadocs {
    private Javadocs() {}

    static ChatResponse chatModel(ChatModel model, ChatRequest request) {
        // region javadoc ChatModel
        String answer = model.ask("Why is the sea salty?");
        ChatResponse response = model.chat(request, CallContext.within(Duration.ofSeconds(20)));
        try (ChatStream stream = model.stream(request)) {
            stream.text().forEach(System.out::print);
        }
        // endregion
        System.out.println(answer);
        return response;
    }

    static ChatRequest chatRequest(List<Message> history, byte[] chart) {
        // region javadoc ChatRequest
        ChatRequest request = ChatRequest.builder()
                .system("Answer in one sentence.")
                .messages(history)
                .user(Text.of("What does this show?"), Media.of("image/png", chart))
                .options(it -> it.temperature(0.2).maxOutputTokens(500))
                .build();
        // endregion
        return request;
    }

    static void chatResponse(ChatModel model, ChatRequest request) {
        // region javadoc ChatResponse
        ChatResponse response = model.chat(request);
        System.out.println(response.text());
        System.out.println(response.stopReason().kind() + ", " + response.usage() + ", " + response.cost());
        response.notices().forEach(System.out::println); // what was done differently from what was asked
        // endregion
    }

    static void chatEvent(ChatStream stream, BiConsumer<String, Integer> screen, Consumer<ToolCall> tools) {
        // region javadoc ChatEvent
        for (ChatEvent event : stream) {
            if (event instanceof ChatEvent.TextDelta delta) {
                screen.accept(delta.text(), 0);
            } else if (event instanceof ChatEvent.FailedOver over) {
                screen.accept("", over.discard());
            } else if (event instanceof ChatEvent.PartDone done && done.part() instanceof ToolCall call) {
                tools.accept(call);
            }
        }
        // endregion
    }

    static List<Message> message(ChatResponse response, ToolCall call) {
        // region javadoc Message
        List<Message> history = List.of(
                Message.user("Do I need an umbrella in Oslo?"),
                response.message(), // as it came, with what its vendor wants back
                Message.results(ToolResult.text(call, "rain")));
        // endregion
        return history;
    }

    static void part(Message message) {
        // region javadoc Part
        for (Part part : message.parts()) {
            switch (part.kind()) {
                case TEXT -> System.out.println(((Text) part).text());
                case TOOL_CALL -> System.out.println(((ToolCall) part).name());
                default -> System.out.println("something else: " + part.kind());
            }
        }
        // endregion
    }

    static Options options() {
        // region javadoc Options
        Options options = Options.builder()
                .maxOutputTokens(2_000)
                .reasoning(Reasoning.of(Effort.LOW).shown())
                .extra("azure", Map.of("store", false)) // sent to Azure as it is, to nobody else
                .build();
        // endregion
        return options;
    }

    static ChatRequest cacheMark(String manual, String question) {
        // region javadoc CacheMark
        ChatRequest request = ChatRequest.builder()
                .system(manual)
                .cacheSystem(CacheMark.LONG)
                .user(question)
                .build();
        // endregion
        return request;
    }

    static OutputSchema outputSchema() {
        // region javadoc OutputSchema
        OutputSchema schema = OutputSchema.of("label", """
                {"type": "object", "required": ["label"], "additionalProperties": false,
                 "properties": {"label": {"type": "string", "enum": ["booking", "refund"]}}}""");
        // endregion
        return schema;
    }

    static ToolDefinition toolDefinition() {
        // region javadoc ToolDefinition
        ToolDefinition weather = ToolDefinition.of("weather", "The weather in a city, now", """
                {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}""");
        // endregion
        return weather;
    }

    static ChatRequest routing(String question) {
        // region javadoc Routing
        ChatRequest request = ChatRequest.builder()
                .user(question)
                .routing(Routing.prefer("vertex"))
                .build();
        // endregion
        return request;
    }

    static void trail(ChatResponse response) {
        // region javadoc Trail
        for (Hop hop : response.trail().hops()) {
            System.out.println(hop); // 12 ms FIRST azure (…) failed: UNAVAILABLE 503, took 41 ms
        }
        System.out.println(response.trail().cost()); // of all attempts together
        // endregion
    }

    static void notice(ChatResponse response) {
        // region javadoc Notice
        for (Notice notice : response.notices()) {
            System.out.println(notice.code() + " " + notice.subject()); // DROPPED temperature
        }
        // endregion
    }

    static Price price() {
        // region javadoc Price
        Price price = Price.of("1.25", "10") // US dollars for a million tokens
                .cacheRead(new BigDecimal("0.125"))
                .over(200_000, Price.of("2.50", "15")); // longer prompts cost more
        // endregion
        return price;
    }

    static Target profile(ChatModel model) {
        // region javadoc Profile
        Target target = Target.of(model)
                .profile(it -> it.residency("eu").contextWindow(128_000).reasons(false));
        // endregion
        return target;
    }

    static double embeddingModel(EmbeddingModel embeddings, List<String> documents, String question) {
        // region javadoc EmbeddingModel
        List<Embedding> stored = embeddings
                .embed(EmbeddingRequest.builder()
                        .texts(documents)
                        .purpose(Purpose.DOCUMENT)
                        .build())
                .embeddings();
        Embedding asked = embeddings
                .embed(EmbeddingRequest.builder()
                        .text(question)
                        .purpose(Purpose.QUERY)
                        .build())
                .embeddings()
                .get(0);
        double alike = asked.similarity(stored.get(0)); // 1 for the same direction
        // endregion
        return alike;
    }

    static long tokenCounter(Vertex vertex, ChatRequest request) {
        // region javadoc TokenCounter
        long tokens = vertex.tokens("gemini-3.6-flash").count(request).input();
        // endregion
        return tokens;
    }

    static void modelListing(ModelListing listing) {
        // region javadoc ModelListing
        for (ModelInfo model : listing.list()) {
            System.out.println(model.id());
        }
        // endregion
    }

    static Router target(ChatModel azure, ChatModel bedrock, ChatModel vertex) {
        // region javadoc Target
        Router model = Router.over(
                Target.of(azure).name("azure").weight(80).region("eu"),
                Target.of(bedrock).name("bedrock").weight(20).region("eu"),
                Target.of(vertex).name("vertex").group(2)); // when the others are of no use
        // endregion
        return model;
    }

    static Router strategy(Router route) {
        // region javadoc Strategy
        Router model = route.choosing(Strategy.sticky(Strategy.cheapest()));
        Router byHand = route.choosing((able, request, context) ->
                able.stream().filter(target -> target.name().startsWith("eu-")).toList());
        // endregion
        return model.targets().isEmpty() ? byHand : model;
    }

    static Router listener(Router route, Consumer<String> counter) {
        // region javadoc Listener
        Router model = route.listening(new Listener() {
            @Override
            public void failedOver(Call call, Target from, Target to, ChatException.Kind cause) {
                counter.accept(call.route() + " left " + from.name() + ": " + cause);
            }
        });
        // endregion
        return model;
    }

    static ChatModel retry(ChatModel azure) {
        // region javadoc Retry
        ChatModel model = azure.with(Deadline.of(Duration.ofSeconds(60)), Retry.upTo(3)); // within a minute
        // endregion
        return model;
    }

    static ChatModel bulkhead(ChatModel azure) {
        // region javadoc Bulkhead
        ChatModel model = azure.with(Bulkhead.of(20).waiting(Duration.ofSeconds(5)));
        // endregion
        return model;
    }

    // region javadoc Policy
    static final class Logged implements Policy {
        @Override
        public <T> T apply(Attempt<T> attempt, CallContext context) {
            CallContext run = context.child();
            run.onEnd(ending -> System.out.println(attempt.target().id() + ": " + ending.usage()));
            return attempt.run(run);
        }
    }
    // endregion

    static void chatException(ChatModel model, ChatRequest request, Consumer<Duration> later) {
        // region javadoc ChatException
        try {
            System.out.println(model.chat(request).text());
        } catch (AllTargetsFailedException e) {
            later.accept(e.retryAfter().orElse(Duration.ofSeconds(30)));
        } catch (ChatException e) {
            System.out.println(e.kind() + ", so " + e.advice() + ": " + e.getMessage());
        }
        // endregion
    }

    static void manualTime() {
        // region javadoc ManualTime
        ManualTime time = new ManualTime();
        ScriptedModel azure = ScriptedModel.named("azure").hangs();
        ScriptedModel bedrock = ScriptedModel.named("bedrock").says("hello");

        String answer = Router.over(azure, bedrock).time(time).ask("Hi"); // "hello", and nothing was waited for
        Duration elapsed = time.elapsed(); // of the clock: as long as azure is given for its first content
        // endregion
        System.out.println(answer + elapsed);
    }

    static void fakeCloud(FakeClouds clouds) {
        // region javadoc FakeCloud
        FakeCloud azure = clouds.on("azure")
                .next(Play.throttles(Duration.ofSeconds(2)))
                .says("Hello there")
                .paced(Duration.ofMillis(20));
        // the code under test asks
        azure.mustHaveBeenAsked(2).mustHaveBeenAsked("Who is there?");
        // endregion
    }

    static List<Play> play() {
        // region javadoc Play
        Play broken = Play.says("One moment, please.").resetAfterTokens(2);
        Play tool = Play.says("Let me see.").calls("weather", "{\"city\":", "\"Oslo\"}");
        Play slow = Play.says("At last.").headersAfter(Duration.ofSeconds(30));
        // endregion
        return List.of(broken, tool, slow);
    }

    static Azure transport() {
        // region javadoc Transport
        Transport transport = Transport.builder()
                .proxy("http://proxy.example.com:8080")
                .trust(Path.of("/etc/ssl/company.pem"), null) // which has no password
                .build();
        Azure azure = Azure.at("https://my-resource.openai.azure.com").transport(transport);
        // endregion
        return azure;
    }

    static Azure azureCredential() {
        // region javadoc AzureCredential
        Azure azure = Azure.at("https://my-resource.openai.azure.com").credential(AzureCredential.entra());
        // endregion
        return azure;
    }

    static ChatModel azureModel(Azure azure) {
        // region javadoc AzureModel
        ChatModel model =
                azure.model("my-claude", it -> it.format(AzureFormat.MESSAGES).family("claude-sonnet-5"));
        // endregion
        return model;
    }

    static ChatModel bedrockModel(Bedrock bedrock) {
        // region javadoc BedrockModel
        ChatModel model = bedrock.model("us.openai.gpt-6-luna", it -> it.format(BedrockFormat.RESPONSES));
        // endregion
        return model;
    }

    static ChatModel vertexModel(Vertex vertex) {
        // region javadoc VertexModel
        ChatModel model = vertex.model("gemini-3.6-flash", it -> it.header("x-team", "search"));
        // endregion
        return model;
    }
}
