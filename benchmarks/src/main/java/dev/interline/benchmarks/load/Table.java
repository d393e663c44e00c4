package dev.interline.benchmarks.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured, over all rounds: of each figure the median, the spread, and the ratio to raw. */
final class Table {
    private final Map<String, Map<Figure, List<Double>>> values = new LinkedHashMap<>();

    void add(String driver, Figure figure, double value) {
        values.computeIfAbsent(driver, any -> new EnumMap<>(Figure.class))
                .computeIfAbsent(figure, any -> new ArrayList<>())
                .add(value);
    }

    /** The median; null where nothing was measured. */
    @Nullable
    Double median(String driver, Figure figure) {
        List<Double> all = values.getOrDefault(driver, Map.of()).get(figure);
        if (all == null || all.isEmpty()) {
            return null;
        }
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** How far the rounds lie apart, in parts of the median. */
    private double spread(String driver, Figure figure, double median) {
        List<Double> all = values.getOrDefault(driver, Map.of()).getOrDefault(figure, List.of(0.0));
        return median == 0 ? 0 : (Collections.max(all) - Collections.min(all)) / median;
    }

    /** As Markdown. */
    String print(String title) {
        StringBuilder out = new StringBuilder("### ").append(title).append("\n\n| figure | raw |");
        List<String> others = new ArrayList<>(values.keySet());
        others.remove("raw");
        for (String driver : others) {
            out.append(' ').append(driver).append(" | ratio |");
        }
        out.append("\n| --- |").append(" ---: |".repeat(1 + 2 * others.size())).append('\n');
        for (Figure figure : Figure.values()) {
            Double raw = median("raw", figure);
            if (raw == null) {
                continue;
            }
            out.append("| ").append(figure.title).append(figure.unit.isEmpty() ? "" : " (" + figure.unit + ")");
            out.append(figure.lowerIsBetter ? "" : ", higher is better")
                    .append(" | ")
                    .append(cell("raw", figure, raw));
            for (String driver : others) {
                Double value = median(driver, figure);
                out.append(" | ")
                        .append(value == null ? "" : cell(driver, figure, value))
                        .append(" | ");
                out.append(value == null || raw == 0 ? "" : String.format(Locale.ROOT, "%.2f", value / raw));
            }
            out.append(" |\n");
        }
        return out.toString();
    }

    private String cell(String driver, Figure figure, double median) {
        return String.format(
                Locale.ROOT,
                "%s ± %.0f %%",
                median < 100 && median != Math.rint(median)
                        ? String.format(Locale.ROOT, "%.1f", median)
                        : String.format(Locale.ROOT, "%,.0f", median),
                50 * spread(driver, figure, median));
    }
}
