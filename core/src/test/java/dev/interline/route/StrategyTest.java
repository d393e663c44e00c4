package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Price;
import dev.interline.Routing;
import dev.interline.Stage;
import dev.interline.ToolDefinition;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order targets are asked. */
class StrategyTest {
    private final ManualTime time = new ManualTime(7);
    private final ScriptedModel azure = scripted("azure").says("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");
    private final ScriptedModel vertex = scripted("vertex").says("vertex");

    private static List<String> order(Router router, ChatRequest request) {
        return router.explain(request).order().stream()
                .map(Explanation.Candidate::target)
                .toList();
    }

    private static Map<String, Integer> answers(Router router, int calls) {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            answers.merge(router.ask("hi"), 1, Integer::sum);
        }
        return answers;
    }

    @Test
    void weightedSharesByWeightAlsoAmongThoseThatStepIn() {
        Router model = Router.over(
                        target(azure).weight(70),
                        target(bedrock).weight(20),
                        target(vertex).weight(10))
                .time(time)
                .choosing(Strategy.weighted());
        Map<String, Integer> answers = answers(model, 2_000);
        assertThat(answers.get("azure")).isCloseTo(1_400, within(70));
        assertThat(answers.get("bedrock")).isCloseTo(400, within(60));

        model.target("azure").disable();
        assertThat(answers(model, 900).get("bedrock")).isCloseTo(600, within(60));
        model.weigh("vertex", 20);
        assertThat(answers(model, 900).get("bedrock")).isCloseTo(450, within(60));
    }

    @Test
    void oneSeedDrawsTheSameLots() {
        List<List<String>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Router model = route(new ManualTime(3), azure, bedrock, vertex).choosing(Strategy.weighted());
            List<String> answers = new ArrayList<>();
            for (int call = 0; call < 50; call++) {
                answers.add(model.ask("hi"));
            }
            runs.add(answers);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains("azure", "bedrock", "vertex");
    }

    @Test
    void roundRobinTakesTurnsAndTheNextInTurnStepsIn() {
        ScriptedModel sick = scripted("sick").denied();
        Router model = route(time, azure, sick, vertex).choosing(Strategy.roundRobin());
        assertThat(List.of(model.ask("1"), model.ask("2"), model.ask("3"), model.ask("4")))
                .containsExactly("azure", "vertex", "vertex", "azure");
    }

    @Test
    void everyGroupHasTurnsOfItsOwn() {
        Router model = Router.over(
                        target(azure),
                        target(bedrock),
                        target(vertex).group(1),
                        target(scripted("spare")).group(1))
                .time(time)
                .choosing(Strategy.roundRobin());
        assertThat(order(model, HELLO)).containsExactly("azure", "bedrock", "vertex", "spare");
        assertThat(order(model, HELLO)).containsExactly("bedrock", "azure", "spare", "vertex");
    }

    @Test
    void leastBusyCountsCallsUnderWayByWeight() {
        Router model =
                Router.over(target(azure), target(bedrock).weight(2)).time(time).choosing(Strategy.leastBusy());
        List<ChatStream> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(model.stream(HELLO));
        }
        assertThat(azure.open()).isEqualTo(2);
        assertThat(bedrock.open()).isEqualTo(4);
        open.forEach(ChatStream::close);
        open.clear();
        open.add(model.stream(HELLO));
        assertThat(bedrock.open()).isEqualTo(1);
        open.forEach(ChatStream::close);
    }

    @Test
    void fastestCountsTheWaitAndTheWriting() {
        String words = "word ".repeat(100);
        ScriptedModel early = scripted("early")
                .plays(Turn.silent(ofMillis(100)).thenSays(words).pace(ofMillis(50)));
        ScriptedModel quick = scripted("quick")
                .plays(Turn.silent(ofSeconds(1)).thenSays(words).pace(ofMillis(10)));
        Router model = route(time, early, quick).choosing(Strategy.fastest());
        answers(model, 60);
        int before = quick.calls();
        answers(model, 200);
        assertThat(quick.calls() - before).as("long answers").isBetween(170, 199);

        ChatRequest brief = HELLO.toBuilder().maxOutputTokens(5).build();
        for (int i = 0; i < 50; i++) {
            model.stream(brief).response();
        }
        assertThat(order(model, brief)).as("short answers").startsWith("early");
        assertThat(order(model, HELLO)).as("the usual ones").startsWith("quick");
    }

    @Test
    void whoeverHasBecomeFastIsFoundOut() {
        boolean[] slow = {true};
        ScriptedModel moody = scripted("moody")
                .plays(request ->
                        Turn.silent(slow[0] ? ofSeconds(5) : ofMillis(100)).thenSays("moody"));
        ScriptedModel steady =
                scripted("steady").plays(Turn.silent(ofSeconds(1)).thenSays("steady"));
        Router model = route(time, moody, steady).choosing(Strategy.fastest());
        answers(model, 40);
        assertThat(order(model.exercise(0), HELLO)).contains("steady");
        slow[0] = false;
        time.advance(ofMinutes(6));
        Map<String, Integer> answers = answers(model, 200);
        assertThat(answers.get("moody")).isGreaterThan(120);
    }

    @Test
    void whoeverHangsAndLosesEveryRaceIsNotTheFastest() {
        ScriptedModel hangs = scripted("hangs").hangs();
        ScriptedModel steady =
                scripted("steady").plays(Turn.silent(ofSeconds(1)).thenSays("steady"));
        Router model = route(time, steady, hangs).choosing(Strategy.fastest());
        answers(model, 60);
        assertThat(hangs.calls()).isBetween(1, 12);
    }

    @Test
    void whoeverLosesRacesIsKnownToBeSlowAndNeverToBeFast() {
        Health health = target(azure).health();
        Lately lately = health.lately();
        CancelledException cut = new CancelledException("the race is over");
        health.remember(new Ending(null, ofSeconds(2), ofSeconds(3), Usage.UNKNOWN), true, false, time);
        health.remember(new Ending(cut, null, ofSeconds(1), Usage.UNKNOWN), true, true, time);
        assertThat(lately.delay(time.nanos())).as("it would have taken longer").isEqualTo(2);
        health.remember(new Ending(cut, null, ofSeconds(4), Usage.UNKNOWN), true, true, time);
        assertThat(lately.delay(time.nanos())).as("4 s at least").isEqualTo(3);
        health.remember(new Ending(cut, null, ofSeconds(9), Usage.UNKNOWN), true, false, time);
        assertThat(lately.delay(time.nanos())).as("its caller left").isEqualTo(3);
        time.advance(ofMinutes(5).plusSeconds(1));
        assertThat(lately.delay(time.nanos())).as("forgotten").isNaN();
    }

    @Test
    void cheapestIsCheapestForThisRequest() {
        Router model = Router.over(
                        target(vertex),
                        target(azure).price(Price.of("1", "10")),
                        target(bedrock).price(Price.of("3", "4")))
                .time(time)
                .choosing(Strategy.cheapest());
        String text = "word ".repeat(4_000);
        assertThat(order(model, ChatRequest.of(text)))
                .as("much to read, little to write; an unknown price comes last")
                .containsExactly("azure", "bedrock", "vertex");
        assertThat(order(model, ChatRequest.of("write a novel")))
                .as("little to read, much to write")
                .containsExactly("bedrock", "azure", "vertex");
        assertThat(order(
                        model,
                        ChatRequest.builder()
                                .user("x".repeat(4_000))
                                .maxOutputTokens(10)
                                .build()))
                .as("capped")
                .startsWith("azure");
    }

    @Test
    void cheapestKnowsClassesOfServiceAndLongPrompts() {
        Router model = Router.over(
                        target(azure).price(Price.of("2", "8").tier("flex", Price.of("1", "4"))),
                        target(bedrock).price(Price.of("1.5", "6").over(50_000, Price.of("3", "12"))))
                .time(time)
                .choosing(Strategy.cheapest());
        ChatRequest usual = ChatRequest.of("hi");
        assertThat(order(model, usual)).containsExactly("bedrock", "azure");
        assertThat(order(
                        model,
                        usual.toBuilder().options(it -> it.serviceTier("flex")).build()))
                .as("a class of service that one of them has a price for")
                .containsExactly("azure", "bedrock");
        assertThat(order(model, ChatRequest.of("word ".repeat(60_000))))
                .as("a prompt beyond the length from which one of them is dearer")
                .containsExactly("azure", "bedrock");
    }

    @Test
    void whatATargetReadsFromItsCacheMakesItCheaper() {
        Usage warm = Usage.builder().input(5_000).cachedInput(4_500).output(10).build();
        azure.plays(Turn.says("azure").usage(warm));
        bedrock.plays(Turn.says("bedrock").usage(Usage.of(5_000, 10)));
        ScriptedModel caching = scripted("caching").plays(Turn.says("caching").usage(warm));
        ScriptedModel plain = scripted("plain").plays(Turn.says("plain").usage(Usage.of(5_000, 10)));
        Router model = Router.over(
                        target(caching).price(Price.of("2", "4").cacheRead(new BigDecimal("0.2"))),
                        target(plain).price(Price.of("1", "4")))
                .time(time)
                .choosing(Strategy.cheapest());
        ChatRequest request = ChatRequest.of("word ".repeat(4_000));
        assertThat(model.chat(request).text()).isEqualTo("plain");
        model.chat(request.toBuilder().routing(Routing.only("caching")).build());
        assertThat(model.chat(request).text()).isEqualTo("caching");
    }

    private static ChatRequest about(String subject) {
        return ChatRequest.builder()
                .system("You know all about " + subject)
                .user("hi")
                .build();
    }

    @Test
    void requestsThatBeginAlikeGoToOneTargetAndTheOthersAreSpread() {
        Router model = route(time, azure, bedrock, vertex).choosing(Strategy.sticky(Strategy.roundRobin()));
        Map<String, String> homes = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            homes.put("subject " + i, order(model, about("subject " + i)).get(0));
        }
        for (int i = 0; i < 3; i++) {
            homes.forEach((subject, home) ->
                    assertThat(model.chat(about(subject)).text()).isEqualTo(home));
        }
        for (String name : List.of("azure", "bedrock", "vertex")) {
            assertThat(homes.values().stream().filter(name::equals).count())
                    .as(name)
                    .isBetween(70L, 130L);
        }
        // nobody moves but those whose target is gone
        model.target("vertex").disable();
        homes.forEach((subject, home) -> {
            if (!home.equals("vertex")) {
                assertThat(order(model, about(subject)).get(0)).isEqualTo(home);
            }
        });
    }

    @Test
    void longSystemPromptIsWhatCountsAndAShortOneIsNot() {
        Router model = route(time, azure, bedrock, vertex).choosing(Strategy.sticky());
        ChatRequest shared = ChatRequest.builder()
                .system("word ".repeat(1_000))
                .tools(ToolDefinition.of("look", "looks", "{}"))
                .user("0")
                .build();
        List<String> one = new ArrayList<>();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            one.add(order(
                            model,
                            ChatRequest.builder()
                                    .system(shared.system())
                                    .tools(shared.tools().get(0))
                                    .user("question " + i)
                                    .build())
                    .get(0));
            many.add(order(
                            model,
                            ChatRequest.builder()
                                    .system("short")
                                    .user("question " + i)
                                    .build())
                    .get(0));
        }
        assertThat(one).containsOnly(one.get(0));
        assertThat(many).contains("azure", "bedrock", "vertex");
    }

    @Test
    void anotherTenantsBeginningsHaveHomesOfTheirOwn() {
        Router model = Router.over(
                        target(azure)
                                .profile(
                                        p -> p.credentialKey(call -> call.tags().getOrDefault("tenant", ""))),
                        target(bedrock))
                .time(time)
                .choosing(Strategy.sticky());
        List<String> homes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            homes.add(model.explain(HELLO, CallContext.create().tag("tenant", "t" + i))
                    .order()
                    .get(0)
                    .target());
        }
        assertThat(homes).contains("azure", "bedrock");
    }

    @Test
    void warmCacheIsLeftWhereAnotherIsCheaperStill() {
        Price dear = Price.of("10", "10").cacheRead(new BigDecimal("1"));
        String system = "word ".repeat(4_000);
        for (boolean isMuchCheaper : new boolean[] {true, false}) {
            Price other = isMuchCheaper ? Price.of("0.5", "5") : Price.of("9", "10");
            List<String> firsts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Router model = Router.over(
                                target(azure).price(other), target(bedrock).price(dear))
                        .time(time)
                        .choosing(Strategy.sticky(Strategy.cheapest()));
                firsts.add(order(
                                model,
                                ChatRequest.builder()
                                        .system(system + i)
                                        .user("hi")
                                        .build())
                        .get(0));
            }
            if (isMuchCheaper) {
                assertThat(firsts).containsOnly("azure");
            } else {
                assertThat(firsts).contains("azure", "bedrock");
            }
        }
    }

    @Test
    void strategyIsNotAskedWhoMayAnswer() {
        Target stranger = target(vertex);
        Router model = route(time, azure, bedrock)
                .choosing((able, request, context) -> List.of(stranger, able.get(able.size() - 1)));
        assertThat(order(model, HELLO)).containsExactly("bedrock");
        Router strange = model.choosing((able, request, context) -> List.of(stranger));
        assertThat(order(strange, HELLO)).containsExactly("azure", "bedrock");
        assertThat(model.ask("hi")).isEqualTo("bedrock");
        assertThat(vertex.calls()).isZero();
    }

    @Test
    void groupsInsideGroups() {
        Router regions = route(time, azure, bedrock).named("regions").choosing(Strategy.roundRobin());
        Router model = Router.over(Target.of(regions).name("regions"), Stage.target(vertex))
                .time(time);
        assertThat(List.of(model.ask("1"), model.ask("2"), model.ask("3")))
                .containsExactly("azure", "bedrock", "azure");
        regions.target("azure").disable();
        regions.target("bedrock").disable();
        assertThat(model.chat(HELLO).trail().hops())
                .extracting(Hop::target)
                .last()
                .isEqualTo("vertex");
    }

    private static void askEach(Router model, String... names) {
        for (String name : names) {
            model.chat(HELLO.toBuilder().routing(Routing.only(name)).build());
        }
    }

    private static Map<String, Integer> firsts(Router model, int calls) {
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            firsts.merge(order(model, HELLO).get(0), 1, Integer::sum);
        }
        return firsts;
    }

    @Test
    void oneCallInFourGoesToATargetOfWhichNothingIsKnown() {
        ScriptedModel slow = scripted("slow").plays(Turn.silent(ofSeconds(2)).thenSays("slow"));
        ScriptedModel quick = scripted("quick").plays(Turn.silent(ofMillis(100)).thenSays("quick"));
        Router model = route(time, slow, quick, azure).choosing(Strategy.fastest());
        order(model, HELLO);
        askEach(model, "slow", "quick");
        Map<String, Integer> firsts = firsts(model, 400);
        assertThat(firsts).containsOnlyKeys("quick", "azure");
        assertThat(firsts.get("azure")).isBetween(60, 140);
    }

    @Test
    void oneCallInTwentyGoesToASlowerTarget() {
        ScriptedModel slow = scripted("slow").plays(Turn.silent(ofSeconds(2)).thenSays("slow"));
        ScriptedModel quick = scripted("quick").plays(Turn.silent(ofMillis(100)).thenSays("quick"));
        Router model = route(time, slow, quick).choosing(Strategy.fastest());
        order(model, HELLO);
        askEach(model, "slow", "quick");
        assertThat(firsts(model, 1_000).get("slow")).isBetween(25, 80);
    }

    @Test
    void whoeverIsLeftAloneIsNotTriedOut() {
        ScriptedModel sick = scripted("sick").denied();
        Router model = route(time, sick, azure).choosing(Strategy.fastest());
        order(model, HELLO);
        model.ask("hi");
        askEach(model, "azure");
        assertThat(firsts(model, 100)).containsOnlyKeys("azure");
    }

    @Test
    void cheapestGoesByHowLongAnswersAre() {
        ScriptedModel brief = scripted("brief").plays(Turn.says("brief").usage(Usage.of(400, 10)));
        Router model = Router.over(
                        target(brief).price(Price.of("1", "10")),
                        target(bedrock).price(Price.of("3", "4")))
                .time(time)
                .choosing(Strategy.cheapest());
        ChatRequest request = ChatRequest.of("x".repeat(1_600));
        assertThat(order(model, request)).as("nothing is known yet").startsWith("bedrock");
        askEach(model, "brief");
        assertThat(order(model, request)).as("answers of ten tokens").startsWith("brief");
    }

    @Test
    void beginningsAreSpreadByWeight() {
        Router model =
                Router.over(target(azure).weight(3), target(bedrock)).time(time).choosing(Strategy.sticky());
        int heavy = 0;
        for (int i = 0; i < 400; i++) {
            heavy += order(model, about("subject " + i)).get(0).equals("azure") ? 1 : 0;
        }
        assertThat(heavy).isBetween(260, 340);
    }

    @Test
    void toolsAreABeginningToo() {
        Router model = route(time, azure, bedrock, vertex).choosing(Strategy.sticky());
        List<String> one = new ArrayList<>();
        List<String> many = new ArrayList<>();
        String schema = "{\"description\": \"" + "long ".repeat(1_000) + "\"}";
        for (int i = 0; i < 30; i++) {
            ChatRequest.Builder request = ChatRequest.builder().user("question " + i);
            one.add(order(
                            model,
                            request.tools(ToolDefinition.of("look", "looks", schema))
                                    .build())
                    .get(0));
            many.add(order(
                            model,
                            request.tools(ToolDefinition.of("look_" + i, "looks", schema))
                                    .build())
                    .get(0));
        }
        assertThat(one).containsOnly(one.get(0));
        assertThat(many).contains("azure", "bedrock", "vertex");
    }

    @Test
    void afterTheHomeOfABeginningTheOtherStrategyRules() {
        Strategy backwards = (able, request, context) -> {
            List<Target> order = new ArrayList<>(able);
            Collections.reverse(order);
            return order;
        };
        Router model = route(time, azure, bedrock, vertex).choosing(Strategy.sticky(backwards));
        for (int i = 0; i < 20; i++) {
            List<String> order = order(model, about("subject " + i));
            List<String> expected = new ArrayList<>(List.of("vertex", "bedrock", "azure"));
            expected.remove(order.get(0));
            assertThat(order.subList(1, 3)).isEqualTo(expected);
        }
    }
}
