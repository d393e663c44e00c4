package dev.interline.catalogue;

import static dev.interline.Stage.logged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Ability;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.testing.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of a model without anybody declaring it. */
class CatalogueTest {
    private static final Catalogue BUILT_IN = Catalogue.builtIn();

    private static Profile.Builder deployment(String cloud, String name) {
        return Profile.builder(new ModelId(cloud, "mine", name));
    }

    @Test
    void theLibraryKnowsWhatTheCloudsSellAndSinceWhen() {
        assertThat(BUILT_IN.date()).contains(LocalDate.of(2026, 7, 2));
        assertThat(BUILT_IN.models())
                .hasSize(250)
                .allSatisfy(
                        model -> assertThat(model.price().orElseThrow().date()).contains(LocalDate.of(2026, 7, 2)));
        assertThat(BUILT_IN).hasToString("Catalogue[250 models, 2026-07-02]");
        Profile model = BUILT_IN.find("azure", "gpt-5.5").orElseThrow();
        assertThat(model.contextWindow()).hasValue(1_050_000);
        assertThat(model.maxOutput()).hasValue(128_000);
        assertThat(model.reasons()).contains(true);
        assertThat(model.can(Ability.IMAGES)).contains(true);
        assertThat(model.can(Ability.STRUCTURED_OUTPUT))
                .as("formats know better")
                .isEmpty();
        assertThat(model.price().orElseThrow().cacheRead()).contains(new BigDecimal("0.5"));
        assertThat(model.price().orElseThrow().at(300_000)).hasToString("$10 in, $45 out");
    }

    @Test
    void theSameModelDiffersByCloud() {
        assertThat(BUILT_IN.find("azure", "gpt-5.5").flatMap(Profile::price).map(Price::toString))
                .contains("$5 in, $30 out");
        assertThat(BUILT_IN.find("bedrock", "gpt-5.5").flatMap(Profile::price).map(Price::toString))
                .contains("$5.5 in, $33 out");
        assertThat(BUILT_IN.find("vertex", "gpt-5.5")).isEmpty();
    }

    @Test
    void aMakersNameTellsWhatAllIdsOfACloudHaveInCommon() {
        Profile common = BUILT_IN.find("bedrock", "claude-opus-4-5").orElseThrow();
        assertThat(common.price()).as("Europe pays more").isEmpty();
        assertThat(common.contextWindow()).hasValue(200_000);
        assertThat(common.reasons()).contains(true);
        assertThat(common.can(Ability.TOOLS)).contains(true);
        assertThat(BUILT_IN.find("bedrock", "EU.anthropic.claude-opus-4-5-20251101-v1:0")
                        .flatMap(Profile::price)
                        .map(Price::toString))
                .contains("$5.5 in, $27.5 out");
        assertThat(BUILT_IN.find("bedrock", "nova-lite").flatMap(Profile::price))
                .as("sold under one id")
                .isPresent();
    }

    @Test
    void whatIsDeclaredStays() {
        Profile declared = deployment("azure", "chat")
                .model("gpt-5.5")
                .reasons(false)
                .contextWindow(8_000)
                .maxOutput(1_000)
                .cannot(Ability.IMAGES)
                .price(Price.of("1", "2"))
                .region("eastus")
                .build();
        Profile profile = BUILT_IN.complete(declared);
        assertThat(profile.reasons()).contains(false);
        assertThat(profile.contextWindow()).hasValue(8_000);
        assertThat(profile.maxOutput()).hasValue(1_000);
        assertThat(profile.can(Ability.IMAGES)).contains(false);
        assertThat(profile.can(Ability.TOOLS)).contains(true);
        assertThat(profile.price()).contains(Price.of("1", "2"));
        assertThat(profile.region()).contains("eastus");
        assertThat(profile.id()).isEqualTo(declared.id());
    }

    @Test
    void aDeploymentsNameSaysNothing() {
        assertThat(BUILT_IN.complete(deployment("azure", "gpt-5.5").build()).price())
                .isEmpty();
        assertThat(BUILT_IN.complete(deployment("azure", "gpt-5.5")
                                .family("gpt-5-mini")
                                .build())
                        .price()
                        .map(Price::toString))
                .contains("$0.25 in, $2 out");
        assertThat(BUILT_IN.complete(deployment("azure", "a")
                                .family("gpt-5-mini")
                                .model("gpt-5")
                                .build())
                        .price()
                        .map(Price::toString))
                .as("the model is closer than the family")
                .contains("$1.25 in, $10 out");
        Profile unheard = deployment("azure", "a").model("gpt-99").build();
        assertThat(BUILT_IN.complete(unheard)).isSameAs(unheard);
    }

    @Test
    void onesOwnModelsGoFirst() {
        Profile own =
                Catalogue.entry("azure", "gpt-5.5").price(Price.of("4", "20")).build();
        Profile added =
                Catalogue.entry("elsewhere", "tide-1").cannot(Ability.TOOLS).build();
        Catalogue catalogue = BUILT_IN.and(List.of(own, added));
        assertThat(catalogue.find("azure", "gpt-5.5").flatMap(Profile::price)).contains(Price.of("4", "20"));
        assertThat(catalogue.find("azure", "gpt-5.5").orElseThrow().contextWindow())
                .as("nothing is left of the former entry")
                .isEmpty();
        assertThat(catalogue.models()).hasSize(251);
        Profile completed = catalogue.complete(deployment("elsewhere", "x").build(), "other", "tide-1");
        assertThat(completed.can(Ability.TOOLS)).contains(false);
        assertThat(BUILT_IN.find("elsewhere", "tide-1")).isEmpty();
        assertThat(Catalogue.EMPTY.find("azure", "gpt-5.5")).isEqualTo(Optional.empty());
    }

    @Test
    void aStaleCatalogueIsReportedOnce() throws Throwable {
        Catalogue catalogue = Catalogue.of(LocalDate.of(2026, 1, 1), List.of());
        ManualTime time = new ManualTime();
        time.advance(Duration.ofDays(180));
        assertThat(logged(() -> catalogue.warnWhenStale(time))).isEmpty();
        time.advance(Duration.ofDays(1));
        assertThat(logged(() -> catalogue.warnWhenStale(time))).contains("WARN", "of 2026-01-01, 181 days ago");
        assertThat(logged(() -> catalogue.warnWhenStale(time))).isEmpty();
        assertThat(logged(() -> Catalogue.of(null, List.of()).warnWhenStale(time)))
                .isEmpty();
        Catalogue patient = Catalogue.of(LocalDate.of(2026, 1, 1), List.of()).staleAfter(Duration.ofDays(365));
        assertThat(logged(() -> patient.warnWhenStale(time))).isEmpty();
    }
}
