package dev.interline;

import java.util.StringJoiner;

/**
 * How much a target takes at once, as agreed with its vendor or chosen by the operator. 0 means that no limit is known.
 *
 * @param requestsPerMinute the most requests in a minute
 * @param tokensPerMinute the most tokens in a minute, as the vendor counts them
 * @param parallelCalls the most calls under way at a time, streams included until they end
 */
public record Limits(long requestsPerMinute, long tokensPerMinute, int parallelCalls) {

    /** No limit is known. */
    public static final Limits NONE = new Limits(0, 0, 0);

    /** Refuses what is negative. */
    public Limits {
        if (requestsPerMinute < 0 || tokensPerMinute < 0 || parallelCalls < 0) {
            throw new IllegalArgumentException("a limit is a number above zero, or 0 for none; these were "
                    + requestsPerMinute + " requests and " + tokensPerMinute + " tokens a minute, " + parallelCalls
                    + " parallel calls");
        }
    }

    /** Names those that are known. */
    @Override
    public String toString() {
        StringJoiner known = new StringJoiner(", ", "", "").setEmptyValue("no limit");
        if (requestsPerMinute > 0) {
            known.add(requestsPerMinute + " requests a minute");
        }
        if (tokensPerMinute > 0) {
            known.add(tokensPerMinute + " tokens a minute");
        }
        if (parallelCalls > 0) {
            known.add(parallelCalls + " calls at a time");
        }
        return known.toString();
    }

    /** The same with so many requests a minute. */
    public Limits requestsPerMinute(long most) {
        return new Limits(most, tokensPerMinute, parallelCalls);
    }

    /** The same with so many tokens a minute. */
    public Limits tokensPerMinute(long most) {
        return new Limits(requestsPerMinute, most, parallelCalls);
    }

    /** The same with so many calls at a time. */
    public Limits parallelCalls(int most) {
        return new Limits(requestsPerMinute, tokensPerMinute, most);
    }
}
