package dev.interline.examples;

import dev.interline.ChatResponse;
import dev.interline.budget.Budget;
import dev.interline.error.OverBudgetException;
import dev.interline.route.Router;
import dev.interline.route.Strategy;
import dev.interline.testkit.FakeClouds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Asks whoever is cheapest, tells what each answer cost and what is left, and stops when the day's money is spent. */
public final class Thrift {
    private static final BigDecimal DAY = new BigDecimal("0.0005"); // US dollars, a twentieth of a cent
    private static final List<String> QUESTIONS = List.of(
            "Why is the sea salty?",
            "Why is the sky blue?",
            "Why do leaves fall in autumn?",
            "Why do ships float?",
            "Why does bread rise?",
            "Why do cats purr?");

    private Thrift() {}

    /** Runs the example; takes no arguments. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.standard();
        try (Clouds clouds = Clouds.found(terminal, Thrift::script)) {
            run(clouds.model("chat"), terminal);
        }
    }

    static void script(FakeClouds clouds) {
        for (String name : List.of("azure", "bedrock", "vertex")) {
            clouds.on(name).says("Because it cannot help it.").uses(20, 70);
        }
    }

    static void run(Router chat, Terminal terminal) {
        // region thrift
        Budget budget = Budget.perDay(DAY);
        Router model = chat.choosing(Strategy.cheapest()).budget(budget);
        // endregion
        for (String question : QUESTIONS) {
            try {
                ChatResponse response = model.chat(question);
                BigDecimal left = DAY.subtract(budget.spent("", Instant.now())).max(BigDecimal.ZERO);
                terminal.say(question + " " + response.text());
                terminal.note("-- " + response.model().cloud() + ", " + response.cost() + ", $" + left.toPlainString()
                        + " left for today");
            } catch (OverBudgetException e) {
                terminal.warn("-- " + question + " was not asked: " + e.getMessage());
                return;
            }
        }
    }
}
