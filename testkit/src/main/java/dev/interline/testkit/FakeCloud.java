package dev.interline.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One target on a {@link FakeClouds}: what it answers and what it was asked. The methods that describe an answer set the
 * default for all calls; {@link #next} queues plays that come before it, one a call. Safe to use from any thread, also while
 * calls are answered: a call keeps the play it began with.
 *
 * <pre>{@code
 * FakeCloud azure = clouds.on("azure")
 *         .next(Play.throttles(Duration.ofSeconds(2)))
 *         .says("Hello there")
 *         .paced(Duration.ofMillis(20));
 * // the code under test asks
 * azure.mustHaveBeenAsked(2).mustHaveBeenAsked("Who is there?");
 * }</pre>
 */
public final class FakeCloud extends Staging<FakeCloud> {

    private final String name;
    private final String url;
    private final Tally tally;
    private final Queue<Play> queue = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Play> always = new AtomicReference<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Function<Asked, Play>> answering = new AtomicReference<>();
    private volatile @Nullable Vendor vendor;
    private volatile Set<String> keys = Set.of();
    private volatile List<String> listed = List.of();
    private volatile int inFlight;
    private volatile int abandoned;

    FakeCloud(String name, String url, Tally tally) {
        this.name = name;
        this.url = url;
        this.tally = tally;
        this.vendor = Vendor.named(name);
    }

    /** The first segment of the paths that are this target's. */
    public String name() {
        return name;
    }

    /** Where this target is found: in place of scheme and host of the real cloud. */
    public String url() {
        return url;
    }

    /**
     * Declares whose cloud this is. Needed where the name does not begin with {@code azure}, {@code bedrock} or {@code vertex}
     * and the target is Bedrock's OpenAI or Anthropic route, whose paths are Azure's as well.
     */
    public FakeCloud as(Vendor whose) {
        vendor = whose;
        return this;
    }

    /**
     * Accepts these keys or tokens alone, in any header in which a cloud takes one, or as access key id of a signature; the
     * signature itself is not checked. Others are refused as the cloud does it. Without this every call may pass.
     */
    public FakeCloud accepts(String... keysOrTokens) {
        keys = Set.of(keysOrTokens);
        return this;
    }

    /** Plays these before the default, one a call, after those queued already. */
    public FakeCloud next(Play... plays) {
        queue.addAll(List.of(plays));
        return this;
    }

    /** Makes this play the default. */
    public FakeCloud plays(Play play) {
        always.set(play);
        answering.set(null);
        return this;
    }

    /**
     * Answers each request as it demands, where nothing is queued: {@code plays(asked -> Play.says("You said " +
     * asked.prompt()))}. Takes the place of the default.
     */
    public FakeCloud plays(Function<Asked, Play> play) {
        answering.set(play);
        return this;
    }

    /** Answers with this text, as {@link Play#says(String)}. */
    public FakeCloud says(String text) {
        return plays(Play.says(text));
    }

    /** Answers with these tokens, as {@link Play#says(List)}. */
    public FakeCloud says(List<String> tokens) {
        return plays(Play.says(tokens));
    }

    /** Refuses with this status, as {@link Play#fails(int)}. */
    public FakeCloud fails(int status) {
        return plays(Play.fails(status));
    }

    /** Refuses for this reason, as {@link Play#fails(Fault)}. */
    public FakeCloud fails(Fault fault) {
        return plays(Play.fails(fault));
    }

    /** Refuses with 429 and no hint, as {@link Play#throttles()}. */
    public FakeCloud throttles() {
        return plays(Play.throttles());
    }

    /** Refuses with 429 and a hint, as {@link Play#throttles(Duration)}. */
    public FakeCloud throttles(Duration retryAfter) {
        return plays(Play.throttles(retryAfter));
    }

    /** Refuses every credential, as {@link Play#denies()}. */
    public FakeCloud denies() {
        return plays(Play.denies());
    }

    /** Knows no model, as {@link Play#unknownModel()}. */
    public FakeCloud unknownModel() {
        return plays(Play.unknownModel());
    }

    /** Blocks every prompt, as {@link Play#blocksPrompt()}. */
    public FakeCloud blocksPrompt() {
        return plays(Play.blocksPrompt());
    }

    /** Never answers, as {@link Play#hangs()}. */
    public FakeCloud hangs() {
        return plays(Play.hangs());
    }

    /** Resets every connection, as {@link Play#resets()}. */
    public FakeCloud resets() {
        return plays(Play.resets());
    }

    /**
     * Lists these models to whoever asks for the models of the cloud, by the ids by which they are asked for. Nothing is listed
     * unless set; vectors and counts need no script at all, and fail and wait as the plays say.
     */
    public FakeCloud lists(String... models) {
        listed = List.of(models);
        return this;
    }

    /** All that was asked so far, also what was refused at the door, in order of arrival. */
    public List<Asked> requests() {
        return exchanges.stream().map(Exchange::asked).toList();
    }

    /** The newest request. */
    public Asked lastRequest() {
        List<Asked> all = requests();
        if (all.isEmpty()) {
            throw new AssertionError(name + " was never called");
        }
        return all.get(all.size() - 1);
    }

    /** How often it was called. */
    public int calls() {
        return exchanges.size();
    }

    /**
     * Demands that it was called so often.
     *
     * @throws AssertionError if it was not, with what it was asked instead and how it answered
     */
    public FakeCloud mustHaveBeenAsked(int times) {
        if (calls() != times) {
            String should = times == 0 ? " should never have been asked" : " should have been asked " + times(times);
            throw new AssertionError(name + should + " and was asked " + times(calls()) + told());
        }
        return this;
    }

    /**
     * Demands that it was never called.
     *
     * @throws AssertionError if it was, with what it was asked
     */
    public FakeCloud mustNotHaveBeenAsked() {
        return mustHaveBeenAsked(0);
    }

    /**
     * Demands that some request had these words in it, see {@link Asked#text()}.
     *
     * @throws AssertionError if none had, with what was said instead
     */
    public FakeCloud mustHaveBeenAsked(String words) {
        List<String> said = requests().stream().map(Asked::text).toList();
        if (said.stream().noneMatch(text -> text.contains(words))) {
            throw new AssertionError(name + " should have been asked \"" + words + "\" and was asked "
                    + (said.isEmpty() ? "nothing" : said));
        }
        return this;
    }

    /** Forgets the script and what was asked; what is being answered goes on. The name, keys and models stay. */
    public FakeCloud reset() {
        queue.clear();
        always.set(null);
        answering.set(null);
        tally.change(() -> {
            exchanges.clear();
            abandoned = 0;
        });
        return this;
    }

    private static String times(int times) {
        return times == 0 ? "never" : times == 1 ? "once" : times + " times";
    }

    /** A line for each request. */
    String told() {
        StringBuilder lines = new StringBuilder();
        for (Exchange exchange : exchanges) {
            lines.append("\n  ").append(exchange);
        }
        return lines.toString();
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    /** How many calls are being answered now. */
    public int inFlight() {
        return inFlight;
    }

    /** How many answers the client did not wait for: it closed the connection before their end. */
    public int abandoned() {
        return abandoned;
    }

    /**
     * Waits until it was called so often.
     *
     * @throws AssertionError if it was not called so often within the time
     */
    public void awaitCalls(int atLeast, Duration atMost) {
        tally.await(() -> calls() >= atLeast, atMost, () -> name + " had " + calls() + " calls of " + atLeast);
    }

    /**
     * Waits until the client has left so many answers before their end.
     *
     * @throws AssertionError if the client did not leave so many answers within the time
     */
    public void awaitAbandoned(int atLeast, Duration atMost) {
        tally.await(
                () -> abandoned >= atLeast,
                atMost,
                () -> name + " had " + abandoned + " abandoned answers of " + atLeast);
    }

    /**
     * Waits until no call is being answered.
     *
     * @throws AssertionError if calls are still being answered after this time
     */
    public void awaitIdle(Duration atMost) {
        tally.await(() -> inFlight == 0, atMost, () -> name + " was still answering " + inFlight + " calls");
    }

    @Override
    FakeCloud revise(UnaryOperator<Score> change) {
        always.updateAndGet(play -> {
            if (play == null) {
                throw new IllegalStateException("say first what " + name + " answers: on(\"" + name + "\").says(...)");
            }
            return play.revise(change);
        });
        return this;
    }

    @Nullable
    Vendor vendor() {
        return vendor;
    }

    Set<String> keys() {
        return keys;
    }

    List<String> listed() {
        return listed;
    }

    /** @param chat whether it needs words, which somebody has to have scripted */
    Play take(Asked asked, boolean chat) {
        Play queued = queue.poll();
        if (queued != null) {
            return queued;
        }
        Function<Asked, Play> made = answering.get();
        if (made != null) {
            return made.apply(asked);
        }
        Play play = always.get();
        if (play == null && !chat) {
            return Play.empty();
        }
        return play != null
                ? play
                : Play.fails(
                        400,
                        "nothing_scripted",
                        "Nothing is scripted for " + name + ": call on(\"" + name + "\").says(...) first");
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the tally's lock makes it atomic
    void begins(Exchange exchange) {
        tally.change(() -> {
            exchange.number(tally.next());
            exchanges.add(exchange);
            inFlight++;
        });
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the tally's lock makes it atomic
    void ended(boolean left) {
        tally.change(() -> {
            inFlight--;
            if (left) {
                abandoned++;
            }
        });
    }
}
