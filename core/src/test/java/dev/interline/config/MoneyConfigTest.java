package dev.interline.config;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.Interline;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.catalogue.Catalogue;
import dev.interline.error.OverBudgetException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file says what models cost and how much may be spent. */
class MoneyConfigTest {
    private static final String DEPLOYMENTS = """
            deployments:
              dear: {provider: scripted, model: gpt-5.5}
              cheap: {provider: scripted, model: gpt-5-mini}
            """;

    @TempDir
    private Path directory;

    private final ManualTime time = new ManualTime(1);

    /** Models that take from the catalogue what is not declared, as those of the clouds do; each call is a million tokens. */
    private static final class Scripted implements Provider {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public ChatModel open(Settings settings, Shared shared) {
            String name = settings.path().replaceAll(".*\\.", "");
            Profile profile = shared.catalogue()
                    .complete(settings.profile(new ModelId("azure", "", name)).build());
            return ScriptedModel.named(name)
                    .known(p -> profile.toBuilder().contextWindow(2_000_000).reasons(false))
                    .plays(request -> Turn.says(name).usage(Usage.of(1_000_000, 0)))
                    .times(100);
        }
    }

    private Interline load(String more) {
        return ConfigFile.yaml(directory, DEPLOYMENTS + more)
                .loader()
                .provider(new Scripted())
                .time(time)
                .load(directory.resolve("interline.yaml"));
    }

    private static Optional<String> price(Interline interline, String deployment) {
        return interline.deployment(deployment).profile().price().map(Price::toString);
    }

    @Test
    void withoutAWordTheLibrarysCatalogueHolds() {
        Interline interline = load("models: {chat: {route: [dear, cheap]}}");
        assertThat(price(interline, "dear")).contains("$5 in, $30 out");
        assertThat(price(interline, "cheap")).contains("$0.25 in, $2 out");
        assertThat(interline.model("chat").chat(HELLO).cost()).hasToString("$10");
    }

    @Test
    void onesOwnPricesGoBeforeThoseOfTheLibrary() throws IOException {
        Files.writeString(directory.resolve("prices.yaml"), """
                models:
                  - {cloud: azure, id: gpt-5.5, price: {input: 4, output: 20}}
                  - {cloud: azure, id: gpt-6, model: gpt-6-luna, price: {input: 7, output: 8}}
                """);
        Interline interline = load("""
                catalogue:
                  file: %s
                  date: 2026-09-09
                  models:
                    - cloud: azure
                      id: gpt-5.5
                      reasons: true
                      context-window: 9000
                      max-output: 700
                      abilities: {tools: false}
                      price:
                        input: 3
                        output: 10
                        cache-read: 0.3
                        long-cache-write: 6
                        over: {200000: {input: 6, output: 15}}
                        tiers: {flex: {input: 1.5, output: 5}}
                models: {chat: {route: [dear, cheap]}}
                """.formatted(directory.resolve("prices.yaml")));
        Profile known = interline.deployment("dear").profile();
        assertThat(known.maxOutput()).hasValue(700);
        assertThat(known.can(Ability.TOOLS)).contains(false);
        Price price = known.price().orElseThrow();
        assertThat(price.date()).contains(LocalDate.of(2026, 9, 9));
        assertThat(price.at(200_001)).hasToString("$6 in, $15 out");
        assertThat(price.in("flex").map(Price::toString)).contains("$1.5 in, $5 out");
        assertThat(price.longCacheWrite()).isPresent();
        assertThat(price(interline, "cheap")).as("the library's").contains("$0.25 in, $2 out");
    }

    @Test
    void aFileOfItsOwnMayReplaceTheLibrarys() throws IOException {
        Path prices = directory.resolve("prices.yaml");
        Files.writeString(prices, """
                built-in: false
                models:
                  - {cloud: azure, id: gpt-5.5, price: {input: 4, output: 20}}
                """);
        Interline interline = load("catalogue: " + prices + "\nmodels: {chat: {route: [dear, cheap]}}");
        assertThat(price(interline, "dear")).contains("$4 in, $20 out");
        assertThat(price(interline, "cheap")).isEmpty();
    }

    @Test
    void whatIsNotKnownIsToldAtTheStart() throws Throwable {
        String said = logged(() -> load("catalogue: {built-in: false}\nmodels: {chat: {route: [dear, cheap]}}"));
        assertThat(said).contains("price or context window of dear, cheap are not known");
        assertThat(logged(() -> load("models: {chat: {route: [dear, cheap]}}"))).isEmpty();
    }

