package dev.interline.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a play says about one answer.
 *
 * @param byteCut a cut counted in bytes of the body instead of tokens, or null
 * @param done whether a Chat Completions stream ends with {@code [DONE]}
 * @param zipped whether the body is compressed for a client that takes it so
 */
record Score(
        Act act,
        Timing timing,
        List<Mishap> mishaps,
        Mishap.@Nullable Cut byteCut,
        Map<String, String> headers,
        boolean done,
        boolean zipped) {

    /** For answers that no play speaks of. */
    static final Score NOTHING_HAPPENS = of(Speech.of(List.of()));

    static Score of(Act act) {
        return new Score(act, Timing.AT_ONCE, List.of(), null, Map.of(), true, false);
    }

    Score act(Act other) {
        return new Score(other, timing, mishaps, byteCut, headers, done, zipped);
    }

    Score speech(UnaryOperator<Speech> change) {
        if (!(act instanceof Speech speech)) {
            throw new IllegalStateException("only a play that answers can be given words, calls or usage:"
                    + " begin with says(...) or empty()");
        }
        return act(change.apply(speech));
    }

    Score timing(UnaryOperator<Timing> change) {
        return new Score(act, change.apply(timing), mishaps, byteCut, headers, done, zipped);
    }

    Score mishap(Mishap mishap) {
        List<Mishap> more = new ArrayList<>(mishaps);
        more.add(mishap);
        return new Score(act, timing, List.copyOf(more), byteCut, headers, done, zipped);
    }

    Score byteCut(Mishap.Cut cut) {
        return new Score(act, timing, mishaps, cut, headers, done, zipped);
    }

    Score header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Score(act, timing, mishaps, byteCut, Map.copyOf(more), done, zipped);
    }

    Score withoutDone() {
        return new Score(act, timing, mishaps, byteCut, headers, false, zipped);
    }

    Score gzipped() {
        return new Score(act, timing, mishaps, byteCut, headers, done, true);
    }
}
