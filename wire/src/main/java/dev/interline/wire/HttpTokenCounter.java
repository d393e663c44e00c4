package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Profile;
import dev.interline.TokenCount;
import dev.interline.TokenCounter;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.time.Time;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts tokens behind HTTP. Thread-safe. */
public final class HttpTokenCounter implements TokenCounter {
    private final Cloud cloud;
    private final Profile profile;
    private final @Nullable Counting counting;
    private final String why;
    private final Exchange exchange;
    private final Time time;

    private HttpTokenCounter(
            Cloud cloud,
            @Nullable Counting counting,
            String why,
            Signer signer,
            Profile profile,
            Transport transport,
            Time time) {
        this.cloud = cloud;
        this.counting = counting;
        this.why = why;
        this.profile = profile;
        this.exchange = new Exchange(transport, cloud, signer);
        this.time = time;
    }

    /**
     * A counter on a cloud.
     *
     * @param time the clock of its calls
     */
    public static TokenCounter of(Cloud cloud, Counting counting, Profile profile, Transport transport, Time time) {
        return new HttpTokenCounter(cloud, counting, "", counting.dialect().signer(), profile, transport, time);
    }

    /**
     * A counter for a model that its cloud does not count for; each call fails with UNSUPPORTED, and nothing is sent.
     *
     * @param why why, and what to do instead
     */
    public static TokenCounter none(Cloud cloud, String why, Profile profile, Time time) {
        return new HttpTokenCounter(cloud, null, why, Signer.NONE, profile, Transport.shared(), time);
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public TokenCount count(ChatRequest request, CallContext context) {
        return Query.run(exchange, profile, time, context, query -> count(request, query), count -> -1);
    }

    private TokenCount count(ChatRequest request, Query query) {
        Counting how = counting;
        if (how == null) {
            throw new UnsupportedException(why);
        }
        WireFormat format = how.dialect().format();
        Encoded encoded = format.encode(new Task(request, profile, format.origin(profile.id()), false));
        Outgoing outgoing =
                new Outgoing("POST", how.place().url(profile, false), encoded.body(), profile, query.context(), false);
        outgoing.header("Content-Type", "application/json");
        outgoing.header("Accept", "application/json");
        how.dialect().adjust().accept(outgoing);
        Map<String, Object> extras = request.options().extras().get(cloud.name());
        if (extras != null) {
            Json.merge(outgoing.body(), extras);
        }
        how.form().accept(outgoing);
        long input = query.ask(
                outgoing,
                (answer, reply, body) -> {
                    long count = how.read(answer);
                    if (count < 0) {
                        throw new UnreadableException("the answer has no count");
                    }
                    return count;
                },
                // nothing was used up: a count is free
                count -> Usage.UNKNOWN);
        Trail trail = query.context().trail();
        return new TokenCount(profile.id(), input, encoded.notices(), trail);
    }

    @Override
    public String toString() {
        return "HttpTokenCounter[" + profile.id() + "]";
    }
}
