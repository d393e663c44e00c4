package dev.interline.budget;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Price;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.OverBudgetException;
import dev.interline.route.Explanation;
import dev.interline.route.Router;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Every answer costs a dollar here. */
class BudgetTest {
    private final ManualTime time = new ManualTime(1);

    private static ScriptedModel dollar(String name, int times) {
        return scripted(name)
                .known(p -> p.price(Price.of("1", "0")))
                .plays(request -> Turn.says(name).usage(Usage.of(1_000_000, 0)))
                .times(times);
    }

    private Router route(ScriptedModel model, Budget... budgets) {
        return Router.over(target(model)).time(time).budget(budgets);
    }

    private static String ask(ChatModel model, String tenant) {
        return model.chat(HELLO, CallContext.create().tag("tenant", tenant)).text();
    }

    @Test
    void whenItIsSpentNothingIsSentUntilTheNextDay() {
        ScriptedModel azure = dollar("azure", 3);
        Budget budget = Budget.perDay("2");
        Router model = route(azure, budget);
        model.chat(HELLO);
        model.chat(HELLO);
        assertThat(budget.spent("", time.now())).isEqualByComparingTo("2");
        OverBudgetException refusal = catchRefusal(model);
        assertThat(refusal)
                .hasMessageContaining("budget day: $2 of $2 are spent in 2026-01-01")
                .hasMessageContaining("nothing was sent");
        assertThat(refusal.kind()).isEqualTo(ChatException.Kind.OVER_BUDGET);
        assertThat(azure.calls()).isEqualTo(2);

        time.advance(Duration.ofDays(1));
        assertThat(model.ask("hi")).isEqualTo("azure");
    }

