package dev.interline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much one request for vectors may hold.
 *
 * @param texts the most texts; at least 1
 * @param tokens the most tokens of all texts together; at least 1
 */
public record Batching(int texts, long tokens) {

    /** As much as there is. */
    public static final Batching UNLIMITED = new Batching(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** One text a request. */
    public static final Batching SINGLE = new Batching(1, Long.MAX_VALUE);

    /** Checks both. */
    public Batching {
        if (texts < 1 || tokens < 1) {
            throw new IllegalArgumentException("a request holds at least one text of one token");
        }
    }

    /** The same with no more texts than these. */
    public Batching atMost(int fewer) {
        return new Batching(Math.min(texts, fewer), tokens);
    }

    /**
     * The request in parts that fit, in order; the request itself when it fits as it is. Nobody has counted the tokens yet,
     * and no token is shorter than a byte of UTF-8, so a part has no more bytes than tokens are allowed. A text that is
     * longer by itself stands alone: whether it fits, the vendor knows.
     */
    public List<EmbeddingRequest> split(EmbeddingRequest request) {
        List<EmbeddingRequest> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        long bytes = 0;
        for (String text : request.texts()) {
            long more = tokens == Long.MAX_VALUE ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
            if (!part.isEmpty() && (part.size() == texts || bytes + more > tokens)) {
                parts.add(request.toBuilder().only(part).build());
                part.clear();
                bytes = 0;
            }
            part.add(text);
            bytes += more;
        }
        if (parts.isEmpty()) {
            return List.of(request);
        }
        parts.add(request.toBuilder().only(part).build());
        return parts;
    }

    /**
     * The answers to the parts of one request as the answer to all of it: vectors in order, tokens summed, each notice once.
     *
     * @param answers in the order of the parts, at least one, by the same model
     * @param trail of the whole call
     * @throws IllegalArgumentException when vectors differ in their number of dimensions
     */
    public static EmbeddingResponse join(List<EmbeddingResponse> answers, Trail trail) {
        EmbeddingResponse first = answers.get(0);
        if (answers.size() == 1) {
            return first.toBuilder().trail(trail).build();
        }
        List<Embedding> embeddings = new ArrayList<>();
        Set<Notice> notices = new LinkedHashSet<>();
        List<ChatResponse.Raw> raw = new ArrayList<>();
        Usage usage = Usage.UNKNOWN;
        Cost cost = Cost.NOTHING;
        for (EmbeddingResponse answer : answers) {
            embeddings.addAll(answer.embeddings());
            notices.addAll(answer.notices());
            raw.addAll(answer.raw());
            usage = usage.plus(answer.usage());
            cost = cost.plus(answer.cost());
        }
        return first.toBuilder()
                .embeddings(embeddings)
                .usage(usage)
                .cost(cost)
                .notices(List.copyOf(notices))
                .raw(raw)
                .trail(trail)
                .build();
    }
}
