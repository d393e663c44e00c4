package dev.interline.examples;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.Conversation;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.Routing;
import dev.interline.azure.Azure;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.policy.Deadline;
import dev.interline.policy.Retry;
import dev.interline.route.Hedge;
import dev.interline.route.Router;
import dev.interline.route.Strategy;
import dev.interline.route.StreamRecovery;
import dev.interline.route.Target;
import dev.interline.tool.Tool;
import dev.interline.types.Description;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;

/** The code of the guides on failing over, streaming, conversations and migrating, compiled. */
final class Guides {
    private Guides() {}

    static Router route(ChatModel azure, ChatModel bedrock, ChatModel vertex) {
        // region route
        Router model = Router.over(
                        Target.of(azure).name("azure").weight(80),
                        Target.of(bedrock).name("bedrock").weight(20),
                        Target.of(vertex).name("vertex").group(2)) // when the others are of no use
                .choosing(Strategy.weighted())
                .deadline(Duration.ofSeconds(90))
                .hedging(Hedge.after(Duration.ofSeconds(3)).atMost(0.05))
                .rejecting(answer -> answer.text().isBlank() ? "it is empty" : null);
        // endregion
        return model;
    }

    static ChatResponse one(Router model) {
        // region one-request
        ChatRequest request = ChatRequest.builder()
                .user("Which of these clauses is void?")
                .routing(Routing.avoid("vertex").and(Constraints.NONE.residencies("eu")))
                .build();
        System.out.println(model.explain(request)); // who would be asked in which order, and who not and why
        // endregion
        return model.chat(request);
    }

    static void trail(ChatResponse response) {
        // region trail
        for (Hop hop : response.trail().hops()) {
            System.out.println(hop); // 12 ms FIRST azure (…) failed: UNAVAILABLE 503, took 41 ms
        }
        // endregion
    }

    static void maintenance(Router model) {
        // region maintenance
        model.target("azure").drain(); // conversations that are there stay, nobody new comes
        model.weigh("bedrock", 100);
        model.target("azure").enable();
        // endregion
    }

    static ChatModel alone(ChatModel azure) {
        // region policies
        ChatModel model = azure.with(Deadline.of(Duration.ofSeconds(60)), Retry.upTo(3));
        // endregion
        return model;
    }

    static String screen(ChatModel model, Consumer<String> show) {
        // region events
        StringBuilder screen = new StringBuilder();
        try (ChatStream answer = model.stream("Tell me a story.")) {
            for (ChatEvent event : answer) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    screen.append(delta.text());
                } else if (event instanceof ChatEvent.FailedOver over) {
                    screen.setLength(screen.length() - over.discard());
                }
                show.accept(screen.toString());
            }
        }
        // endregion
        return screen.toString();
    }

    static String partial(Router route) {
        // region broken
        Router model = route.onStreamFailure(StreamRecovery.FAIL);
        try (ChatStream answer = model.stream("Tell me a story.")) {
            answer.text().forEach(System.out::print);
            return answer.response().text();
        } catch (StreamBrokenException e) {
            return e.partial().map(ChatResponse::text).orElse("");
        }
        // endregion
    }

    static void cancel(ChatModel model, Consumer<Runnable> button) {
        // region cancel
        CallContext call = CallContext.within(Duration.ofMinutes(2));
        button.accept(() -> call.cancel("the user pressed stop"));
        try (ChatStream answer = model.stream(ChatRequest.of("Tell me a long story."), call)) {
            answer.text().forEach(System.out::print);
        } catch (ChatException e) {
            System.out.println(e.kind()); // CANCELLED, or DEADLINE_EXCEEDED
        }
        // endregion
    }

    static ChatModel door() {
        // region door
        ChatModel model = Azure.at("https://my-resource.openai.azure.com")
                .apiKey(() -> System.getenv("AZURE_OPENAI_API_KEY"))
                .model("gpt-5-mini");
        // endregion
        return model;
    }

    static ChatModel named(Interline interline) {
        // region named
        ChatModel model = interline.model("chat");
        // endregion
        return model;
    }

    static ChatResponse settings(ChatModel model) {
        // region settings
        ChatRequest request = ChatRequest.builder()
                .system("Answer in one sentence.")
                .user("Why is the sea salty?")
                .options(it -> it.temperature(0.2).maxOutputTokens(500))
                .build();
        ChatResponse response = model.chat(request);
        System.out.println(response.text() + " " + response.usage() + " " + response.cost());
        // endregion
        return response;
    }

    static String talk(ChatModel model) {
        // region talk
        Conversation talk = Conversation.EMPTY.plus("What is a spring tide?");
        talk = talk.plus(model.chat(talk)).plus("And a neap tide?");
        String answer = model.chat(talk).text();
        // endregion
        return answer;
    }

    static void kept(ChatModel model, String kept, Consumer<String> store) {
        // region kept
        Conversation talk = Conversation.fromJson(kept).plus("And a neap tide?");
        ChatResponse answer = model.chat(talk);
        store.accept(talk.plus(answer).toJson());
        // endregion
    }

    static String failover(ChatModel azure, ChatModel bedrock) {
        // region over-two
        String answer = Router.over(azure, bedrock).ask("Why is the sea salty?");
        // endregion
        return answer;
    }

    static String tools(ChatModel model) {
        // region umbrella
        record City(@Description("in English") String name) {}
        Tool weather = Tool.of("weather", "The weather in a city, now", City.class, city -> "rain in " + city.name());
        String answer = model.withTools(weather).ask("Do I need an umbrella in Oslo?");
        // endregion
        return answer;
    }

    static String typed(ChatModel model, String text) {
        // region guide-invoice
        record Invoice(String number, String currency, BigDecimal total) {}
        Invoice invoice = model.ask("Read this invoice: " + text, Invoice.class);
        // endregion
        return invoice.number();
    }
}
