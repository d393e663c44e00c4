package dev.interline.testkit;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said in an answer: the part of a play that every format can express. */
record Speech(
        List<String> thinking,
        List<String> tokens,
        List<Call> calls,
        @Nullable Stop ending,
        @Nullable String stopWord,
        @Nullable Counts counts,
        boolean counted,
        boolean promptBlocked)
        implements Act {

    /** One word a token, with the white space before it; joined they are the text again. */
    private static final Pattern TOKEN = Pattern.compile("\\s*\\S+|\\s+");

    Speech {
        thinking = List.copyOf(thinking);
        tokens = List.copyOf(tokens);
        calls = List.copyOf(calls);
    }

    static Speech of(List<String> tokens) {
        return new Speech(List.of(), tokens, List.of(), null, null, null, true, false);
    }

    /** How clouds that answer a blocked prompt with a status 200 do it: nothing said, and the reason. */
    static Speech blocked() {
        return new Speech(List.of(), List.of(), List.of(), Stop.FILTERED, null, null, true, true);
    }

    static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    String text() {
        return String.join("", tokens);
    }

    String thought() {
        return String.join("", thinking);
    }

    Stop stop() {
        return ending != null ? ending : calls.isEmpty() ? Stop.END : Stop.TOOL_CALLS;
    }

    /** The stop reason on the wire: the word asked for, or else the format's own for {@link #stop()}. */
    String stopWord(String own) {
        return stopWord != null ? stopWord : own;
    }

    boolean refused() {
        return ending == Stop.REFUSED;
    }

    int size() {
        return thinking.size()
                + tokens.size()
                + calls.stream()
                        .mapToInt(call -> Math.max(1, call.fragments().size()))
                        .sum();
    }

    Counts countsFor(int bodyLength) {
        return counts != null ? counts : new Counts(Math.max(1, bodyLength / 4), size(), thinking.size(), 0);
    }

    Speech thinking(List<String> thoughts) {
        return new Speech(thoughts, tokens, calls, ending, stopWord, counts, counted, promptBlocked);
    }

    Speech calls(List<Call> more) {
        return new Speech(thinking, tokens, more, ending, stopWord, counts, counted, promptBlocked);
    }

    Speech ending(Stop stop) {
        return new Speech(thinking, tokens, calls, stop, null, counts, counted, promptBlocked);
    }

    Speech stopWordOf(String word) {
        return new Speech(thinking, tokens, calls, ending, word, counts, counted, promptBlocked);
    }

    Speech counts(@Nullable Counts exact) {
        return new Speech(thinking, tokens, calls, ending, stopWord, exact, exact != null, promptBlocked);
    }
}
