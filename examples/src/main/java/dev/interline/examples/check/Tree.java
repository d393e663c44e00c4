package dev.interline.examples.check;

import dev.interline.Constraints;
import dev.interline.EmbeddingModel;
import dev.interline.Interline;
import dev.interline.Limits;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.budget.Balance;
import dev.interline.budget.Budget;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows the routes of a configuration as a tree: who is asked in which order, and on which terms. */
final class Tree {
    private final PrintStream out;

    Tree(PrintStream out) {
        this.out = out;
    }

    void show(Interline interline) {
        for (String name : interline.models()) {
            Router router = interline.model(name);
            out.println(name + ": " + router.strategy() + terms(router.constraints()));
            route(router.targets(), router.budgets());
        }
        Map<String, Profile> vectors = new LinkedHashMap<>();
        for (String name : interline.embeddings()) {
            EmbeddingModel model = interline.embeddings(name);
            if (model instanceof EmbeddingRouter router) {
                out.println(name + ", embeddings: " + router.strategy() + terms(router.constraints()));
                route(router.targets(), router.budgets());
            } else {
                vectors.put(name, model.profile());
            }
        }
        if (!vectors.isEmpty()) {
            out.println("embeddings");
            branches(
                    new ArrayList<>(vectors.entrySet().stream()
                            .map(each -> List.of(
                                    each.getKey() + ": " + each.getValue().id(), facts(each.getValue())))
                            .toList()),
                    true,
                    "");
            out.println();
        }
    }

    private void route(List<Target> targets, List<Budget> budgets) {
        targets(targets, budgets.isEmpty());
        for (int at = 0; at < budgets.size(); at++) {
            out.println((at == budgets.size() - 1 ? "└─ " : "├─ ") + "budget " + budget(budgets.get(at)));
        }
        out.println();
    }

    private static String terms(Constraints constraints) {
        return constraints.toString().equals("none") ? "" : ", within " + constraints;
    }

    /** A budget by tag or model has as many accounts as there are tags or models: their sums are not known here. */
    private static String budget(Budget budget) {
        Balance balance = budget.balance("", Instant.now());
        String words = budget.toString();
        return !words.endsWith("a day]") && !words.endsWith("a month]")
                ? words.substring("Budget[".length(), words.length() - 1)
                : balance.toString();
    }

    private void targets(List<Target> targets, boolean isLast) {
        Map<Integer, List<Target>> groups = new TreeMap<>();
        for (Target target : targets) {
            groups.computeIfAbsent(target.group(), group -> new ArrayList<>()).add(target);
        }
        if (groups.size() == 1) {
            branches(branches(targets), isLast, "");
            return;
        }
        int seen = 0;
        for (Map.Entry<Integer, List<Target>> group : groups.entrySet()) {
            boolean lastGroup = isLast && ++seen == groups.size();
            out.println((lastGroup ? "└─ " : "├─ ") + "group " + group.getKey());
            branches(branches(group.getValue()), true, lastGroup ? "   " : "│  ");
        }
    }

    private static List<List<String>> branches(List<Target> targets) {
        boolean weighed = targets.stream().anyMatch(target -> target.weight() != 1);
        return targets.stream()
                .map(target -> List.of(
                        target.name() + ": " + target.profile().id()
                                + (weighed ? ", weight " + plain(BigDecimal.valueOf(target.weight())) : ""),
                        facts(target.profile())))
                .toList();
    }

    private void branches(List<List<String>> branches, boolean isLast, String indent) {
        for (int at = 0; at < branches.size(); at++) {
            boolean end = isLast && at == branches.size() - 1;
            out.println(indent + (end ? "└─ " : "├─ ") + branches.get(at).get(0));
            out.println(indent + (end ? "      " : "│     ") + branches.get(at).get(1));
        }
    }

    private static String facts(Profile profile) {
        List<String> facts = new ArrayList<>();
        facts.add(profile.price().map(Tree::price).orElse("price unknown"));
        Limits limits = profile.limits();
        add(facts, limits.requestsPerMinute(), " requests a minute");
        add(facts, limits.tokensPerMinute(), " tokens a minute");
        add(facts, limits.parallelCalls(), " calls at once");
        profile.contextWindow().ifPresent(tokens -> facts.add("context of " + tokens));
        profile.region().ifPresent(region -> facts.add("region " + region));
        profile.residency().ifPresent(residency -> facts.add("residency " + residency));
        return String.join("; ", facts);
    }

    private static void add(List<String> facts, long limit, String what) {
        if (limit > 0) {
            facts.add(limit + what);
        }
    }

    private static String price(Price price) {
        return dollars(price.input()) + " in"
                + price.cacheRead()
                        .map(read -> " (" + dollars(read) + " cached)")
                        .orElse("")
                + ", " + dollars(price.output()) + " out for a million tokens";
    }

    private static String dollars(BigDecimal amount) {
        return "$" + plain(amount);
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