    @Test
    void aStaleCatalogueIsToldAtTheStart() throws Throwable {
        time.advance(Duration.ofDays(20));
        String stale = "catalogue: {built-in: false, date: 2026-01-01, stale-after: 20d}\n"
                + "models: {chat: {route: [dear]}}";
        assertThat(logged(() -> load(stale))).doesNotContain("days ago");
        time.advance(Duration.ofDays(1));
        assertThat(logged(() -> load(stale))).containsOnlyOnce("of 2026-01-01, 21 days ago");
    }

    @Test
    void aChangedCatalogueNeedsANewStart() throws IOException {
        Interline interline = load("models: {chat: {route: [dear]}}");
        interline.reload();
        Path file = directory.resolve("interline.yaml");
        Files.writeString(file, Files.readString(file) + "\ncatalogue: {built-in: false}\n");
        assertThatThrownBy(interline::reload)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("catalogue: has changed");
        assertThat(Catalogue.builtIn().models()).isNotEmpty();
    }

    private static String ask(Interline interline, String tenant) {
        return interline
                .model("chat")
                .chat(HELLO, CallContext.create().tag("tenant", tenant))
                .text();
    }

    @Test
    void aBudgetOfADayIsSpentAndStaysSpentWhenTheFileIsLoadedAgain() {
        Interline interline = load("""
                models:
                  chat:
                    route: [dear, cheap]
                    budget: {day: 10, by: tenant}
                """);
        assertThat(ask(interline, "acme")).isEqualTo("dear");
        assertThatThrownBy(() -> ask(interline, "acme"))
                .isInstanceOf(OverBudgetException.class)
                .hasMessageContaining("budget chat day by tenant of acme: $10 of $10");
        assertThat(ask(interline, "globex")).isEqualTo("dear");
        interline.reload();
        assertThatThrownBy(() -> ask(interline, "acme")).isInstanceOf(OverBudgetException.class);
        time.advance(Duration.ofDays(1));
        assertThat(ask(interline, "acme")).isEqualTo("dear");
    }

    @Test
    void severalBudgetsHoldTogetherAndOutliveTheProgramInAFile() {
        Path ledger = directory.resolve("spent.log");
        String file = """
                models:
                  chat:
                    route: [dear, cheap]
                    budget:
                      - {day: 10, then: cheaper, max-price: {input: 1, output: 5}, ledger: %s}
                      - {month: 10.75, zone: Europe/Berlin, warn-at: 90%%, ledger: %s}
                      - {day: 10000, by: model, then: warn}
                """.formatted(ledger, ledger);
        try (Interline interline = load(file)) {
            assertThat(ask(interline, "")).isEqualTo("dear");
            assertThat(ask(interline, "")).isEqualTo("cheap");
        }
        try (Interline interline = load(file)) {
            assertThat(ask(interline, "")).isEqualTo("cheap");
            assertThat(ask(interline, "")).isEqualTo("cheap");
            assertThatThrownBy(() -> ask(interline, "")).hasMessageContaining("budget chat month: $10.75 of $10.75");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget: {}                                    | budget.day: is missing, and so is month",
                "budget: {day: 0}                              | budget.day: '0' is not an amount of US dollars above zero",
                "budget: {day: 1, then: cheaper}               | budget.max-price: is missing; then: cheaper needs it",
                "budget: {day: 1, max-price: {input: 1, output: 1}} | budget.max-price: is for then: cheaper alone",
                "budget: {day: 1, zone: Mars}                  | budget.zone: 'Mars' is not a time zone",
                "budget: {day: 1, warn-at: 101%}               | budget.warn-at: lies above 0 and up to 100%",
                "budget: {day: 1, ledger: /no/such/place}      | budget.ledger: cannot be used",
                "budget: {day: 1, untill: 2}                   | budget.untill: is not known here",
                "budget: [10]                                  | budget: needs a list of sections with keys of their own",
            })
    void whatABudgetCannotBeIsAnError(String budget, String complaint) {
        assertThatThrownBy(() -> load("models: {chat: {route: [dear], " + budget + "}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("models.chat." + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{models: [{id: a}]}                           | catalogue.models[0].cloud: is missing",
                "{models: [{cloud: a, id: a, pirce: 1}]}       | catalogue.models[0].pirce: is not known here",
                "{models: [gpt-5]}                             | catalogue.models: needs a list of sections",
                "{models: [{cloud: a, id: a, price: {input: 1, output: 1, over: {many: {input: 1, output: 1}}}}]} | catalogue.models[0].price.over.many: is not a number of input tokens",
                "{date: yesterday}                             | catalogue.date: 'yesterday' is not a day such as 2026-11-01",
                "{fiel: x}                                     | catalogue.fiel: is not known here",
                "/no/such/prices.yaml                          | there is no such file",
            })
    void whatACatalogueCannotBeIsAnError(String catalogue, String complaint) {
        assertThatThrownBy(() -> load("catalogue: " + catalogue + "\nmodels: {chat: {route: [dear]}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }
}
