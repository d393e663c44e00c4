package dev.interline;

import java.util.List;

/** The vectors of a request, one for each text and in their order. Immutable. */
public final class EmbeddingResponse {
    private final ModelId model;
    private final String servedModel;
    private final List<Embedding> embeddings;
    private final Usage usage;
    private final Cost cost;
    private final List<Notice> notices;
    private final Trail trail;
    private final List<ChatResponse.Raw> raw;
    private final List<RateLimit> rateLimits;

    private EmbeddingResponse(Builder builder) {
        this.model = builder.model;
        this.servedModel = builder.servedModel;
        this.embeddings = List.copyOf(builder.embeddings);
        this.usage = builder.usage;
        this.cost = builder.cost;
        this.notices = List.copyOf(builder.notices);
        this.trail = builder.trail;
        this.raw = List.copyOf(builder.raw);
        this.rateLimits = List.copyOf(builder.rateLimits);
    }

    /** Starts an answer by a model. */
    public static Builder builder(ModelId model) {
        return new Builder(model);
    }

    /** A builder that starts with this answer. */
    public Builder toBuilder() {
        return new Builder(model)
                .servedModel(servedModel)
                .embeddings(embeddings)
                .usage(usage)
                .cost(cost)
                .notices(notices)
                .trail(trail)
                .raw(raw)
                .rateLimits(rateLimits);
    }

    /** Who answered. */
    public ModelId model() {
        return model;
    }

    /** The model that the vendor says it used; empty when it does not say. */
    public String servedModel() {
        return servedModel;
    }

    /** The vectors, one for each text of the request and in their order. */
    public List<Embedding> embeddings() {
        return embeddings;
    }

    /** The vector of the first text, for requests of one. */
    public Embedding first() {
        return embeddings.get(0);
    }

    /** Input tokens of all texts together, as far as the vendor tells; there is no output. */
    public Usage usage() {
        return usage;
    }

    /** What these vectors cost; unknown where the price is. What it took besides is counted in {@link Trail#cost()}. */
    public Cost cost() {
        return cost;
    }

    /** What was done differently from what was asked; empty when nothing. */
    public List<Notice> notices() {
        return notices;
    }

    /** Every request it took, in order. */
    public Trail trail() {
        return trail;
    }

    /** The vendor's own bodies and headers, one for each of its answers, when {@link EmbeddingRequest#raw()} asked. */
    public List<ChatResponse.Raw> raw() {
        return raw;
    }

    /** What the vendor says of its limits, in the last of its answers; empty where it says nothing. */
    public List<RateLimit> rateLimits() {
        return rateLimits;
    }

    /** Says who answered and how much, never what. */
    @Override
    public String toString() {
        return "EmbeddingResponse[" + model + ", " + embeddings.size() + " vectors, " + usage + "]";
    }

    /** Collects an answer. Not thread-safe. */
    public static final class Builder {
        private final ModelId model;
        private String servedModel = "";
        private List<Embedding> embeddings = List.of();
        private Usage usage = Usage.UNKNOWN;
        private Cost cost = Cost.UNKNOWN;
        private List<Notice> notices = List.of();
        private Trail trail = Trail.EMPTY;
        private List<ChatResponse.Raw> raw = List.of();
        private List<RateLimit> rateLimits = List.of();

        private Builder(ModelId model) {
            this.model = model;
        }

        /** The model that the vendor says it used. */
        public Builder servedModel(String name) {
            this.servedModel = name;
            return this;
        }

        /** The vectors, in the order of the texts. */
        public Builder embeddings(List<Embedding> embeddings) {
            this.embeddings = embeddings;
            return this;
        }

        /** Tokens. */
        public Builder usage(Usage usage) {
            this.usage = usage;
            return this;
        }

        /** What it cost. */
        public Builder cost(Cost cost) {
            this.cost = cost;
            return this;
        }

        /** What was done differently from what was asked. */
        public Builder notices(List<Notice> notices) {
            this.notices = notices;
            return this;
        }

        /** Every request it took. */
        public Builder trail(Trail trail) {
            this.trail = trail;
            return this;
        }

        /** The vendor's own bodies and headers. */
        public Builder raw(List<ChatResponse.Raw> raw) {
            this.raw = raw;
            return this;
        }

        /** What the vendor says of its limits. */
        public Builder rateLimits(List<RateLimit> limits) {
            this.rateLimits = limits;
            return this;
        }

        /**
         * The answer.
         *
         * @throws IllegalArgumentException when there is no vector, or they differ in their number of dimensions
         */
        public EmbeddingResponse build() {
            if (embeddings.isEmpty()) {
                throw new IllegalArgumentException("an answer has a vector for each text, and so at least one");
            }
            int dimensions = embeddings.get(0).dimensions();
            for (Embedding embedding : embeddings) {
                if (embedding.dimensions() != dimensions) {
                    throw new IllegalArgumentException("the vectors of one answer differ in length: " + dimensions
                            + " and " + embedding.dimensions());
                }
            }
            return new EmbeddingResponse(this);
        }
    }
}
