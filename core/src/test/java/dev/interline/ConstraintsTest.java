package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    private static final Profile NOTHING_KNOWN = Profile.of(new ModelId("azure", "res", "mini"));
    private static final Profile KNOWN = NOTHING_KNOWN.toBuilder()
            .model("gpt-5-mini")
            .region("swedencentral")
            .residency("eu")
            .can(Ability.IMAGES)
            .cannot(Ability.AUDIO)
            .price(Price.of("0.25", "2.00"))
            .contextWindow(400_000)
            .build();

    private static String why(Constraints constraints, Profile profile) {
        return constraints.refusal(profile).orElse("");
    }

    @Test
    void whateverIsKnownToFitIsAllowed() {
        Constraints all = Constraints.NONE
                .regions("SwedenCentral", "westeurope")
                .residencies("eu")
                .clouds("azure", "vertex")
                .models("gpt-5-mini")
                .abilities(Ability.IMAGES, Ability.TOOLS)
                .maxPrice(Price.of("0.25", "2.00"))
                .minContext(400_000);
        assertThat(all.refusal(KNOWN)).isEmpty();
        assertThat(Constraints.NONE.refusal(NOTHING_KNOWN)).isEmpty();
    }

    @Test
    void whateverDoesNotFitIsRefusedWithTheReason() {
        assertThat(why(Constraints.NONE.regions("eastus"), KNOWN))
                .isEqualTo("its region is swedencentral, allowed [eastus]");
        assertThat(why(Constraints.NONE.residencies("us", "ch"), KNOWN))
                .isEqualTo("its residency is eu, allowed [ch, us]");
        assertThat(why(Constraints.NONE.clouds("vertex"), KNOWN)).isEqualTo("its cloud is azure, allowed [vertex]");
        assertThat(why(Constraints.NONE.models("gpt-5"), KNOWN)).isEqualTo("its model is gpt-5-mini, allowed [gpt-5]");
        assertThat(why(Constraints.NONE.abilities(Ability.AUDIO), KNOWN)).isEqualTo("it does not offer AUDIO");
        assertThat(why(Constraints.NONE.maxPrice(Price.of("1", "1.99")), KNOWN))
                .isEqualTo("its price is $0.25 in, $2.00 out, and $1 in, $1.99 out is the most");
        assertThat(why(Constraints.NONE.maxPrice(Price.of("0.2", "9")), KNOWN)).contains("is the most");
        assertThat(why(Constraints.NONE.minContext(400_001), KNOWN))
                .isEqualTo("its context window has 400000 tokens, and 400001 are needed");
    }

    @Test
    void unknownPlacesAndPricesAreRefusedWhileUnknownWindowsAndAbilitiesAreTried() {
        assertThat(why(Constraints.NONE.regions("eu"), NOTHING_KNOWN)).contains("its region is not known");
        assertThat(why(Constraints.NONE.residencies("eu"), NOTHING_KNOWN)).contains("its residency is not known");
        assertThat(why(Constraints.NONE.models("m"), NOTHING_KNOWN)).contains("its model is not known");
        assertThat(why(Constraints.NONE.maxPrice(Price.of("99", "99")), NOTHING_KNOWN))
                .contains("its price is not known");
        assertThat(Constraints.NONE.minContext(1_000_000).refusal(NOTHING_KNOWN))
                .isEmpty();
        assertThat(Constraints.NONE.abilities(Ability.VIDEO).refusal(NOTHING_KNOWN))
                .isEmpty();
    }

    @Test
    void constraintsOnlyAddUp() {
        Constraints route =
                Constraints.NONE.regions("a", "b").maxPrice(Price.of("1", "9")).minContext(10);
        Constraints both = route.and(Constraints.NONE
                .regions("b", "c")
                .maxPrice(Price.of("2", "3"))
                .abilities(Ability.TOOLS)
                .minContext(5));
        assertThat(both).hasToString("regions [b], abilities [TOOLS], max price $1 in, $3 out, min context 10");
        assertThat(why(both.regions("c"), KNOWN)).isEqualTo("its region is swedencentral, allowed is none");
        assertThat(route.and(Constraints.NONE)).isSameAs(route);
        assertThat(Constraints.NONE.and(route)).isSameAs(route);
        assertThat(Constraints.NONE).hasToString("none");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Constraints.NONE.regions()).hasMessageContaining("name at least one");
        assertThatThrownBy(() -> Constraints.NONE.minContext(0)).hasMessageContaining("above zero, not 0");
        assertThatThrownBy(() -> Price.of("-1", "1")).hasMessageContaining("not negative: -1");
        assertThatThrownBy(() -> new Limits(0, -1, 0)).hasMessageContaining("-1 tokens a minute");
    }

    @Test
    void priceKnowsItsCacheOnlyWhenTold() {
        Price price = Price.of("3", "15").cacheRead(new BigDecimal("0.3")).cacheWrite(new BigDecimal("3.75"));
        assertThat(price.cacheRead()).contains(new BigDecimal("0.3"));
        assertThat(price.cacheWrite()).contains(new BigDecimal("3.75"));
        assertThat(Price.of("3", "15").cacheRead()).isEmpty();
        assertThat(price)
                .isNotEqualTo(Price.of("3", "15"))
                .isEqualTo(Price.of("3", "15").cacheRead(new BigDecimal("0.3")).cacheWrite(new BigDecimal("3.75")));
    }
}
