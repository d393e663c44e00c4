package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Cost;
import dev.interline.Hop;
import dev.interline.Price;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each attempt has its price, and the sum over them is what the call cost. */
class CostOfRoutesTest {
    private final ManualTime time = new ManualTime(1);

    private static ScriptedModel priced(String name, String input, String output) {
        return scripted(name).known(p -> p.price(Price.of(input, output)));
    }

    private static Turn answer(long input, long output) {
        return Turn.says("hello").usage(Usage.of(input, output));
    }

    private static Cost sum(Trail trail) {
        return trail.hops().stream().map(Hop::cost).reduce(Cost.NOTHING, Cost::plus);
    }

    @Test
    void theAnswerTellsItsOwnCostAndTheTrailWhatAllAttemptsTook() {
        ScriptedModel azure = priced("azure", "10", "10")
                .fails(() -> new RateLimitedException("slow down", Failure.of(429, "", ""), null));
        ScriptedModel bedrock = priced("bedrock", "1", "2").plays(answer(1_000, 500));
        ChatResponse response =
                Router.over(target(azure), target(bedrock)).time(time).chat(HELLO);

        assertThat(response.cost()).hasToString("$0.002");
        assertThat(response.trail().hops())
                .extracting(Hop::cost)
                .extracting(Cost::toString)
                .containsExactly("$0", "$0.002");
        assertThat(response.trail().cost()).isEqualTo(sum(response.trail())).hasToString("$0.002");
        assertThat(response.trail().hops().get(1).toString()).endsWith(", $0.002");
    }

    @Test
    void whatAFailedAttemptCostIsUnknownUnlessNobodyWasLetIn() {
        ScriptedModel azure = priced("azure", "10", "10")
                .fails(() -> new UnavailableException("broke off", Failure.of(500, "", ""), null));
        ScriptedModel bedrock = priced("bedrock", "1", "2").plays(answer(1_000, 500));
        ChatResponse response = Router.over(target(azure), target(bedrock))
                .time(time)
                .maxAttempts(3)
                .chat(HELLO);

        assertThat(response.trail().hops().get(0).cost()).isEqualTo(Cost.UNKNOWN);
        assertThat(response.trail().cost()).hasToString("at least $0.002");
        assertThat(response.cost()).hasToString("$0.002");
    }

    @Test
    void aRaceIsPaidTwiceAndTheListenerHearsOfTheLoserAsWell() {
        ScriptedModel slow =
                priced("slow", "10", "10").plays(Turn.silent(ofSeconds(11)).thenHangs());
        ScriptedModel fast = priced("fast", "1", "2").plays(answer(1_000, 500));
        CallContext call = CallContext.create();
        List<String> heard = new ArrayList<>();
        call.onHop(hop -> heard.add(hop.target() + " " + hop.cost()));
        try (ChatStream stream = Router.over(target(slow), target(fast)).time(time).stream(HELLO, call)) {
            ChatResponse response = stream.response();
            time.settle();
            assertThat(response.cost()).hasToString("$0.002");
            assertThat(call.trail().cost()).isEqualTo(sum(call.trail())).hasToString("at least $0.002");
        }
        assertThat(heard).containsExactlyInAnyOrder("fast $0.002", "slow unknown");
    }

    @Test
    void aRoutesOwnPriceCountsMoreThanTheModels() {
        ScriptedModel model = priced("azure", "10", "10")
                .plays(answer(1_000, 0))
                .plays(answer(1_000, 0))
                .plays(answer(1_000, 0));
        assertThat(Router.over(target(model).price(Price.of("1", "1")))
                        .time(time)
                        .chat(HELLO)
                        .cost())
                .hasToString("$0.001");
        assertThat(Router.over(target(model).price(null)).time(time).chat(HELLO).cost())
                .isEqualTo(Cost.UNKNOWN);
        Router inner = Router.over(target(model)).named("inner").time(time);
        assertThat(Router.over(Target.of(inner).price(Price.of("7", "7")))
                        .time(time)
                        .chat(HELLO)
                        .cost())
                .as("the inner route knows better what it asks")
                .hasToString("$0.01");
    }

    @Test
    void withoutAPriceNothingIsTold() {
        ScriptedModel model = scripted("azure").plays(answer(1_000, 0));
        ChatResponse response = Router.over(target(model)).time(time).chat(HELLO);
        assertThat(response.cost()).isEqualTo(Cost.UNKNOWN);
        assertThat(response.trail().cost().total()).isEmpty();
    }

    @Test
    void aTargetThatWasPassedOverCostsNothing() {
        ScriptedModel small = priced("small", "10", "10").known(p -> p.contextWindow(1));
        ScriptedModel large = priced("large", "1", "1").plays(answer(1_000, 0));
        ChatResponse response = Router.over(target(small), target(large))
                .time(time)
                .chat(dev.interline.ChatRequest.of("many words for a small window, too many"));
        assertThat(response.trail().hops().get(0).sent()).isFalse();
        assertThat(response.trail().cost()).hasToString("$0.001");
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheNextFromHearing() {
        ScriptedModel model = priced("azure", "1", "1").plays(answer(1_000, 0));
        CallContext call = CallContext.create();
        List<Hop> heard = new ArrayList<>();
        call.onHop(heard::add);
        call.onHop(hop -> {
            throw new IllegalStateException("no room in the store");
        });
        Router.over(target(model)).time(time).chat(HELLO, call);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).failure().map(ChatException::kind)).isEmpty();
    }
}
