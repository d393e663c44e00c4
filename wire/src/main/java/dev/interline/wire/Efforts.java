package dev.interline.wire;

import dev.interline.Effort;
import java.util.List;

/** Words for effort, in order. */
public final class Efforts {
    private static final List<String> SCALE = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private Efforts() {}

    /**
     * The nearest word that a model knows, the lower one of two; a vendor's own word that has no place in the order goes
     * through as it is.
     *
     * @param known what the model knows, in rising order, at least one
     */
    public static String nearest(Effort effort, List<String> known) {
        String word = effort.word();
        int wanted = SCALE.indexOf(word);
        if (known.contains(word) || wanted < 0) {
            return word;
        }
        String best = known.get(0);
        for (String one : known) {
            if (Math.abs(SCALE.indexOf(one) - wanted) < Math.abs(SCALE.indexOf(best) - wanted)) {
                best = one;
            }
        }
        return best;
    }

    /** The effort that stands for a thinking budget, for models that take none. */
    public static Effort ofBudget(int tokens) {
        return tokens <= 2_048 ? Effort.LOW : tokens <= 8_192 ? Effort.MEDIUM : Effort.HIGH;
    }
}
