package dev.interline.testing;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Pulse;
import dev.interline.TrailLog;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A model for tests that makes vectors out of the words of a text: the same text always has the same one, and texts that
 * share words are alike. What is scripted happens first, once for each request that a vendor would get:
 *
 * <pre>{@code
 * ScriptedEmbeddings.named("azure").dimensions(64).batching(new Batching(16, 8_000)).works().throttled(ofSeconds(2))
 * }</pre>
 *
 * answers the first part of a call and refuses the second. It keeps to deadlines and silence clocks on the clock of the
 * call, can be cancelled, and writes its lines into the trail. Thread-safe.
 */
public final class ScriptedEmbeddings implements EmbeddingModel {
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Consumer<CallContext>> script = new ArrayDeque<>();
    private final List<EmbeddingRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Profile profile;
    private volatile Batching batching = Batching.UNLIMITED;
    private volatile Time time = Time.system();

    private ScriptedEmbeddings(Profile profile) {
        this.profile = profile;
    }

    /** A model of 32 dimensions that is called {@code name} in trails and errors. */
    public static ScriptedEmbeddings named(String name) {
        return new ScriptedEmbeddings(Profile.builder(new ModelId("scripted", "", name))
                .model("words")
                .dimensions(32)
                .build());
    }

    /** How many numbers its vectors have, unless a request says otherwise. */
    public ScriptedEmbeddings dimensions(int dimensions) {
        return known(profile -> profile.dimensions(dimensions));
    }

    /** What is known of the model. */
    public ScriptedEmbeddings known(UnaryOperator<Profile.Builder> change) {
        profile = change.apply(profile.toBuilder()).build();
        return this;
    }

    /** How much one request takes; unlimited unless set. */
    public ScriptedEmbeddings batching(Batching most) {
        batching = most;
        return this;
    }

    /** The clock of calls that come without one; the machine's own unless set. */
    public ScriptedEmbeddings time(Time time) {
        this.time = time;
        return this;
    }

    /** The next request is answered, as all are for which nothing is scripted. */
    public ScriptedEmbeddings works() {
        return plays(context -> {});
    }

    /** The next request fails. */
    public ScriptedEmbeddings fails(Supplier<? extends ChatException> failure) {
        return plays(context -> {
            throw failure.get();
        });
    }

    /** The next request fails in this way, as a cloud would report it. */
    public ScriptedEmbeddings fails(ChatException.Kind kind) {
        return fails(() -> Failures.of(kind));
    }

    /** The next request is rate-limited, with a hint when to come back. */
    public ScriptedEmbeddings throttled(Duration retryAfter) {
        return fails(() -> Failures.of(ChatException.Kind.RATE_LIMITED, retryAfter));
    }

    /** The next request is never answered. */
    public ScriptedEmbeddings hangs() {
        return plays(context -> {
            while (true) {
                context.time().sleep(FOR_EVER, context);
            }
        });
    }

    private ScriptedEmbeddings plays(Consumer<CallContext> turn) {
        lock.lock();
        try {
            script.add(turn);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** What was asked, in order; of a call that was split, its parts. */
    public List<EmbeddingRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * The vector of a text, of length 1.
     *
     * @throws IllegalArgumentException when dimensions is not above zero
     */
    public static Embedding vector(String text, int dimensions) {
        if (dimensions <= 0) {
            throw new IllegalArgumentException("a vector has a number of dimensions above zero, not " + dimensions);
        }
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                vector[Math.floorMod(word.hashCode(), dimensions)]++;
            }
        }
        double square = 0;
        for (float number : vector) {
            square += number * number;
        }
        if (square == 0) {
            vector[Math.floorMod(text.hashCode(), dimensions)] = 1;
            square = 1;
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return Embedding.of(vector);
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public Batching batching() {
        return batching;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallContext context) {
        context.begin(time, Defaults.DEADLINE);
        Pulse pulse = Pulse.watch(context, context.silence().orElse(Defaults.SILENCE));
        try {
            List<EmbeddingResponse> answers = new ArrayList<>();
            for (EmbeddingRequest part : batching.split(request)) {
                context.check();
                answers.add(part(part, context));
                pulse.beat();
            }
            EmbeddingResponse whole = Batching.join(answers, context.trail());
            context.content();
            context.end(null, whole.usage());
            return whole;
        } catch (ChatException e) {
            e.locate(profile.id(), context.target());
            context.end(e, Usage.UNKNOWN);
            e.attach(context.trail());
            throw e;
        } finally {
            pulse.stop();
        }
    }

    private EmbeddingResponse part(EmbeddingRequest part, CallContext context) {
        TrailLog.Line line = context.line(profile);
        try {
            next(part).accept(context);
        } catch (ChatException e) {
            e.locate(profile.id(), context.target());
            line.failed(e);
            throw e;
        }
        Integer asked = part.dimensions();
        int dimensions = asked != null ? asked : profile.dimensions().orElse(32);
        long words = 0;
        List<Embedding> vectors = new ArrayList<>();
        for (String text : part.texts()) {
            vectors.add(vector(text, dimensions));
            words += text.strip().split("\\s+", -1).length;
        }
        Usage usage = Usage.builder().input(words).build();
        line.content();
        line.done(usage);
        return EmbeddingResponse.builder(profile.id())
                .servedModel(profile.id().deployment())
                .embeddings(vectors)
                .usage(usage)
                .cost(line.cost())
                .build();
    }

    private Consumer<CallContext> next(EmbeddingRequest part) {
        lock.lock();
        try {
            requests.add(part);
            return script.isEmpty() ? context -> {} : script.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ScriptedEmbeddings[" + profile.id().deployment() + "]";
    }
}
