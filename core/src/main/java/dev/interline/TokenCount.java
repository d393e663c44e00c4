package dev.interline;

import java.util.List;

/**
 * How many tokens a request has.
 *
 * @param model whose tokens
 * @param input input tokens, as the usage of an answer would tell them but for what a cache has
 * @param notices what would be done differently from what was asked, and so was counted differently; empty when nothing
 * @param trail every request it took
 */
public record TokenCount(ModelId model, long input, List<Notice> notices, Trail trail) {
    /** Copies the list. */
    public TokenCount {
        if (input < 0) {
            throw new IllegalArgumentException("a count of tokens is not negative");
        }
        notices = List.copyOf(notices);
    }
}
