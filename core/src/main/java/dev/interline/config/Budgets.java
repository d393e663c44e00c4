package dev.interline.config;

import dev.interline.Price;
import dev.interline.budget.Budget;
import dev.interline.budget.FileLedger;
import dev.interline.budget.Ledger;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of the routes of a file, and where they write down what was spent: what is spent stays spent when the file
 * is loaded again. One section, or a list of them.
 *
 * <pre>{@code
 * budget:
 *   day: 50                     # US dollars; day, month or both
 *   month: 900
 *   by: tenant                  # a tag of the calls, or model; all calls together unless set
 *   then: cheaper               # refuse (unless set), warn, or cheaper: no target above max-price
 *   max-price: {input: 0.5, output: 2}
 *   warn-at: 80%
 *   zone: Europe/Berlin
 *   ledger: spent.log           # in memory unless set
 * }</pre>
 */
final class Budgets implements AutoCloseable {
    private final Ledger memory = Ledger.memory();
    private final Map<Path, FileLedger> files = new ConcurrentHashMap<>();

    private enum Then {
        REFUSE,
        WARN,
        CHEAPER
    }

    /** What the key {@code budget} of a route says; empty when it is not there. */
    Budget[] read(String route, Settings settings) {
        List<Budget> budgets = new ArrayList<>();
        for (Settings each : settings.sections("budget")) {
            int before = budgets.size();
            dollars(each, "day").ifPresent(most -> budgets.add(budget(route + " day", each, Budget.perDay(most))));
            dollars(each, "month")
                    .ifPresent(most -> budgets.add(budget(route + " month", each, Budget.perMonth(most))));
            if (budgets.size() == before) {
                throw each.problem("day", "is missing, and so is month: write US dollars for one of them, or for both");
            }
        }
        return budgets.toArray(new Budget[0]);
    }

    private Budget budget(String name, Settings settings, Budget amount) {
        Budget budget = amount.named(name).ledger(ledger(settings));
        Optional<String> by = settings.optional("by");
        if (by.isPresent()) {
            String tag = by.get();
            // what is spent by all and by each is not the same account
            budget = budget.named(name + " by " + tag);
            budget = tag.equals("model") ? budget.byModel() : budget.by(tag);
        }
        Optional<Double> share = Terms.share(settings, "warn-at");
        if (share.isPresent()) {
            if (share.get() <= 0 || share.get() > 1) {
                throw settings.problem("warn-at", "lies above 0 and up to 100%");
            }
            budget = budget.warnAt(share.get());
        }
        Optional<ZoneId> zone =
                settings.read("zone", tried(ZoneId::of), "is not a time zone such as UTC or Europe/Berlin");
        budget = zone.isPresent() ? budget.zone(zone.get()) : budget;
        Optional<Price> most = Terms.price(settings, "max-price");
        Then then = settings.word("then", Then.class).orElse(Then.REFUSE);
        if (most.isPresent() != (then == Then.CHEAPER)) {
            throw settings.problem(
                    "max-price",
                    most.isPresent() ? "is for then: cheaper alone" : "is missing; then: cheaper needs it");
        }
        return then == Then.WARN ? budget.warning() : most.isPresent() ? budget.cheaper(most.get()) : budget;
    }

    private static Optional<BigDecimal> dollars(Settings settings, String key) {
        return settings.read(
                key,
                text -> {
                    BigDecimal dollars =
                            text.matches("\\d{1,9}(\\.\\d{1,6})?") ? new BigDecimal(text) : BigDecimal.ZERO;
                    return dollars.signum() > 0 ? dollars : null;
                },
                "is not an amount of US dollars above zero, such as 50");
    }

    private Ledger ledger(Settings settings) {
        Optional<Path> file = settings.read("ledger", tried(Path::of), "does not name a file");
        if (file.isEmpty()) {
            return memory;
        }
        try {
            return files.computeIfAbsent(file.get().toAbsolutePath().normalize(), Ledger::file);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw settings.problem("ledger", "cannot be used: " + e.getMessage());
        }
    }

    private static <T> Function<String, @Nullable T> tried(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (InvalidPathException | DateTimeException e) {
                return null;
            }
        };
    }

    @Override
    public void close() {
        files.values().forEach(FileLedger::close);
    }
}
