package dev.interline.examples.faults;

import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs what the caller got and what the provider saw. The worst word counts. */
final class Judge {
    private final Duration slack;
    private final List<String> reasons = new ArrayList<>();
    private Verdict verdict = Verdict.PASS;
    private @Nullable Duration longest;
    private int words;

    /** @param slack what upper limits of time are given more, where machines and not clocks make it pass */
    Judge(Duration slack) {
        this.slack = slack;
    }

    /** The whole answer was to be had. */
    Judge whole(Told told) {
        words++;
        if (told.failure() instanceof ChatException e) {
            return found(Verdict.SAFE, "an error instead of the answer: " + e.getMessage());
        }
        if (told.failure() != null) {
            return found(Verdict.FAIL, "not even an error of its own: " + told.failure());
        }
        return wrong(told.isWhole(), "told as the whole answer: '" + told.text() + "', shown '" + told.shown() + "'");
    }

    /** A clean error of one of these kinds was to be had. */
    Judge error(Told told, ChatException.Kind... kinds) {
        words++;
        if (told.failure() instanceof ChatException e) {
            return flaw(
                    Arrays.asList(kinds).contains(e.kind()),
                    "an error, but " + e.kind() + " where " + Arrays.toString(kinds) + " is meant");
        }
        if (told.failure() != null) {
            return found(Verdict.FAIL, "not even an error of its own: " + told.failure());
        }
        return found(Verdict.FAIL, "no error, but '" + told.text() + "'");
    }

    /** Whatever it was, it was there in time. */
    Judge within(Told told, Duration most) {
        return within(told.took(), most, "told");
    }

    /** Something took no longer than this; null where it never was. */
    Judge within(@Nullable Duration took, Duration most, String what) {
        return wrong(
                took == null || took.compareTo(most.plus(slack)) <= 0,
                what + " after " + took + " where " + most + " is the limit");
    }

    /** What the provider may ask for, but nobody suffers without. */
    Judge flaw(boolean holds, String otherwise) {
        words++;
        return holds ? this : found(Verdict.PARTIAL, otherwise);
    }

    /** What must be. */
    Judge wrong(boolean holds, String otherwise) {
        words++;
        return holds ? this : found(Verdict.FAIL, otherwise);
    }

    private Judge found(Verdict found, String reason) {
        reasons.add(reason);
        verdict = verdict.compareTo(found) < 0 ? found : verdict;
        return this;
    }

    /** A length of time that the page tells; the longest counts. */
    void measured(Duration length) {
        longest = longest == null || length.compareTo(longest) > 0 ? length : longest;
    }

    Ruling ruling() {
        if (words == 0) {
            throw new IllegalStateException("nothing was judged");
        }
        return new Ruling(verdict, String.join("; ", reasons), longest);
    }

    /** A verdict, why it is no better, and what was measured. */
    record Ruling(Verdict verdict, String reason, @Nullable Duration measured) {}
}
