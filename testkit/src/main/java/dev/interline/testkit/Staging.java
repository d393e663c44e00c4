package dev.interline.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * The words in which an answer and its breakages are described: of a {@link Play}, where each returns a changed copy, and of
 * a {@link FakeCloud}, where each changes what the target answers by default.
 *
 * <p>A <em>token</em> is one piece of content in a stream: of thinking, text or a call's arguments, in the order sent. A
 * number of tokens greater than the answer has means: after the last, before the end is told. A whole answer is cut in
 * proportion.
 *
 * @param <S> what is being described
 */
public abstract sealed class Staging<S extends Staging<S>> permits Play, FakeCloud {

    Staging() {}

    abstract S revise(UnaryOperator<Score> change);

    /** Thinking that is shown before the text, one word a token. */
    public S thinks(String text) {
        return revise(score -> score.speech(speech -> speech.thinking(Speech.tokens(text))));
    }

    /** Adds a tool call after the text; the arguments are JSON text, in one or more fragments. */
    public S calls(String tool, String... arguments) {
        return calls(new Call(null, tool, Arrays.asList(arguments)));
    }

    /** Adds a tool call after the text. */
    public S calls(Call call) {
        return revise(score -> score.speech(speech -> {
            List<Call> calls = new ArrayList<>(speech.calls());
            calls.add(call);
            return speech.calls(calls);
        }));
    }

    /** Why the answer ends, in the format's own word. */
    public S stops(Stop stop) {
        return revise(score -> score.speech(speech -> speech.ending(stop)));
    }

    /** Why the answer ends, in this very word, which the format need not know. */
    public S stopsWith(String word) {
        return revise(score -> score.speech(speech -> speech.stopWordOf(word)));
    }

    /** The usage that is reported, in tokens; without this it is counted from the play and estimated from the request. */
    public S uses(int input, int output) {
        return uses(Counts.of(input, output));
    }

    /** The usage that is reported. */
    public S uses(Counts counts) {
        return revise(score -> score.speech(speech -> speech.counts(counts)));
    }

    /** Reports no usage at all. */
    public S withoutUsage() {
        return revise(score -> score.speech(speech -> speech.counts(null)));
    }

    /** Sends status and headers only after this long. */
    public S headersAfter(Duration wait) {
        return revise(score -> score.timing(timing -> timing.headersAfter(checked(wait))));
    }

    /** Lets this much time pass between the first events of a stream and its first token. */
    public S firstTokenAfter(Duration wait) {
        return revise(score -> score.timing(timing -> timing.firstTokenAfter(checked(wait))));
    }

    /** Lets this much time pass between two tokens. */
    public S paced(Duration pause) {
        return revise(score -> score.timing(timing -> timing.pace(checked(pause))));
    }

    /** Leaves the body open for this long after the last event. */
    public S closesAfter(Duration wait) {
        return revise(score -> score.timing(timing -> timing.closesAfter(checked(wait))));
    }

    /** Sends a sign of life this often while nothing else is sent: a ping where the format has one, else a comment. */
    public S pings(Duration every) {
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException("pings need an interval longer than zero, not " + every);
        }
        return revise(score -> score.timing(timing -> timing.pings(every)));
    }

    /** Sends the body in writes of so many bytes, whatever the events are. */
    public S inPiecesOf(int bytes) {
        return revise(score -> score.timing(timing -> timing.pieces(Pieces.of(counted(bytes, 1)))));
    }

    /** Sends the body in writes of one byte to so many at random; with the same seed in the same ones. */
    public S inRandomPieces(int mostBytes, long seed) {
        return revise(score -> score.timing(timing -> timing.pieces(Pieces.random(counted(mostBytes, 1), seed))));
    }

    /** Ends the body in good order after so many tokens, without the event that ends an answer. */
    public S cutAfterTokens(int tokens) {
        return cut(tokens, Mishap.Way.END);
    }

    /** Closes the connection after so many tokens and leaves the body unfinished. */
    public S closedAfterTokens(int tokens) {
        return cut(tokens, Mishap.Way.CLOSE);
    }

    /** Resets the connection after so many tokens. */
    public S resetAfterTokens(int tokens) {
        return cut(tokens, Mishap.Way.RESET);
    }

    /** Ends the body in good order after so many bytes of it, or where it ends if it is shorter. */
    public S cutAfterBytes(int bytes) {
        return cutBytes(bytes, Mishap.Way.END);
    }

    /** Resets the connection after so many bytes of the body. */
    public S resetAfterBytes(int bytes) {
        return cutBytes(bytes, Mishap.Way.RESET);
    }

    /** Sends nothing more after so many tokens and keeps the connection open until somebody closes it. */
    public S silentAfterTokens(int tokens) {
        return pausesAfterTokens(tokens, Timing.FOREVER);
    }

    /** Sends nothing for a while after so many tokens, then goes on. */
    public S pausesAfterTokens(int tokens, Duration length) {
        return add(new Mishap.Pause(counted(tokens, 0), checked(length)));
    }

    /** Sends nothing after so many tokens until the latch is at zero, then goes on: a test's way to wait for nothing. */
    public S holdsAfterTokens(int tokens, CountDownLatch latch) {
        return add(new Mishap.Hold(counted(tokens, 0), latch));
    }

    /** Puts an event that is no JSON after so many tokens; the rest follows as if nothing were. */
    public S garbageAfterTokens(int tokens) {
        return add(new Mishap.Garbage(counted(tokens, 0), null));
    }

    /** Puts an event with this text in place of its JSON after so many tokens. */
    public S garbageAfterTokens(int tokens, String text) {
        return add(new Mishap.Garbage(counted(tokens, 0), text));
    }

    /** Sends an error as the very first event of a stream with status 200. A whole answer is refused with its status. */
    public S errorFirst(Fault fault) {
        return add(new Mishap.Failure(-1, Trouble.of(fault)));
    }

    /** Ends a stream with the cloud's own error event after so many tokens; 0 is after role, metadata and filter events. */
    public S errorAfterTokens(int tokens, Fault fault) {
        return add(new Mishap.Failure(counted(tokens, 0), Trouble.of(fault)));
    }

    /** Ends a stream with an error event of this code word and message, put where the format has them. */
    public S errorAfterTokens(int tokens, String word, String message) {
        return add(new Mishap.Failure(counted(tokens, 0), new Trouble(Fault.INTERNAL, 0, word, message, null)));
    }

    /** Leaves out the {@code [DONE]} of Chat Completions; other formats have none. */
    public S withoutDone() {
        return revise(Score::withoutDone);
    }

    /** Compresses the body for clients that say they take it so; every event is flushed by itself. */
    public S gzipped() {
        return revise(Score::gzipped);
    }

    /** Sets a header of the answer, in place of one of the same name. */
    public S header(String name, String value) {
        return revise(score -> score.header(name, value));
    }

    private S cut(int tokens, Mishap.Way way) {
        return add(new Mishap.Cut(counted(tokens, 0), way));
    }

    private S cutBytes(int bytes, Mishap.Way way) {
        return revise(score -> score.byteCut(new Mishap.Cut(counted(bytes, 0), way)));
    }

    private S add(Mishap mishap) {
        return revise(score -> score.mishap(mishap));
    }

    private static int counted(int count, int least) {
        if (count < least) {
            throw new IllegalArgumentException("a count of " + least + " or more is needed, not " + count);
        }
        return count;
    }

    private static Duration checked(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a wait cannot be negative: " + wait);
        }
        return wait.compareTo(Timing.FOREVER) > 0 ? Timing.FOREVER : wait;
    }
}
