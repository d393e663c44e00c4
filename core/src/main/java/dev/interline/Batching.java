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
     * How many of these texts fit into one request, from the first on; at least one. Nobody has counted the tokens yet,
     * and no token is shorter than a byte of UTF-8, so there are no more bytes than tokens are allowed. A text that is
     * longer by itself stands alone: whether it fits, the vendor knows.
     *
     * @param some at least one
     */
    public int fit(List<String> some) {
        long bytes = 0;
        for (int i = 0; i < some.size(); i++) {
            bytes += tokens == Long.MAX_VALUE ? 0 : some.get(i).getBytes(StandardCharsets.UTF_8).length;
            if (i > 0 && (i == texts || bytes > tokens)) {
                return i;
            }
        }
        return some.size();
    }

    /** The request in parts that {@link #fit}, in order; the request itself when it fits as it is. */
    public List<EmbeddingRequest> split(EmbeddingRequest request) {
        List<EmbeddingRequest> parts = new ArrayList<>();
        int all = request.texts().size();
        for (int from = 0; from < all; ) {
            int to = from + fit(request.texts().subList(from, all));
            parts.add(request.part(from, to));
            from = to;
        }
        return parts;
    }

    /**
     * The answers to the parts of one request as the answer to all of it: vectors in order, tokens summed, each notice once,
     * limits as the last one tells them.
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
                .rateLimits(answers.get(answers.size() - 1).rateLimits())
                .trail(trail)
                .build();
    }
}
