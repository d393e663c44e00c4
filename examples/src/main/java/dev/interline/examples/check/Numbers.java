package dev.interline.examples.check;

import dev.interline.Cost;
import dev.interline.Hop;
import dev.interline.Usage;

/** Says how long an answer took, and for how much. */
final class Numbers {
    private Numbers() {}

    static String line(Hop hop, Usage usage, Cost cost) {
        StringBuilder line = new StringBuilder();
        hop.took().ifPresent(took -> line.append(took.toMillis()).append(" ms"));
        hop.firstContent()
                .ifPresent(first ->
                        line.append(", first content ").append(first.toMillis()).append(" ms"));
        usage.input().ifPresent(tokens -> line.append(", ").append(tokens).append(" tokens in"));
        usage.cachedShare().ifPresent(share -> {
            if (share > 0) {
                line.append(" (").append(Math.round(share * 100)).append("% cached)");
            }
        });
        usage.output().ifPresent(tokens -> line.append(", ").append(tokens).append(" out"));
        line.append(", ").append(cost.total().isPresent() ? cost.toString() : "price unknown");
        return line.toString();
    }
}
