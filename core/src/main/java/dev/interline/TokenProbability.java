package dev.interline;

import java.util.List;
import java.util.Objects;

/**
 * How likely a token of the answer was.
 *
 * @param token the token as text; may be part of a character
 * @param logProbability the natural logarithm of its probability: 0 for certain, else below
 * @param likeliest the tokens that were likeliest in its place, likeliest first, itself perhaps among them; empty where
 *     none were asked for
 */
public record TokenProbability(String token, double logProbability, List<TokenProbability> likeliest) {
    /** Copies the list. */
    public TokenProbability {
        Objects.requireNonNull(token, "token");
        likeliest = List.copyOf(likeliest);
    }

    /** Says how much there is, never what it says. */
    @Override
    public String toString() {
        return "TokenProbability[" + token.length() + " characters, " + logProbability + "]";
    }
}
