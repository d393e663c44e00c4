package dev.interline.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import okio.ByteString;

/**
 * One answer of a {@link FakeCloud}: what it says, when, and how it breaks. A play knows no format; the same one is spoken
 * in whatever format the request asks for. Immutable: every method returns a new play.
 *
 * <pre>{@code
 * Play broken = Play.says("One moment, please.").resetAfterTokens(2);
 * Play tool = Play.says("Let me see.").calls("weather", "{\"city\":", "\"Oslo\"}");
 * Play slow = Play.says("At last.").headersAfter(Duration.ofSeconds(30));
 * }</pre>
 */
public final class Play extends Staging<Play> {

    private final Score score;

    private Play(Score score) {
        this.score = score;
    }

    /** Answers with this text, one word a token. */
    public static Play says(String text) {
        return says(Speech.tokens(text));
    }

    /** Answers with these tokens, joined without anything between them. */
    public static Play says(List<String> tokens) {
        return of(Speech.of(tokens));
    }

    /** Answers in good order and says nothing; a start for plays of tool calls alone. */
    public static Play empty() {
        return says(List.of());
    }

    /** Refuses with this status, in the body the cloud has for it. */
    public static Play fails(int status) {
        return refuses(new Trouble(Fault.of(status(status)), status, null, null, null));
    }

    /** Refuses with this status, code word and message, put where the cloud has them. */
    public static Play fails(int status, String word, String message) {
        return refuses(new Trouble(Fault.of(status(status)), status, word, message, null));
    }

    /** Refuses for this reason with the cloud's own status and body. */
    public static Play fails(Fault fault) {
        return refuses(Trouble.of(fault));
    }

    /** Refuses with 429 and says nothing of when to come back. */
    public static Play throttles() {
        return fails(Fault.THROTTLED);
    }

    /** Refuses with 429 and says when to come back, in every way the cloud says it. */
    public static Play throttles(Duration retryAfter) {
        return refuses(new Trouble(Fault.THROTTLED, 0, null, null, retryAfter));
    }

    /** Refuses the credential. */
    public static Play denies() {
        return fails(Fault.DENIED);
    }

    /** Knows no such model or deployment. */
    public static Play unknownModel() {
        return fails(Fault.UNKNOWN_MODEL);
    }

    /** Finds the prompt too long for the model. */
    public static Play tooLong() {
        return fails(Fault.TOO_LONG);
    }

    /** Blocks the prompt by a content filter: a refusal, or a 200 that says so, as the format does it. */
    public static Play blocksPrompt() {
        return fails(Fault.BLOCKED);
    }

    /** Accepts the request and never answers. */
    public static Play hangs() {
        return empty().headersAfter(Timing.FOREVER);
    }

    /** Resets the connection before a byte of the answer. */
    public static Play resets() {
        return of(new Reset());
    }

    /** Answers with a page of HTML, as a gateway in between does. */
    public static Play html(int status) {
        return of(Reply.html(status(status)));
    }

    /** Answers with exactly this, whatever was asked. */
    public static Play answers(int status, String contentType, String body) {
        return of(new Reply(status(status), contentType, ByteString.encodeUtf8(body)));
    }

    /** Answers with exactly these bytes, whatever was asked: a recorded answer, say. */
    public static Play answers(int status, String contentType, byte[] body) {
        return of(new Reply(status(status), contentType, ByteString.of(body)));
    }

    private static Play refuses(Trouble trouble) {
        return of(trouble);
    }

    private static Play of(Act act) {
        return new Play(Score.of(act));
    }

    private static int status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a final HTTP status is 200 to 599, not " + status);
        }
        return status;
    }

    Score score() {
        return score;
    }

    @Override
    Play revise(UnaryOperator<Score> change) {
        return new Play(change.apply(score));
    }
}
