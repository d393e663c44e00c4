package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Ability;
import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Limits;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.RateLimit;
import dev.interline.Usage;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Requests and tokens a minute: whoever would refuse a call is not sent it. */
class QuotaTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").says("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");

    private Router limited(Limits limits) {
        return Router.over(target(azure).limits(limits), target(bedrock)).time(time);
    }

    @Test
    void targetThatWouldRefuseIsPassedOverUntilItWouldNot() {
        Router model = limited(Limits.NONE.requestsPerMinute(60));
        assertThat(model.ask("1")).isEqualTo("azure");
        ChatResponse second = model.chat(HELLO);
        assertThat(second.text()).isEqualTo("bedrock");
        assertThat(second.trail().hops().get(0)).hasToString("0 ms FIRST azure (scripted/azure) passed over: BUSY");
        assertThat(model.explain(HELLO).toString())
                .contains("1. azure (scripted/azure), left alone for 1 s after BUSY");
        time.advance(ofMillis(999));
        assertThat(model.ask("3")).isEqualTo("bedrock");
        time.advance(ofMillis(1));
        assertThat(model.ask("4")).isEqualTo("azure");
        time.advance(ofSeconds(60));
        assertThat(List.of(model.ask("5"), model.ask("6")))
                .as("what was not used in a minute does not come all at once")
                .containsExactly("azure", "bedrock");
    }

    @Test
    void whereThereIsNobodyElseTheCallWaits() {
        Router model = Router.over(target(azure).limits(Limits.NONE.requestsPerMinute(60)))
                .time(time);
        for (int i = 0; i < 5; i++) {
            model.ask("hi");
        }
        assertThat(time.elapsed()).isEqualTo(ofSeconds(4));
        Router never = Router.over(target(scripted("rare")).limits(Limits.NONE.requestsPerMinute(1)))
                .time(time);
        never.ask("hi");
        assertThatThrownBy(() -> never.ask("hi"))
                .isInstanceOf(AllTargetsFailedException.class)
                .hasMessageContaining("BUSY");
    }

    @Test
    void tokensAreReservedAndSettled() {
        azure.plays(Turn.silent(ofSeconds(1)).thenSays("azure").usage(Usage.of(10, 10)));
        ScriptedModel model = scripted("metered").plays(Turn.says("metered").usage(Usage.of(10, 10)));
        Router route = Router.over(target(model).limits(Limits.NONE.tokensPerMinute(60_000)), target(bedrock))
                .time(time);
        ChatRequest request = HELLO.toBuilder().maxOutputTokens(900).build();
        try (ChatStream open = route.stream(request)) {
            assertThat(route.chat(request).text())
                    .as("as long as nobody has counted")
                    .isEqualTo("bedrock");
            assertThat(open.response().text()).isEqualTo("metered");
        }
        for (int i = 0; i < 4; i++) {
            assertThat(route.chat(request).text()).as("20 tokens each").isEqualTo("metered");
        }
        assertThat(route.chat(request).text()).as("100 of 1,000 are gone").isEqualTo("bedrock");
        time.advance(ofMillis(100));
        assertThat(route.chat(request).text()).isEqualTo("metered");
    }

    @Test
    void callThatIsLargerThanASecondsWorthGoesAndIsPaidForLater() {
        ScriptedModel model = scripted("metered").plays(Turn.says("metered").usage(Usage.of(2_900, 100)));
        Router route = Router.over(target(model).limits(Limits.NONE.tokensPerMinute(60_000)), target(bedrock))
                .time(time);
        ChatRequest large = HELLO.toBuilder().maxOutputTokens(3_000).build();
        assertThat(route.chat(large).text()).isEqualTo("metered");
        time.advance(ofMillis(2_900));
        assertThat(route.chat(large).text()).isEqualTo("bedrock");
        time.advance(ofMillis(100));
        assertThat(route.chat(large).text()).isEqualTo("metered");
    }

    @Test
    void limitsAreCountedForEachCredential() {
        Router model = Router.over(
                        target(azure)
                                .limits(Limits.NONE.requestsPerMinute(60))
                                .profile(
                                        p -> p.credentialKey(call -> call.tags().getOrDefault("tenant", ""))),
                        target(bedrock))
                .time(time);
        List<String> answers = new ArrayList<>();
        for (String tenant : List.of("blue", "green", "blue")) {
            answers.add(model.chat(HELLO, CallContext.create().tag("tenant", tenant))
                    .text());
        }
        assertThat(answers).containsExactly("azure", "azure", "bedrock");
    }

    /** Answers with what is left of its limits. */
    private record Telling(RateLimit limit) implements ChatModel {
        @Override
        public Profile profile() {
            return Profile.builder(new ModelId("telling", "", "it"))
                    .cannot(Ability.STREAM)
                    .build();
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            context.end(null, Usage.UNKNOWN);
            return ChatResponse.builder(profile().id())
                    .message(Message.assistant("telling"))
                    .rateLimits(List.of(limit))
                    .build();
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("answers whole");
        }
    }

    private Router telling(RateLimit.What what, long remaining, Duration reset) {
        RateLimit limit = new RateLimit(what, OptionalLong.of(6_000), OptionalLong.of(remaining), Optional.of(reset));
        return Router.over(Target.of(new Telling(limit)).limits(new Limits(6_000, 600_000, 0)), target(bedrock))
                .time(time);
    }

    @Test
    void vendorsWordCorrectsTheCount() {
        Router plenty = telling(RateLimit.What.REQUESTS, 5_000, ofSeconds(30));
        assertThat(List.of(plenty.ask("1"), plenty.ask("2"))).containsExactly("telling", "telling");

        Router spent = telling(RateLimit.What.REQUESTS, 0, ofSeconds(20));
        assertThat(List.of(spent.ask("1"), spent.ask("2"))).containsExactly("telling", "bedrock");
        time.advance(ofSeconds(19));
        assertThat(spent.ask("3")).isEqualTo("bedrock");
        time.advance(ofSeconds(1));
        assertThat(spent.ask("4")).isEqualTo("telling");

        Router tokens = telling(RateLimit.What.TOKENS, 100, ofSeconds(20));
        assertThat(List.of(tokens.ask("1"), tokens.ask("2"))).containsExactly("telling", "bedrock");
    }

    @Test
    void vendorsWordIsHeardAlsoWhereNoLimitIsSet() {
        RateLimit spent = new RateLimit(
                RateLimit.What.REQUESTS, OptionalLong.of(60), OptionalLong.of(0), Optional.of(ofSeconds(20)));
        Router route =
                Router.over(Target.of(new Telling(spent)), target(bedrock)).time(time);
        assertThat(List.of(route.ask("1"), route.ask("2"))).containsExactly("telling", "bedrock");
        time.advance(ofSeconds(20));
        assertThat(route.ask("3")).isEqualTo("telling");
    }

    @Test
    void cutLimitOfTokensIsKeptToo() {
        RateLimit cut = new RateLimit(
                RateLimit.What.TOKENS, OptionalLong.of(60_000), OptionalLong.of(50_000), Optional.empty());
        Router route = Router.over(
                        Target.of(new Telling(cut)).limits(Limits.NONE.tokensPerMinute(600_000)), target(bedrock))
                .time(time);
        ChatRequest large = HELLO.toBuilder().maxOutputTokens(12_000).build();
        assertThat(route.chat(large).text()).isEqualTo("telling");
        time.advance(ofSeconds(10));
        assertThat(route.chat(large).text())
                .as("1,000 a second now, and not 10,000")
                .isEqualTo("bedrock");
        time.advance(ofSeconds(3));
        assertThat(route.chat(large).text()).isEqualTo("telling");
    }

    /** A vendor that counts requests by windows of a second, failed ones too. */
    private ScriptedModel windowed(ManualTime time, int aSecond, int[] refused) {
        long[] window = {-1};
        int[] count = {0};
        return scripted("windowed").plays(request -> {
            long now = time.elapsed().toSeconds();
            count[0] = now == window[0] ? count[0] + 1 : 1;
            window[0] = now;
            if (count[0] > aSecond) {
                refused[0]++;
                return Turn.silent(ofMillis(50)).thenFails(Kind.RATE_LIMITED);
            }
            return Turn.silent(ofMillis(400)).thenSays("ok");
        });
    }

    @Test
    void crowdGetsNearlyAllThatTheVendorGivesAndHardlyARefusal() throws InterruptedException {
        ManualTime time = new ManualTime(11);
        int[] refused = {0};
        ScriptedModel vendor = windowed(time, 10, refused);
        Router model = Router.over(target(vendor).limits(Limits.NONE.requestsPerMinute(600)))
                .time(time);
        Gate done = time.gate();
        int[] answered = {0};
        int[] callers = {30};
        int[] unlucky = {0};
        for (int i = 0; i < 30; i++) {
            time.fork("caller", () -> {
                while (time.elapsed().toSeconds() < 600) {
                    try {
                        model.ask("hi");
                        answered[0]++;
                    } catch (AllTargetsFailedException e) {
                        unlucky[0]++;
                    }
                }
                if (--callers[0] == 0) {
                    done.open();
                }
            });
        }
        done.await(Duration.ofHours(1));
        assertThat(refused[0]).as("of " + vendor.calls()).isLessThanOrEqualTo(vendor.calls() / 200);
        assertThat(unlucky[0]).as("waited for half a minute").isLessThan(30);
        double throughput = answered[0] / (time.elapsed().toMillis() / 1000.0);
        assertThat(throughput).isBetween(9.5, 10.0);
    }

    @Test
    void deniedTargetIsTriedByOneCallFirstAlsoWhereCallsArePaced() {
        ScriptedModel vendor =
                scripted("vendor").denied().plays(Turn.silent(ofSeconds(5)).thenSays("vendor"));
        Router model = Router.over(target(vendor).limits(Limits.NONE.requestsPerMinute(6_000)), target(bedrock))
                .time(time);
        model.ask("hi");
        time.advance(Duration.ofMinutes(5));
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            time.fork("caller", () -> answers.add(model.ask("hi")));
        }
        time.sleep(ofSeconds(1), CallContext.create());
        assertThat(answers).containsExactly("bedrock", "bedrock");
        time.sleep(ofSeconds(5), CallContext.create());
        assertThat(vendor.calls()).isEqualTo(2);
    }

    @Test
    void nobodyRestsForLongerThanAMinuteOnAVendorsWord() {
        RateLimit spent = new RateLimit(
                RateLimit.What.REQUESTS, OptionalLong.of(60), OptionalLong.of(0), Optional.of(Duration.ofHours(1)));
        Router route =
                Router.over(Target.of(new Telling(spent)), target(bedrock)).time(time);
        assertThat(List.of(route.ask("1"), route.ask("2"))).containsExactly("telling", "bedrock");
        time.advance(ofSeconds(60));
        assertThat(route.ask("3")).isEqualTo("telling");
    }

    private static List<String> answers(Router model, ChatRequest request, int calls) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(model.chat(request).text());
        }
        return answers;
    }

    @Test
    void refusalMakesBurstsSmaller() {
        ChatRequest small = HELLO.toBuilder().maxOutputTokens(90).build();
        for (Limits limits : List.of(Limits.NONE.requestsPerMinute(600), Limits.NONE.tokensPerMinute(60_000))) {
            ScriptedModel vendor = scripted("vendor").throttled().plays(Turn.says("vendor"));
            Router model = Router.over(
                            target(vendor).limits(limits).profile(p -> p.burndown(Burndown.RESERVED)), target(bedrock))
                    .time(time);
            assertThat(model.chat(small).text()).isEqualTo("bedrock");
            time.advance(ofSeconds(1));
            assertThat(answers(model, small, 4))
                    .as("a quarter of a second's worth, %s", limits)
                    .containsExactly("vendor", "vendor", "bedrock", "bedrock");
        }
    }
}
