package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.Cost;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.budget.Balance;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call in one line: first how it ended, then names with values, none of them with a blank but those in quotes. */
final class CallLine {
    private final StringBuilder text;

    private CallLine(String beginning) {
        this.text = new StringBuilder(160).append(beginning);
    }

    /** How a call was answered. */
    static String answered(String who, CallContext call, Ending ending, @Nullable ChatResponse response) {
        Trail trail = call.trail();
        CallLine line = new CallLine(who + " answered:");
        Hop hop = answering(trail.hops());
        line.target(hop);
        line.clocks(ending, hop);
        line.tokens(ending.usage());
        line.money(trail);
        if (response != null) {
            line.add("stop", response.stopReason().kind());
        }
        return line.budgets(trail);
    }

    /** How a call failed, or that nobody waited for its end. */
    static String failed(String who, CallContext call, Ending ending, ChatException failure) {
        Trail trail = call.trail();
        boolean unwanted = failure.kind() == ChatException.Kind.CANCELLED;
        CallLine line = new CallLine(who + (unwanted ? " cancelled:" : " failed:"));
        if (!unwanted) {
            line.add("error", failure.kind());
            if (failure instanceof AllTargetsFailedException all
                    && !all.failures().isEmpty()) {
                line.add(
                        "because",
                        all.failures().stream()
                                .map(each -> each.kind().name())
                                .distinct()
                                .collect(Collectors.joining(",")));
            }
            if (failure.status() != 0) {
                line.add("status", failure.status());
            }
            if (!failure.requestId().isEmpty()) {
                line.add("request-id", failure.requestId());
            }
        }
        line.target(last(trail.hops()));
        line.clocks(ending, null);
        line.tokens(ending.usage());
        line.money(trail);
        return line.budgets(trail);
    }

    /** Whoever finished; of several that raced, the others failed. */
    private static @Nullable Hop answering(List<Hop> hops) {
        for (int at = hops.size() - 1; at >= 0; at--) {
            Hop hop = hops.get(at);
            if (hop.sent() && hop.failure().isEmpty() && hop.took().isPresent()) {
                return hop;
            }
        }
        return last(hops);
    }

    private static @Nullable Hop last(List<Hop> hops) {
        return hops.isEmpty() ? null : hops.get(hops.size() - 1);
    }

    private void target(@Nullable Hop hop) {
        if (hop != null) {
            add("target", hop.target());
        }
    }

    /** Of an answer that came whole but rode on a stream, the call does not know the first content; its hop does. */
    private void clocks(Ending ending, @Nullable Hop hop) {
        add("took", ending.took().toMillis() + "ms");
        Duration first = hop == null || hop.firstContent().isEmpty()
                ? ending.firstContent()
                : hop.at().plus(hop.firstContent().get());
        if (first != null) {
            add("first-content", first.toMillis() + "ms");
        }
    }

    private void tokens(Usage usage) {
        usage.input().ifPresent(tokens -> add("in", tokens));
        usage.cachedShare().ifPresent(share -> add("cached", Math.round(share * 100) + "%"));
        usage.output().ifPresent(tokens -> add("out", tokens));
        usage.reasoning().ifPresent(tokens -> add("reasoning", tokens));
    }

    private void money(Trail trail) {
        Cost cost = trail.cost();
        add("cost", cost.total().isEmpty() ? "unknown" : (cost.isComplete() ? "$" : ">=$") + dollars(cost));
        add("requests", trail.attempts());
    }

    private static String dollars(Cost cost) {
        return cost.total().orElseThrow().toPlainString();
    }

    private String budgets(Trail trail) {
        for (Balance budget : trail.budgets()) {
            text.append(" budget=\"").append(budget).append('"');
        }
        // a tag may name a budget, and a tag may come from anywhere
        return text.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private void add(String name, Object value) {
        text.append(' ').append(name).append('=').append(value);
    }
}
