package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that was real once, in a file: recorded from a model with its answers, events, failures and their times, and
 * played again without a network, the same every time.
 *
 * <pre>{@code
 * ChatModel model = Cassette.around(interline.model("chat"), Path.of("src/test/resources/triage.json"))
 *         .redacting("Jane Doe");
 * }</pre>
 *
 * <p>A request is known by all on which an answer depends: conversation, tools, form of the answer and settings. Who may answer,
 * marks for caches and signatures on earlier answers do not count. Requests that are the same get their answers in the order
 * in which these were recorded. What was streamed can be played whole and the other way round. What the caller cancelled or did
 * not read to its end is not kept.
 *
 * <p>Headers and credentials never get into the file. Out of every text are cut: the values of environment variables that are
 * secrets by name, what looks like a key or token, and what {@link #redacting} names; also out of requests that are played, so
 * that they are still found. Prompts and answers stand there in the clear otherwise, so look at the file before you publish it.
 *
 * <p>Played answers cost nothing and have no headers' news of limits. Set it up before the first call; after that it is safe to
 * use from any thread.
 */
public final class Cassette implements ChatModel {

    private final Tape tape;
    private final @Nullable ChatModel model;
    private final Profile profile;
    private Redaction redaction = Redaction.of(System.getenv());
    private Time time = Time.system();
    private boolean paced;

    private Cassette(Tape tape, @Nullable ChatModel model) {
        this.tape = tape;
        this.model = model;
        this.profile = model != null ? model.profile() : Profile.of(tape.model());
    }

    /** Asks the model each time and keeps what it says; a file that is there is replaced by the first answer. */
    public static Cassette recording(ChatModel model, Path file) {
        return new Cassette(Tape.empty(file, model.profile().id()), model);
    }

    /**
     * Answers from the file alone. What is not in it is an {@link AssertionError} that tells what is nearest.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when it is no cassette, or of a newer version
     */
    public static Cassette replaying(Path file) {
        return new Cassette(Tape.read(file), null);
    }

    /**
     * Answers from the file, and asks the model for what is missing there, which is then kept as well.
     *
     * @throws UncheckedIOException when the file is there and cannot be read
     * @throws IllegalArgumentException when it is no cassette, or of a newer version
     */
    public static Cassette around(ChatModel model, Path file) {
        return new Cassette(
                Files.exists(file)
                        ? Tape.read(file)
                        : Tape.empty(file, model.profile().id()),
                model);
    }

    /** These words are written as {@code [redacted]}. */
    public Cassette redacting(String... secrets) {
        for (String secret : secrets) {
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("an empty text stands everywhere; name what is secret");
            }
            redaction = redaction.and(text -> text.replace(secret, "[redacted]"));
        }
        return this;
    }

    /** Whatever this finds is written as {@code [redacted]}. */
    public Cassette redacting(Pattern secret) {
        return redacting(text -> secret.matcher(text).replaceAll("[redacted]"));
    }

    /**
     * Each text is written as this makes it.
     *
     * @param rule called with every single text; done twice it must be as done once
     */
    public Cassette redacting(UnaryOperator<String> rule) {
        redaction = redaction.and(rule);
        return this;
    }

    /** Played answers take the time that they took; at once unless set. */
    public Cassette paced() {
        paced = true;
        return this;
    }

    /** The clock of calls that bring none, and of the times in the file; the machine's own unless set. */
    public Cassette time(Time clock) {
        time = clock;
        return this;
    }

    /** How many recorded answers were not asked for; 0 when a test went the way of the recording. */
    public int unplayed() {
        return tape.unplayed();
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        JsonNode form = redaction.apply(RequestForm.of(request));
        Take take = tape.play(form);
        if (take != null) {
            context.begin(time, Defaults.deadline(request.options()));
            try {
                ChatResponse answer = new Rerun(take, profile, context, paced).toEnd();
                context.content();
                context.end(null, answer.usage());
                return answer;
            } catch (ChatException e) {
                context.end(e, Usage.UNKNOWN);
                e.attach(context.trail());
                throw e;
            }
        }
        long start = time.nanos();
        try {
            ChatResponse answer = model(form).chat(request, context);
            tape.add(Take.of(form, List.of(), answer, since(start), redaction));
            return answer;
        } catch (ChatException e) {
            keep(form, List.of(), e, start);
            throw e;
        }
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        JsonNode form = redaction.apply(RequestForm.of(request));
        Take take = tape.play(form);
        if (take != null) {
            context.beginStream(time, Defaults.deadline(request.options()));
            ChatStream stream = ChatStream.of(new Rerun(take, profile, context, paced), context)
                    .awaitContent(request.showsThinking());
            context.content();
            return stream;
        }
        long start = time.nanos();
        ChatStream stream;
        try {
            stream = model(form).stream(request, context);
        } catch (ChatException e) {
            keep(form, List.of(), e, start);
            throw e;
        }
        Microphone microphone = new Microphone(
                stream,
                event -> new Take.Beat(since(start), event),
                (beats, answer) -> tape.add(Take.of(form, beats, answer, since(start), redaction)),
                (beats, failure) -> keep(form, beats, failure, start));
        return ChatStream.of(microphone, context).awaitContent(request.showsThinking());
    }

    private void keep(JsonNode form, List<Take.Beat> beats, ChatException failure, long start) {
        boolean wished = failure.kind() == ChatException.Kind.CANCELLED
                || failure.kind() == ChatException.Kind.DEADLINE_EXCEEDED;
        if (!wished) {
            tape.add(Take.of(form, beats, failure, since(start), redaction));
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanos() - start);
    }

    private ChatModel model(JsonNode form) {
        if (model == null) {
            throw new AssertionError("this request is not on " + tape + ": " + tape.nearest(form));
        }
        return model;
    }

    @Override
    public String toString() {
        return "Cassette[" + tape + "]";
    }
}
