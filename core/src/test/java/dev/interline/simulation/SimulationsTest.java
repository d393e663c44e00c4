package dev.interline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is simulated keeps to its goals, and the page on it says what is so. To write it anew: {@code -Dinterline.pages=write}. */
class SimulationsTest {
    private static final Path PAGE = Path.of("..", "docs", "simulations.md");
    private static Figures figures;

    @BeforeAll
    static void measure() throws InterruptedException {
        figures = Figures.measure();
    }

    @Test
    void limitsThatAreKnownAreUsedAndHardlyEverFelt() {
        for (Map.Entry<Throttling, Figures.Pair> each : figures.limits().entrySet()) {
            Throttling.Outcome routed = each.getValue().routed();
            boolean known = each.getKey().isKnown();
            assertThat(routed.used()).as("used of " + each.getKey().vendor()).isGreaterThan(0.95);
            assertThat(routed.refusedOf10000())
                    .as("refused by " + each.getKey().vendor())
                    .isLessThan(known ? 50 : 150)
                    .isLessThan(each.getValue().retrying().refusedOf10000() / 40);
            assertThat(routed.unanswered()).isLessThan(known ? 1 : 10);
        }
    }

    @Test
    void hedgingCutsTheTailForFewExtraCallsAndNeverAddsToAStorm() {
        Figures.Tails tails = figures.tails();
        assertThat(tails.hedged().p99()).isLessThan(tails.plain().p99() * 6 / 10);
        assertThat(tails.hedged().extra()).isBetween(0.001, 0.05);
        assertThat(tails.slowHedged().extra()).isBetween(0.0, 0.05);
        assertThat(tails.slowHedged().median()).isLessThan(tails.slow().median() * 102 / 100);
        assertThat(tails.slowHedged().p99()).isLessThanOrEqualTo(tails.slow().p99());
        assertThat(tails.after().p99()).isLessThan(tails.plain().p99() * 6 / 10);
    }

    @Test
    void warmCachesAreWorthHalfTheBill() {
        for (Figures.Bill bill : figures.bills()) {
            double chosen = bill.cheapestAndSticky().dollars().doubleValue();
            assertThat(chosen).isLessThan(bill.roundRobin().dollars().doubleValue() * 0.55);
            assertThat(chosen).isLessThanOrEqualTo(bill.cheapest().dollars().doubleValue());
            assertThat(chosen).isLessThan(bill.alwaysSticky().dollars().doubleValue() * 1.04);
        }
    }

    @Test
    void thePageSaysWhatIsSo() throws IOException {
        String page = SimulationsPage.write(figures);
        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
