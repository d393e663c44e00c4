package dev.interline.config;

import dev.interline.route.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a route chooses: {@code cheapest}, or {@code sticky(cheapest)}. */
final class Strategies {
    private static final Pattern STICKY = Pattern.compile("sticky ?\\( ?([^()]+?) ?\\)");
    private static final Map<String, Supplier<Strategy>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("in-order", Strategy::inOrder);
        KNOWN.put("weighted", Strategy::weighted);
        KNOWN.put("round-robin", Strategy::roundRobin);
        KNOWN.put("least-busy", Strategy::leastBusy);
        KNOWN.put("fastest", Strategy::fastest);
        KNOWN.put("cheapest", Strategy::cheapest);
        KNOWN.put("sticky", Strategy::sticky);
    }

    private Strategies() {}

    static Optional<Strategy> of(Settings settings, String key) {
        Node.Word word = settings.word(key);
        if (word == null) {
            return Optional.empty();
        }
        Matcher sticky = STICKY.matcher(word.text());
        boolean around = sticky.matches();
        String name = around ? sticky.group(1) : word.text();
        Supplier<Strategy> strategy = KNOWN.get(name);
        if (strategy == null) {
            throw unknown(settings, key, word, name);
        }
        return Optional.of(around ? Strategy.sticky(strategy.get()) : strategy.get());
    }

    private static ConfigException unknown(Settings settings, String key, Node.Word word, String name) {
        List<String> choices = new ArrayList<>(KNOWN.keySet());
        choices.add("sticky(…) around any of them");
        boolean shown = word.text().equals(word.shown());
        return settings.problem(
                key,
                word.quoted() + " is not a strategy"
                        + (shown
                                ? Nearest.among(name, choices, "known are")
                                : "; known are: " + String.join(", ", choices)));
    }
}
