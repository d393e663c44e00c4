package dev.interline.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant: "did you mean …?". */
public final class Nearest {
    private static final Pattern PIECE = Pattern.compile("[A-Za-z]+|[0-9]+");

    private Nearest() {}

    /**
     * All words, those that are most like the given one first: such names of models as share the most words and numbers
     * with it, and of these the ones that are written most like it.
     */
    public static List<String> first(String word, Collection<String> known) {
        Set<String> pieces = pieces(word);
        Comparator<String> alike = Comparator.comparingInt(other -> {
            Set<String> common = pieces(other);
            common.retainAll(pieces);
            return -common.size();
        });
        return known.stream()
                .distinct()
                .sorted(alike.thenComparingInt(other -> distance(word, other)))
                .toList();
    }

    private static Set<String> pieces(String word) {
        Set<String> pieces = new HashSet<>();
        for (Matcher piece = PIECE.matcher(word.toLowerCase(Locale.ROOT)); piece.find(); ) {
            pieces.add(piece.group());
        }
        return pieces;
    }

    /** The nearest word, or null when none is near enough to be worth asking. */
    static @Nullable String of(String word, Collection<String> known) {
        // two letters or a third of the word may be wrong: more is another word
        return of(word, known, word.length() < 4 ? 1 : Math.max(2, word.length() / 3));
    }

    /** The nearest word with at most so many slips of the finger. */
    static @Nullable String of(String word, Collection<String> known, int slips) {
        String best = null;
        int least = slips + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Ends a sentence about an unknown word: the nearest, and all known ones in order. */
    static String among(String word, Collection<String> known, String what) {
        String nearest = of(word, known);
        String question = nearest == null ? "" : "; did you mean " + nearest + "?";
        if (known.isEmpty()) {
            return question;
        }
        return question + (nearest == null ? "; " : " ") + what + ": " + String.join(", ", known);
    }

    /** The same about a wrong value; nothing is compared with one that must not be shown. */
    static String among(Node.Word word, Collection<String> known, String what) {
        return word.text().equals(word.shown())
                ? among(word.text(), known, what)
                : "; " + what + ": " + String.join(", ", known);
    }

    /** How many letters must be typed, left out or exchanged; two that are swapped count twice. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
            }
        }
        return d[a.length()][b.length()];
    }
}
