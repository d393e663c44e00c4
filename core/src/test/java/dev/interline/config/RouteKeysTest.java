package dev.interline.config;

import static dev.interline.Stage.HELLO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Interline;
import dev.interline.Price;
import dev.interline.Stage;
import dev.interline.ToolDefinition;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of a model and of its deployments change, each beside what happens without it. */
class RouteKeysTest {
    @TempDir
    private Path directory;

    private final ManualTime time = new ManualTime(1);
    private final Map<String, ScriptedModel> models = new HashMap<>();

    @BeforeEach
    void begin() {
        play("first", Turn.says("first"));
        play("second", Turn.says("second"));
    }

    private void play(String name, Turn turn) {
        models.put(name, ScriptedModel.named(name).plays(request -> turn).times(999));
    }

    private Interline load(String deployment, String model) {
        Provider scripted = new Provider() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public ChatModel open(Settings settings, Shared shared) {
                return models.get(settings.path().replaceAll(".*\\.", ""));
            }
        };
        return ConfigFile.yaml(directory, """
                deployments:
                  first: {provider: scripted%s}
                  second: {provider: scripted, reasons: false}
                models:
                  chat:
                    %s%s
                """.formatted(
                                deployment.isEmpty() ? "" : ", " + deployment,
                                model.contains("route:") ? "" : "route: [first, second]\n    ",
                                model))
                .loader()
                .provider(scripted)
                .time(time)
                .warm(false)
                .load(directory.resolve("interline.yaml"));
    }

    private ChatModel model(String keys) {
        return load("reasons: false", keys).model("chat");
    }

    private static Kind failure(ChatModel model) {
        ChatException failure = catchThrowableOfType(ChatException.class, () -> model.chat(HELLO));
        return failure == null ? null : failure.kind();
    }

    private Duration took(Runnable work) {
        Duration before = time.elapsed();
        work.run();
        return time.elapsed().minus(before);
    }

    @Test
    void deadlineEndsACall() {
        play("first", Turn.pings(1_000, ofSeconds(5)));
        play("second", Turn.pings(1_000, ofSeconds(5)));
        assertThat(took(() -> assertThat(failure(model("deadline: 30s"))).isEqualTo(Kind.DEADLINE_EXCEEDED)))
                .isEqualTo(ofSeconds(30));
        assertThat(took(() -> assertThat(failure(model(""))).isEqualTo(Kind.DEADLINE_EXCEEDED)))
                .isEqualTo(ofMinutes(10));
    }

    @Test
    void firstContentIsWhenTheNextIsAskedToo() {
        play("first", Turn.silent(ofSeconds(40)).thenSays("first"));
        assertThat(took(() -> assertThat(model("first-content: 3s").ask("hi")).isEqualTo("second")))
                .isEqualTo(ofSeconds(3));
        assertThat(took(() -> assertThat(model("").ask("hi")).isEqualTo("second")))
                .isEqualTo(ofSeconds(10));
    }

    @Test
    void silenceIsWhenATargetIsTakenForDead() {
        play("first", Turn.says("fi").thenHangs());
        assertThat(took(() -> model("silence: 20s").ask("hi"))).isEqualTo(ofSeconds(20));
        assertThat(took(() -> model("").ask("hi"))).isEqualTo(ofMinutes(3));
    }

    @Test
    void reasonsMakesTheClocksPatient() {
        play("first", Turn.silent(ofSeconds(100)).thenSays("first"));
        assertThat(load("reasons: true", "").model("chat").ask("hi")).isEqualTo("first");
        assertThat(load("reasons: false", "").model("chat").ask("hi")).isEqualTo("second");
    }

    @Test
    void maxRetryWaitIsHowLongARateLimitedTargetIsWaitedFor() {
        models.put("first", throttledOnce(ofSeconds(5)));
        assertThat(model("max-retry-wait: 6s").ask("hi")).isEqualTo("first");
        models.put("first", throttledOnce(ofSeconds(5)));
        assertThat(model("").ask("hi")).isEqualTo("second");
    }

    private static ScriptedModel throttledOnce(Duration wait) {
        return ScriptedModel.named("first").throttled(wait).says("first");
    }

    @Test
    void maxAttemptsIsTheMostRequests() {
        models.put("first", ScriptedModel.named("first").unavailable().times(9));
        models.put("second", ScriptedModel.named("second").unavailable().times(9));
        assertThat(requests("max-attempts: 2")).isEqualTo(2);
        assertThat(requests("")).isGreaterThan(2);
    }

    private int requests(String keys) {
        ChatModel model = model(keys);
        return catchThrowableOfType(ChatException.class, () -> model.chat(HELLO))
                .trail()
                .attempts();
    }

    @Test
    void blockedRequestsMoveOnByOption() {
        models.put("first", ScriptedModel.named("first").fails(Kind.BLOCKED).times(9));
        assertThat(model("fail-over-when-blocked: true").ask("hi")).isEqualTo("second");
        assertThat(failure(model(""))).isEqualTo(Kind.BLOCKED);
    }

    @Test
    void brokenStreamBeginsAnewByOption() {
        play("first", Turn.says("fi").thenFails(Kind.UNAVAILABLE));
        assertThat(Stage.read(model("on-stream-failure: restart").stream("hi"))).isEqualTo("second");
        ChatStream stream = model("on-stream-failure: fail").stream("hi");
        assertThat(catchThrowableOfType(ChatException.class, () -> Stage.read(stream))
                        .kind())
                .isEqualTo(Kind.STREAM_BROKEN);
    }

    @Test
    void limitsAreWhereTheOthersStepIn() {
        for (String limit : new String[] {"requests-per-minute: 1", "tokens-per-minute: 10"}) {
            ChatModel limited =
                    load("reasons: false, limits: {" + limit + "}", "").model("chat");
            limited.ask("hi");
            assertThat(limited.ask("hi")).as(limit).isEqualTo("second");
        }
        ChatModel one = load("reasons: false, limits: {parallel-calls: 1}", "").model("chat");
        try (ChatStream open = one.stream("hi")) {
            assertThat(one.ask("hi")).isEqualTo("second");
            assertThat(open.response().text()).isEqualTo("first");
        }
        ChatModel free = load("reasons: false", "").model("chat");
        free.ask("hi");
        assertThat(free.ask("hi")).isEqualTo("first");
    }

    @Test
    void pricesOfAFileAreThoseThatAreCounted() {
        Usage usage = Usage.builder()
                .input(300_000)
                .cachedInput(100_000)
                .cacheWrites(100_000)
                .output(100_000)
                .build();
        models.put(
                "first",
                ScriptedModel.named("first")
                        .known(p -> p.price(Price.of("9", "9")))
                        .plays(request -> Turn.says("first").usage(usage))
                        .times(99));
        assertThat(cost("input: 1, output: 10")).isEqualTo("$1.3");
        assertThat(cost("input: 1, output: 10, cache-read: 0.1")).isEqualTo("$1.21");
        assertThat(cost("input: 1, output: 10, cache-write: 2")).isEqualTo("$1.4");
        assertThat(cost("input: 1, output: 10, over: {200000: {input: 2, output: 20}}"))
                .isEqualTo("$2.6");
        Interline tiers = load("price: {input: 1, output: 10, tiers: {flex: {input: 0.5, output: 5}}}", "");
        assertThat(tiers.deployment("first").profile().price().orElseThrow().in("flex"))
                .hasValueSatisfying(flex -> assertThat(flex).hasToString("$0.5 in, $5 out"));
    }

    private String cost(String price) {
        ChatResponse response =
                load("reasons: false, price: {" + price + "}", "").model("chat").chat(HELLO);
        return response.cost().toString();
    }

    @Test
    void windowsAndAbilitiesOfAFileSparePointlessCalls() {
        ChatRequest long_ = ChatRequest.of("word ".repeat(4_000));
        assertThat(load("reasons: false, context-window: 1000", "")
                        .model("chat")
                        .chat(long_)
                        .text())
                .isEqualTo("second");
        assertThat(load("reasons: false", "").model("chat").chat(long_).text()).isEqualTo("first");

        ChatRequest tools = HELLO.toBuilder()
                .tools(new ToolDefinition("time", "tells it", "{\"type\":\"object\"}", false))
                .build();
        assertThat(load("reasons: false, abilities: {tools: false}", "")
                        .model("chat")
                        .chat(tools)
                        .text())
                .isEqualTo("second");
        assertThat(load("reasons: false", "").model("chat").chat(tools).text()).isEqualTo("first");
    }

    /** Every answer costs a dollar. */
    private ChatModel dollars(String budget) {
        Turn answer = Turn.says("first").usage(Usage.of(1_000_000, 0));
        models.put(
                "first",
                ScriptedModel.named("first")
                        .known(p -> p.price(Price.of("1", "0")))
                        .plays(request -> answer)
                        .times(99));
        return model("budget: {" + budget + "}");
    }

    @Test
    void budgetWarnsWhereItIsTold() throws Throwable {
        ChatModel early = dollars("day: 10, warn-at: 10%");
        assertThat(Stage.logged(() -> early.ask("hi"))).contains("budget chat day: $1 of $10 are spent");
        ChatModel usual = dollars("day: 10");
        assertThat(Stage.logged(() -> usual.ask("hi"))).doesNotContain("are spent");
    }

    @Test
    void spentBudgetRefusesUnlessItOnlyWarns() {
        ChatModel refusing = dollars("day: 1");
        refusing.ask("hi");
        assertThat(failure(refusing)).isEqualTo(Kind.OVER_BUDGET);
        ChatModel warning = dollars("day: 1, then: warn");
        warning.ask("hi");
        assertThat(warning.ask("hi")).isEqualTo("first");
    }

    @Test
    void daysBeginWhereTheZoneSays() {
        ChatModel tokyo = dollars("day: 1, zone: Asia/Tokyo");
        ChatModel utc = dollars("day: 1");
        tokyo.ask("hi");
        utc.ask("hi");
        time.advance(Duration.ofHours(16));
        assertThat(tokyo.ask("hi")).as("it is tomorrow there").isEqualTo("first");
        assertThat(failure(utc)).isEqualTo(Kind.OVER_BUDGET);
    }

    @Test
    void budgetByATagIsForEachOfItsValues() {
        ChatModel each = dollars("month: 1, by: tenant");
        CallContext acme = CallContext.create().tag("tenant", "acme");
        each.chat(HELLO, acme);
        assertThat(each.chat(HELLO, CallContext.create().tag("tenant", "other")).text())
                .isEqualTo("first");
        assertThat(catchThrowableOfType(
                                ChatException.class,
                                () -> each.chat(HELLO, CallContext.create().tag("tenant", "acme")))
                        .kind())
                .isEqualTo(Kind.OVER_BUDGET);
    }

    @Test
    void weightIsTheShareOfTheTraffic() {
        assertThat(shareOfFirst("weight: 1")).isBetween(60, 140);
        assertThat(shareOfFirst("weight: 9")).isBetween(160, 200);
    }

    private int shareOfFirst(String weight) {
        ChatModel model = model(
                "strategy: weighted\n    route: [{deployment: first, " + weight + "}, second]\n" + "    sticky: false");
        int first = 0;
        for (int i = 0; i < 200; i++) {
            first += model.ask("hi").equals("first") ? 1 : 0;
        }
        return first;
    }
}