    private static OverBudgetException catchRefusal(ChatModel model) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(OverBudgetException.class, () -> model.chat(HELLO));
    }

    @Test
    void aMonthIsThatOfTheCalendarWhereOneLives() {
        Router model = route(dollar("azure", 3), Budget.perMonth("1").zone(ZoneId.of("America/New_York")));
        model.chat(HELLO);
        assertThat(catchRefusal(model)).as("it is still December there").hasMessageContaining("in 2025-12;");
        time.advance(Duration.ofHours(5));
        assertThat(model.ask("hi")).isEqualTo("azure");
    }

    @Test
    void aMonthEndsWithTheCalendar() {
        Budget budget = Budget.perMonth("1");
        Router model = route(dollar("azure", 3), budget);
        model.chat(HELLO);
        time.advance(Duration.ofDays(30));
        assertThat(catchRefusal(model)).hasMessageContaining("in 2026-01;").hasMessageContaining("next month");
        time.advance(Duration.ofDays(1));
        assertThat(model.ask("hi")).isEqualTo("azure");
    }

    @Test
    void aStreamIsCountedToo() {
        Router model = route(dollar("azure", 2), Budget.perDay("1"));
        try (var stream = model.stream(HELLO)) {
            stream.response();
        }
        assertThatExceptionOfType(OverBudgetException.class).isThrownBy(() -> model.stream(HELLO));
    }

    @Test
    void eachTenantHasItsOwn() {
        Budget budget = Budget.perDay("1").by("tenant");
        Router model = route(dollar("azure", 9), budget);
        assertThat(ask(model, "acme")).isEqualTo("azure");
        assertThat(ask(model, "globex")).isEqualTo("azure");
        assertThatThrownBy(() -> ask(model, "acme")).hasMessageContaining("budget day of acme: $1 of $1");
        assertThat(model.ask("hi")).as("nobody's tag").isEqualTo("azure");
        assertThat(catchRefusal(model)).hasMessageContaining("budget day: $1");
        assertThat(budget.spent("globex", time.now())).isEqualByComparingTo("1");
    }

    @Test
    void eachModelHasItsOwnAndTheRouteAsksTheOthers() {
        ScriptedModel azure = dollar("azure", 9);
        ScriptedModel bedrock = dollar("bedrock", 9);
        Router model = Router.over(target(azure), target(bedrock))
                .time(time)
                .budget(Budget.perDay("1").byModel());
        assertThat(model.ask("hi")).isEqualTo("azure");
        assertThat(model.ask("hi")).isEqualTo("bedrock");
        assertThat(catchRefusal(model)).hasMessageContaining("budget day of scripted");
        assertThat(azure.calls() + bedrock.calls()).isEqualTo(2);
    }

    @Test
    void whenItIsSpentCheaperTargetsAnswer() throws Throwable {
        ScriptedModel dear = dollar("dear", 9);
        ScriptedModel cheap = dollar("cheap", 9).known(p -> p.price(Price.of("0.5", "1")));
        Router model = Router.over(target(dear), target(cheap))
                .time(time)
                .budget(
                        Budget.perDay("1").cheaper(Price.of("0.5", "2")),
                        Budget.perDay("2").named("all of it"));
        assertThat(model.ask("hi")).isEqualTo("dear");
        assertThat(logged(() -> assertThat(model.ask("hi")).isEqualTo("cheap")))
                .contains("WARN")
                .contains("budget day: $1 of $1 are spent in 2026-01-01");
        assertThat(logged(() -> assertThat(model.ask("hi")).isEqualTo("cheap")))
                .as("once a day")
                .doesNotContain("budget day: $1.5");
        assertThat(catchRefusal(model)).hasMessageContaining("budget all of it: $2 of $2");
    }

    @Test
    void whereNobodyIsCheaperTheCallIsRefused() {
        ScriptedModel dear = dollar("dear", 9);
        ScriptedModel unpriced = scripted("unpriced").says("unpriced");
        Router model = Router.over(target(dear), target(unpriced))
                .time(time)
                .budget(Budget.perDay("1").cheaper(Price.of("0.5", "2")));
        model.chat(HELLO);
        assertThat(catchRefusal(model))
                .hasMessageContaining("route chat has no target within max price $0.5 in, $2 out")
                .hasMessageContaining("nothing was sent");
        assertThat(dear.calls() + unpriced.calls()).isEqualTo(1);
    }

    @Test
    void aWarningLetsCallsGoOn() throws Throwable {
        Router model = route(dollar("azure", 9), Budget.perDay("2").warnAt(0.5).warning());
        assertThat(logged(() -> model.ask("hi"))).contains("$1 of $2 are spent");
        assertThat(logged(() -> model.ask("hi"))).isEmpty();
        assertThat(logged(() -> model.ask("hi"))).contains("$2 of $2 are spent");
        assertThat(logged(() -> model.ask("hi"))).isEmpty();
        time.advance(Duration.ofDays(1));
        assertThat(logged(() -> model.ask("hi"))).contains("$1 of $2 are spent in 2026-01-02");
    }

    @Test
    void aroundAModelItIsAPolicy() {
        ScriptedModel azure = dollar("azure", 9);
        ChatModel model = azure.with(Budget.perDay("1").time(time));
        assertThat(model.ask("hi")).isEqualTo("azure");
        assertThatExceptionOfType(OverBudgetException.class).isThrownBy(() -> model.ask("hi"));
        ChatModel own = dollar("azure", 9).with(Budget.perDay("1").byModel().time(time));
        own.ask("hi");
        assertThatExceptionOfType(OverBudgetException.class).isThrownBy(() -> own.ask("hi"));
        ChatModel dear = dollar("azure", 9)
                .with(Budget.perDay("1").cheaper(Price.of("0.5", "1")).time(time));
        dear.ask("hi");
        assertThatThrownBy(() -> dear.ask("hi"))
                .isInstanceOf(OverBudgetException.class)
                .hasMessageContaining("not among the cheaper ones");
        assertThat(azure.calls()).isEqualTo(1);
    }

    @Test
    void whatHasNoPriceIsNotCountedAndThatIsToldOnce() throws Throwable {
        ScriptedModel azure = scripted("azure").says("a").says("b");
        Budget budget = Budget.perDay("1");
        Router model = route(azure, budget);
        assertThat(logged(() -> model.ask("hi")))
                .contains("does not see all that scripted")
                .contains("price is not known");
        assertThat(logged(() -> model.ask("hi"))).isEmpty();
        assertThat(budget.spent("", time.now())).isEqualByComparingTo("0");
    }

    @Test
    void onlyTheCallsOwnRequestsCount() {
        Budget budget = Budget.perDay("9");
        CallContext call = CallContext.create();
        Router without = Router.over(target(dollar("azure", 1))).time(time);
        without.chat(HELLO, call);
        route(dollar("bedrock", 1), budget).chat(HELLO, call);
        assertThat(call.trail().cost()).hasToString("$2");
        assertThat(budget.spent("", time.now())).isEqualByComparingTo(BigDecimal.ONE);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Budget.perDay("0")).hasMessageContaining("above zero, not 0");
        assertThatThrownBy(() -> Budget.perMonth("1").warnAt(0)).hasMessageContaining("up to 1, it was 0.0");
        assertThat(Budget.perMonth("10").by("tenant")).hasToString("Budget[month, $10 a month by tenant]");
    }

    @Test
    void callsAtATimeDoNotAllSlipUnderIt() throws InterruptedException {
        ScriptedModel azure = scripted("azure")
                .known(p -> p.price(Price.of("1", "1000000")))
                .plays(request ->
                        Turn.silent(Duration.ofSeconds(5)).thenSays("azure").usage(Usage.of(0, 1)));
        Budget budget = Budget.perDay("3");
        Router model = route(azure, budget);
        Gate done = time.gate();
        int[] ended = {0};
        int[] refused = {0};
        for (int i = 0; i < 10; i++) {
            time.fork("caller", () -> {
                try {
                    model.chat(HELLO.toBuilder().maxOutputTokens(1).build());
                } catch (OverBudgetException e) {
                    assertThat(e).hasMessageContaining("$0 of $3 are spent").hasMessageContaining("are under way");
                    refused[0]++;
                }
                if (++ended[0] == 10) {
                    done.open();
                }
            });
        }
        done.await(Duration.ofMinutes(1));
        assertThat(refused[0]).isEqualTo(7);
        assertThat(budget.spent("", time.now())).isEqualByComparingTo("3");
        assertThat(held(model)).as("those that were refused hold nothing").isZero();
    }

    private static BigDecimal held(Router model) {
        return model.explain(HELLO).budgets().get(0).held();
    }

    @Test
    void whatACallDidNotTakeIsFreeAgain() {
        ScriptedModel azure = scripted("azure")
                .known(p -> p.price(Price.of("0", "1000000")))
                .fails(ChatException.Kind.INVALID)
                .plays(Turn.says("azure").usage(Usage.of(0, 0)));
        Router model = route(azure, Budget.perDay("1"));
        assertThatThrownBy(() -> model.chat(HELLO)).isInstanceOf(ChatException.class);
        assertThat(model.ask("free")).isEqualTo("azure");
        assertThat(model.ask("and again")).isEqualTo("azure");
        assertThat(model.explain(HELLO).budgets()).singleElement().satisfies(state -> {
            assertThat(state.held()).isZero();
            assertThat(state.left()).isEqualByComparingTo("1");
        });
    }

    @Test
    void explainShowsWhatIsLeftAndWhoWouldBeRefused() {
        Router model = route(dollar("azure", 5), Budget.perDay("2").by("tenant"));
        ask(model, "blue");
        CallContext blue = CallContext.create().tag("tenant", "blue");
        Explanation half = model.explain(HELLO, blue);
        assertThat(half.budgets())
                .extracting(Balance::toString)
                .containsExactly("day of blue: $1 of $2 left in 2026-01-01");
        assertThat(half.budgets().get(0).left()).isEqualByComparingTo("1");
        assertThat(half.order()).hasSize(1);
        ask(model, "blue");
        Explanation spent = model.explain(HELLO, blue);
        assertThat(spent.order()).isEmpty();
        assertThat(spent.toString())
                .contains("nobody may answer")
                .contains("not azure (scripted/azure): budget day")
                .contains("$2 of $2 are spent");
        assertThat(model.explain(HELLO, CallContext.create().tag("tenant", "green"))
                        .order())
                .hasSize(1);
    }

    @Test
    void explainShowsWhoIsTooDearOnceItIsSpent() {
        ScriptedModel cheap = scripted("cheap").known(p -> p.price(Price.of("0.1", "0")));
        Router model = Router.over(target(dollar("dear", 5)), target(cheap))
                .time(time)
                .budget(Budget.perDay("1").cheaper(Price.of("0.5", "0")));
        model.chat(HELLO);
        Explanation spent = model.explain(HELLO);
        assertThat(spent.order()).extracting(Explanation.Candidate::target).containsExactly("cheap");
        assertThat(spent.excluded()).extracting(Explanation.Excluded::target).containsExactly("dear");
    }

    @Test
    void callThatTakesMoreThanItShouldFreesNoOthersShare() {
        ScriptedModel azure = scripted("azure")
                .known(p -> p.price(Price.of("0", "1000000")))
                .plays(request -> Turn.says("azure").usage(Usage.of(0, 5)));
        Router model = route(azure, Budget.perDay("100"));
        ChatRequest one = HELLO.toBuilder().maxOutputTokens(1).build();
        try (ChatStream open = model.stream(one)) {
            model.chat(one);
            assertThat(held(model)).as("of the stream that is open").isEqualByComparingTo("1");
            open.response();
        }
        assertThat(held(model)).isZero();
    }

    @Test
    void whatIsUnderWayCountsForItsOwnTenantOnly() {
        ScriptedModel azure = scripted("azure")
                .known(p -> p.price(Price.of("0", "1000000")))
                .plays(request -> Turn.says("azure").usage(Usage.of(0, 1)));
        Router model = route(azure, Budget.perDay("1").by("tenant"));
        ChatRequest one = HELLO.toBuilder().maxOutputTokens(1).build();
        CallContext blue = CallContext.create().tag("tenant", "blue");
        CallContext blueAgain = CallContext.create().tag("tenant", "blue");
        CallContext green = CallContext.create().tag("tenant", "green");
        try (ChatStream open = model.stream(one, blue)) {
            assertThatExceptionOfType(OverBudgetException.class)
                    .isThrownBy(() -> model.chat(one, blueAgain))
                    .withMessageContaining("$1 are under way");
            assertThat(model.chat(one, green).text()).isEqualTo("azure");
            open.response();
        }
    }

    @Test
    void whatIsPaidIsNotHeldAsWell() {
        Budget budget = Budget.perDay("9");
        ScriptedModel azure = dollar("azure", 1);
        CallContext call = CallContext.create();
        call.begin(time, null);
        budget.meter(call);
        budget.admit(call, BigDecimal.ONE);
        assertThat(budget.balance(call, azure.profile()).held()).isEqualByComparingTo("1");
        call.line(azure.profile()).done(Usage.of(1_000_000, 0));
        assertThat(budget.balance(call, azure.profile())).satisfies(state -> {
            assertThat(state.held()).as("while the call goes on").isZero();
            assertThat(state.left()).isEqualByComparingTo("8");
        });
        call.end(null, Usage.UNKNOWN);
    }

    @Test
    void aCrowdOfTenantsDoesNotFillTheLog() throws Throwable {
        Router model = route(dollar("azure", 10_020), Budget.perDay("1").by("tenant"));
        String log = logged(() -> {
            for (int i = 0; i < 10_020; i++) {
                ask(model, "tenant " + i);
            }
        });
        assertThat(log.lines().filter(line -> line.contains("are spent in")))
                .hasSize(10_000)
                .last()
                .asString()
                .contains("budget day of tenant 9999:", "further accounts are not told of in this period");
    }
}
