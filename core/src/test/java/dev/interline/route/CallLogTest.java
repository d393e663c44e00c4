package dev.interline.route;

import static dev.interline.Stage.logged;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Price;
import dev.interline.Stage;
import dev.interline.Usage;
import dev.interline.budget.Budget;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the operator reads of each call, and what nobody reads. */
class CallLogTest {
    private static final Usage USAGE =
            Usage.builder().input(1_000).cachedInput(750).output(100).build();

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock")
            .known(p -> p.price(Price.of("4", "10").cacheRead(new BigDecimal("0.4"))))
            .plays(request -> Turn.silent(ofMillis(200))
                    .thenSays("my secret")
                    .pace(ofMillis(100))
                    .usage(USAGE))
            .times(9);
    private final Router route = route(time, azure, bedrock).listening(CallLog.lines());

    private static List<String> lines(Executable work) throws Throwable {
        return logged(work)
                .lines()
                .filter(line -> line.contains("INFO dev.interline.c"))
                .map(line -> line.replaceFirst(".*INFO dev.interline.", ""))
                .toList();
    }

    @Test
    void oneLineTellsWhoAnsweredWhenAndForHowMuch() throws Throwable {
        azure.unavailable();
        assertThat(lines(() -> route.ask("something private")))
                .singleElement()
                .asString()
                .matches(
                        "calls - chat answered: target=bedrock took=\\d{3,4}ms first-content=\\d{3}ms in=1000 cached=75%"
                                + " out=100 cost=\\$0.0023 requests=3 stop=STOP");
    }

    @Test
    void streamIsALineWhenItsReadingEnds() throws Throwable {
        ChatStream stream = route(time, bedrock).listening(CallLog.lines()).stream("hi");
        assertThat(lines(() -> Stage.read(stream)))
                .singleElement()
                .asString()
                .contains("first-content=200ms", "took=3", "stop=STOP");
        ChatStream left = route(time, bedrock).listening(CallLog.lines()).stream("hi");
        assertThat(lines(left::close)).singleElement().asString().startsWith("calls - chat cancelled: target=bedrock");
    }

    @Test
    void failureIsALineWithItsKind() throws Throwable {
        azure.denied();
        assertThat(lines(() -> catchThrowable(() -> route(time, azure)
                        .named("letters")
                        .listening(CallLog.lines())
                        .ask("hi"))))
                .singleElement()
                .asString()
                .startsWith("calls - letters failed: error=ALL_TARGETS_FAILED because=DENIED")
                .contains("target=azure")
                .endsWith("requests=1");
    }

    @Test
    void budgetsStandAtTheEndAlsoOfACallThatTheyRefuse() throws Throwable {
        Router thrifty = route(time, bedrock)
                .budget(Budget.perDay("0.002").named("chat day").by("tenant"))
                .listening(CallLog.lines());
        assertThat(lines(() ->
                        thrifty.chat(ChatRequest.of("hi"), CallContext.create().tag("tenant", "a\nb"))))
                .singleElement()
                .asString()
                .endsWith("stop=STOP budget=\"chat day of a?b: $0 of $0.002 left in 2026-01-01\"");
        assertThat(lines(() -> catchThrowable(() ->
                        thrifty.chat(ChatRequest.of("hi"), CallContext.create().tag("tenant", "a\nb")))))
                .singleElement()
                .asString()
                .contains("chat failed: error=OVER_BUDGET", "requests=0");
    }

    @Test
    void trailTellsTheCachedShareTheSumAndTheBudgets() {
        azure.unavailable();
        String trail = route(time, azure, bedrock)
                .budget(Budget.perMonth("1"))
                .chat(ChatRequest.of("hi"))
                .trail()
                .toString();
        assertThat(trail).contains("(75% cached), $0.0023");
        assertThat(trail.lines().skip(3))
                .containsExactly("3 requests, $0.0023", "budget month: $0.9977 of $1 left in 2026-01");
    }

    @Test
    void modelWithoutARouteHasItsLinesAsAPolicy() throws Throwable {
        ChatModel model = bedrock.with(CallLog.lines());
        assertThat(lines(() -> {
                    model.ask("hi");
                    Stage.read(model.stream("hi"));
                    model.stream("hi").close();
                }))
                .satisfiesExactly(
                        whole -> assertThat(whole).contains("answered: target=", "out=100", "stop=STOP"),
                        streamed -> assertThat(streamed).contains("answered: target=", "out=100", "stop=STOP"),
                        closed -> assertThat(closed).contains(" cancelled: "));
    }

    @Test
    void whatWasSaidIsLoggedByTheExplicitWordAlone() throws Throwable {
        ChatRequest request =
                ChatRequest.builder().system("be nice").user("tell me").build();
        assertThat(logged(() -> route.chat(request))).doesNotContain("secret", "tell me", "be nice");

        Router open = route(time, bedrock).listening(CallLog.lines().withContent());
        assertThat(logged(() -> open.chat(request)))
                .contains("dev.interline.content - chat answered\n  system: be nice\n  user: tell me\n"
                        + "  answer, assistant: my secret");
    }
}
