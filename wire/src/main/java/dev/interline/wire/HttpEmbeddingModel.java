package dev.interline.wire;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.Cost;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Notice;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.Warmable;
import dev.interline.error.InvalidException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.time.Time;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model behind HTTP that makes vectors; the counterpart of {@link HttpChatModel}. Thread-safe. */
public final class HttpEmbeddingModel implements EmbeddingModel, Warmable {
    private final Cloud cloud;
    private final Profile profile;
    private final EmbeddingDialect dialect;
    private final Batching batching;
    private final Exchange exchange;
    private final Time time;

    /**
     * A model on a cloud.
     *
     * @param dialect how it is spoken to there
     * @param time the clock of its calls
     */
    public HttpEmbeddingModel(Cloud cloud, EmbeddingDialect dialect, Profile profile, Transport transport, Time time) {
        this.cloud = cloud;
        this.profile = profile;
        this.dialect = dialect;
        this.batching = dialect.format().batching(profile);
        this.exchange = new Exchange(transport, cloud, dialect.signer());
        this.time = time;
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
        return Query.run(
                exchange,
                profile,
                time,
                context,
                query -> whole(request, query),
                response -> response.usage().input().orElse(-1));
    }

    @Override
    public void warm(CallContext context) {
        context.begin(time, null);
        dialect.signer()
                .sign(new Outgoing(
                        "POST", dialect.place().url(profile, false), Json.object(), profile, context, false));
    }

    private EmbeddingResponse whole(EmbeddingRequest request, Query query) {
        Integer asked = request.dimensions();
        if (asked != null && profile.dimensions().orElse(asked) != asked) {
            throw new InvalidException("the request wants " + asked + " dimensions of a model that was declared with "
                    + profile.dimensions().getAsInt() + ": change the one or the other");
        }
        List<EmbeddingResponse> answers = new ArrayList<>();
        int dimensions = -1;
        for (EmbeddingRequest part : batching.split(request)) {
            EmbeddingResponse answer = part(part, query, dimensions);
            dimensions = answer.first().dimensions();
            answers.add(answer);
        }
        EmbeddingResponse whole = Batching.join(answers, query.context().trail());
        Price price = query.context().price(profile);
        return whole.toBuilder().cost(Cost.of(price, whole.usage(), "")).build();
    }

    private EmbeddingResponse part(EmbeddingRequest part, Query query, int dimensions) {
        EmbeddingTask task = new EmbeddingTask(part, profile);
        Encoded encoded = dialect.format().encode(task);
        Outgoing outgoing = new Outgoing(
                "POST", dialect.place().url(profile, false), encoded.body(), profile, query.context(), false);
        outgoing.header("Content-Type", "application/json");
        outgoing.header("Accept", "application/json");
        dialect.adjust().accept(outgoing);
        Map<String, Object> extras = part.extras().get(cloud.name());
        if (extras != null) {
            Json.merge(outgoing.body(), extras);
        }
        return query.ask(
                outgoing,
                (answer, reply, body) -> {
                    Vectors vectors = dialect.format().decode(answer, reply::header);
                    check(task, vectors.embeddings(), dimensions);
                    return response(part, encoded, vectors, reply, body);
                },
                EmbeddingResponse::usage);
    }

    private EmbeddingResponse response(
            EmbeddingRequest part, Encoded encoded, Vectors vectors, Reply reply, byte[] body) {
        List<Notice> notices = new ArrayList<>(encoded.notices());
        notices.addAll(vectors.notices());
        EmbeddingResponse.Builder response = EmbeddingResponse.builder(profile.id())
                .servedModel(vectors.servedModel())
                .embeddings(vectors.embeddings())
                .usage(vectors.usage())
                .notices(notices)
                .rateLimits(RateLimitHeaders.of(reply::header, time.now()));
        if (part.raw()) {
            String text = new String(body, StandardCharsets.UTF_8);
            response.raw(List.of(new ChatResponse.Raw(reply.status(), reply.headers(), text)));
        }
        return response.build();
    }

    /** A vector that stands for another text, or has another length than the rest, would spoil an index for ever. */
    private static void check(EmbeddingTask task, List<Embedding> vectors, int before) {
        int texts = task.request().texts().size();
        if (vectors.size() != texts) {
            throw new UnreadableException("the answer has " + vectors.size() + " vectors for " + texts + " texts");
        }
        Integer wanted = task.dimensions();
        int first = before < 0 ? vectors.get(0).dimensions() : before;
        for (Embedding vector : vectors) {
            if (wanted != null && vector.dimensions() != wanted) {
                throw new UnsupportedException(
                        "the model answers with vectors of " + vector.dimensions() + " dimensions, not the " + wanted
                                + " that were asked for or declared: ask for as many as it has");
            }
            if (vector.dimensions() != first) {
                throw new UnreadableException(
                        "the answer has vectors of " + first + " and of " + vector.dimensions() + " dimensions");
            }
        }
    }

    @Override
    public String toString() {
        return "HttpEmbeddingModel[" + profile.id() + ", " + dialect.format().name() + "]";
    }
}
