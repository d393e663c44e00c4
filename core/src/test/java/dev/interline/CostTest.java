package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.catalogue.Catalogue;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens times prices, to the last digit, and never a guess. */
class CostTest {
    private static final Price PRICE =
            Price.of("5", "25").cacheRead(new BigDecimal("0.5")).cacheWrite(new BigDecimal("6.25"));

    private static BigDecimal dollars(String text) {
        return new BigDecimal(text);
    }

    private static Usage usage(long input, long read, long written, long output) {
        return Usage.builder()
                .input(input)
                .cachedInput(read)
                .cacheWrites(written)
                .output(output)
                .build();
    }

    /** Counted by hand from the lists of prices of 2026-07-02. */
    @ParameterizedTest(name = "{0} {1}: {2}, {3} read, {4} written, {5} out")
    @CsvSource({
        "vertex, claude-opus-4-8@default, 100000, 60000, 30000, 2000, 0.3175",
        "vertex, claude-opus-4-8@default, 200000, 0, 0, 1000, 1.025",
        "vertex, claude-opus-4-8@default, 200001, 150000, 0, 1000, 0.68751",
        "vertex, gemini-2.5-pro, 1000000, 1000000, 0, 0, 0.25",
        "vertex, gemini-2.5-flash, 1234567, 0, 0, 89, 0.3705926",
        "azure, gpt-5.5, 272000, 272000, 0, 1, 0.13603",
        "azure, gpt-5.5, 272001, 272000, 0, 1, 0.272055",
        "bedrock, openai.gpt-5.5, 272001, 272000, 0, 1, 0.1496385",
        "bedrock, us.anthropic.claude-sonnet-4-6, 3, 0, 2, 0, 0.0000105",
        "bedrock, eu.anthropic.claude-sonnet-4-6, 3, 0, 2, 0, 0.00001155",
        "bedrock, amazon.nova-micro-v1:0, 1, 1, 0, 1, 0.00000014875",
        "azure, text-embedding-3-small, 8191, 0, 0, 0, 0.00016382",
    })
    void aBillIsExact(String cloud, String id, long input, long read, long written, long output, String total) {
        Price price = Catalogue.builtIn().find(cloud, id).orElseThrow().price().orElseThrow();
        Cost cost = Cost.of(price, usage(input, read, written, output), "");
        assertThat(cost.total().orElseThrow()).isEqualByComparingTo(total);
        assertThat(cost.isComplete()).isTrue();
        assertThat(cost.priceDate()).contains(LocalDate.of(2026, 7, 2));
    }

    @Test
    void thePartsAreToldApart() {
        Cost cost = Cost.of(PRICE, usage(100_000, 60_000, 30_000, 2_000), "");
        assertThat(cost.input()).contains(dollars("0.05"));
        assertThat(cost.cachedInput()).contains(dollars("0.03"));
        assertThat(cost.cacheWrites()).contains(dollars("0.1875"));
        assertThat(cost.output()).contains(dollars("0.05"));
        assertThat(cost).hasToString("$0.3175");
    }

    @Test
    void whatHasNoPriceIsUnknownAndNotFree() {
        assertThat(Cost.of(null, Usage.of(1, 1), "")).isEqualTo(Cost.UNKNOWN).hasToString("unknown");
        assertThat(Cost.of(PRICE, Usage.UNKNOWN, "")).isEqualTo(Cost.UNKNOWN);
        assertThat(Cost.UNKNOWN.total()).isEmpty();
        assertThat(Cost.UNKNOWN.isComplete()).isFalse();
        assertThat(Cost.NOTHING.total()).contains(BigDecimal.ZERO);
        assertThat(Cost.NOTHING.isComplete()).isTrue();
    }

    @Test
    void whatIsKnownInPartCostsAtLeastThat() {
        Cost prompt = Cost.of(PRICE, Usage.builder().input(1_000).build(), "");
        assertThat(prompt).hasToString("at least $0.005");
        assertThat(prompt.output()).isEmpty();
        Cost answer = Cost.of(PRICE, Usage.builder().output(1_000).build(), "");
        assertThat(answer).hasToString("at least $0.025");
        assertThat(answer.input()).isEmpty();
        Cost vectors = Cost.of(Price.of("5", "0"), Usage.builder().input(1_000).build(), "");
        assertThat(vectors).as("there is no output to pay for").hasToString("$0.005");
    }

    @Test
    void aClassOfServiceWithoutAPriceIsUnknown() {
        Price price = PRICE.tier("flex", Price.of("2.5", "12.5").date(LocalDate.of(2026, 1, 1)))
                .date(LocalDate.of(2026, 2, 2));
        Usage usage = Usage.of(1_000, 0);
        assertThat(Cost.of(price, usage, "default")).hasToString("$0.005");
        assertThat(Cost.of(price, usage, "ON_DEMAND")).hasToString("$0.005");
        assertThat(Cost.of(price, usage, "Flex")).hasToString("$0.0025");
        assertThat(Cost.of(price, usage, "flex").priceDate()).contains(LocalDate.of(2026, 1, 1));
        assertThat(Cost.of(price, usage, "default").priceDate()).contains(LocalDate.of(2026, 2, 2));
        assertThat(Cost.of(price, usage, "priority")).isEqualTo(Cost.UNKNOWN);
    }

    @Test
    void writesThatAreKeptForAnHourHaveTheirOwnPrice() {
        Usage usage = Usage.builder()
                .input(3_000)
                .cacheWrites(3_000)
                .longCacheWrites(1_000)
                .output(0)
                .build();
        assertThat(Cost.of(PRICE.longCacheWrite(dollars("10")), usage, "")).hasToString("$0.0225");
        assertThat(Cost.of(PRICE, usage, "")).as("nobody knows what they cost").hasToString("at least $0");
        assertThat(Cost.of(Price.of("5", "25"), usage, ""))
                .as("a vendor without prices for writes takes what input costs")
                .hasToString("$0.015");
    }

    @Test
    void aSumIsCompleteWhenEachPartIs() {
        Cost one = Cost.of(PRICE.date(LocalDate.of(2026, 3, 1)), Usage.of(1_000, 1_000), "");
        Cost other = Cost.of(PRICE.date(LocalDate.of(2026, 2, 1)), Usage.of(2_000, 0), "");
        assertThat(one.plus(other)).hasToString("$0.04");
        assertThat(one.plus(other).priceDate()).contains(LocalDate.of(2026, 2, 1));
        assertThat(one.plus(Cost.UNKNOWN)).hasToString("at least $0.03");
        assertThat(Cost.UNKNOWN.plus(one)).hasToString("at least $0.03");
        assertThat(Cost.UNKNOWN.plus(Cost.UNKNOWN)).isEqualTo(Cost.UNKNOWN);
        assertThat(one.plus(Cost.NOTHING)).isEqualTo(one);
        assertThat(Cost.NOTHING.plus(Cost.UNKNOWN)).isEqualTo(Cost.UNKNOWN);
    }

    @Test
    void aPriceKnowsWhatMakesNoSense() {
        assertThatThrownBy(() -> PRICE.over(0, PRICE)).hasMessageContaining("above zero, not 0");
        assertThatThrownBy(() -> PRICE.longCacheWrite(dollars("-1"))).hasMessageContaining("not negative: -1");
        assertThat(PRICE.over(10, Price.of("6", "6"))
                        .over(20, Price.of("7", "7"))
                        .at(20))
                .isEqualTo(Price.of("6", "6"));
        assertThat(PRICE.over(10, Price.of("6", "6"))).isNotEqualTo(PRICE);
    }
}
