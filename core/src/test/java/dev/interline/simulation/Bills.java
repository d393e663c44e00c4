package dev.interline.simulation;

import dev.interline.CacheMark;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Limits;
import dev.interline.Message;
import dev.interline.Profile;
import dev.interline.catalogue.Catalogue;
import dev.interline.policy.Estimate;
import dev.interline.route.Router;
import dev.interline.route.Strategy;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Conversations of ten questions each over 6,000 tokens of instructions and documents, forty at a time, over three
 * models of one class at the catalogue's prices. The cheapest one may take a part of the 24 calls a minute only, and the
 * others have to go elsewhere. Each conversation has a prompt of its own, so that nobody's cache helps another.
 */
final class Bills {
    private static final int CONVERSATIONS = 40;
    private static final int QUESTIONS = 10;
    private static final long ANSWER = 300;

    private final ManualTime time = new ManualTime(3);
    private final Random chance = new Random(21);
    private final Router route;

    /**
     * What was paid.
     *
     * @param dollars for all conversations
     * @param cached which share of the input was read from a prompt cache
     */
    record Outcome(BigDecimal dollars, double cached) {}

    /**
     * One way to choose.
     *
     * @param cheapest how many calls a minute the cheapest target takes
     */
    Bills(int cheapest, Strategy strategy, boolean stays) {
        Target azure = target("azure", "gpt-5.1", Cache.openAi());
        route = Router.over(
                        azure.limits(Limits.NONE.requestsPerMinute(cheapest)),
                        target("bedrock", "anthropic.claude-sonnet-5", Cache.anthropic()),
                        target("vertex", "gemini-3.1-pro-preview", Cache.gemini()))
                .time(time)
                .choosing(strategy)
                .sticky(stays);
    }

    private Target target(String cloud, String id, Cache cache) {
        Profile known = Catalogue.builtIn().find(cloud, id).orElseThrow();
        ScriptedModel model = ScriptedModel.named(cloud)
                .known(profile -> profile.reasons(false).price(known.price().orElseThrow()))
                .plays(request -> {
                    Estimate size = Estimate.of(request);
                    String conversation = request.messages().get(0).text().substring(0, 4);
                    return Turn.silent(Duration.ofSeconds(2))
                            .thenSays("answer " + "abc ".repeat((int) ANSWER - 2))
                            .usage(cache.use(conversation, size.input(), ANSWER, time.nanos()));
                });
        return Target.of(model).name(cloud);
    }

    /** All conversations go on side by side: each has its next question after a minute, about. */
    Outcome run() {
        List<List<Message>> histories = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            histories.add(new ArrayList<>(List.of(Message.user(1_000 + i + " " + "abc ".repeat(6_000)))));
        }
        BigDecimal dollars = BigDecimal.ZERO;
        long input = 0;
        long cached = 0;
        for (int question = 0; question < QUESTIONS; question++) {
            for (List<Message> history : histories) {
                if (question > 0) {
                    history.add(Message.user("and " + "abc ".repeat(50)));
                }
                int last = history.size() - 1;
                history.set(last, history.get(last).cached(CacheMark.SHORT));
                ChatResponse response = route.chat(
                        ChatRequest.builder()
                                .messages(history)
                                .maxOutputTokens(500)
                                .build(),
                        CallContext.create());
                history.add(response.message());
                dollars = dollars.add(response.cost().total().orElseThrow());
                input += response.usage().input().orElseThrow();
                cached += response.usage().cachedInput().orElseThrow();
                time.advance(Duration.ofMillis(chance.nextInt(1_000)));
            }
        }
        return new Outcome(dollars, (double) cached / input);
    }
}
