package dev.interline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are to become vectors. It names no model and no cloud, so that the same request can go to any; how many texts
 * fit into one request of a vendor is the model's concern. Immutable.
 */
public final class EmbeddingRequest {
    private final List<String> texts;
    private final @Nullable Purpose purpose;
    private final @Nullable Integer dimensions;
    private final boolean truncate;
    private final @Nullable String user;
    private final Map<String, Map<String, Object>> extras;
    private final Routing routing;
    private final boolean raw;

    private EmbeddingRequest(Builder builder) {
        this.texts = List.copyOf(builder.texts);
        this.purpose = builder.purpose;
        this.dimensions = builder.dimensions;
        this.truncate = builder.truncate;
        this.user = builder.user;
        this.extras = Map.copyOf(builder.extras);
        this.routing = builder.routing;
        this.raw = builder.raw;
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one text; add one with text(…)");
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw new IllegalArgumentException("text " + i + " of " + texts.size()
                        + " is blank; leave it out, no model has a vector for nothing");
            }
        }
    }

    /** These texts and nothing else. */
    public static EmbeddingRequest of(String... texts) {
        return builder().texts(List.of(texts)).build();
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with this request. */
    public Builder toBuilder() {
        return new Builder(this, texts);
    }

    /**
     * The same request for some of its texts; itself for all of them.
     *
     * @param from the first of them
     * @param to the one after the last
     * @throws IndexOutOfBoundsException when there are no such texts
     */
    public EmbeddingRequest part(int from, int to) {
        return from == 0 && to == texts.size() ? this : new Builder(this, texts.subList(from, to)).build();
    }

    /** The texts, at least one, none blank. */
    public List<String> texts() {
        return texts;
    }

    /** What the vectors are for; null when not set, and then the model's own default. */
    public @Nullable Purpose purpose() {
        return purpose;
    }

    /** How many numbers a vector shall have; null when not set, and then as declared for the model, or its default. */
    public @Nullable Integer dimensions() {
        return dimensions;
    }

    /** Whether a text that is too long is cut; if not, it is an error on every cloud. */
    public boolean truncate() {
        return truncate;
    }

    /** A stable, anonymous id of the end user, for the vendor's abuse detection; null when not set. */
    public @Nullable String user() {
        return user;
    }

    /** Fields to merge into the vendor's request, by the provider's name; empty when there are none. */
    public Map<String, Map<String, Object>> extras() {
        return extras;
    }

    /** Which targets of a route may, should or must not answer. */
    public Routing routing() {
        return routing;
    }

    /** Whether the response shall carry the vendor's own bodies and headers, see {@link EmbeddingResponse#raw()}. */
    public boolean raw() {
        return raw;
    }

    /** Says how much there is, never what it says. */
    @Override
    public String toString() {
        return "EmbeddingRequest[" + texts.size() + " texts]";
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {
        private final List<String> texts = new ArrayList<>();
        private @Nullable Purpose purpose;
        private @Nullable Integer dimensions;
        private boolean truncate;
        private @Nullable String user;
        private final Map<String, Map<String, Object>> extras = new LinkedHashMap<>();
        private Routing routing = Routing.ANY;
        private boolean raw;

        private Builder() {}

        private Builder(EmbeddingRequest from, List<String> texts) {
            this.texts.addAll(texts);
            this.purpose = from.purpose;
            this.dimensions = from.dimensions;
            this.truncate = from.truncate;
            this.user = from.user;
            this.extras.putAll(from.extras);
            this.routing = from.routing;
            this.raw = from.raw;
        }

        /** One more text. */
        public Builder text(String text) {
            texts.add(Objects.requireNonNull(text, "text"));
            return this;
        }

        /** More texts, in order. */
        public Builder texts(Collection<String> more) {
            more.forEach(this::text);
            return this;
        }

        /** What the vectors are for. */
        public Builder purpose(@Nullable Purpose purpose) {
            this.purpose = purpose;
            return this;
        }

        /**
         * How many numbers a vector shall have, where the model leaves a choice.
         *
         * @throws IllegalArgumentException when it is not above zero
         */
        public Builder dimensions(@Nullable Integer dimensions) {
            if (dimensions != null && dimensions <= 0) {
                throw new IllegalArgumentException("a vector has a number of dimensions above zero, not " + dimensions);
            }
            this.dimensions = dimensions;
            return this;
        }

        /** Whether a text that is too long is cut at its end. */
        public Builder truncate(boolean truncate) {
            this.truncate = truncate;
            return this;
        }

        /** A stable, anonymous id of the end user. */
        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        /** Fields to merge into the request of one provider, such as {@code azure}; replaces earlier ones of its name. */
        public Builder extras(String provider, Map<String, ?> fields) {
            extras.put(provider, Map.copyOf(fields));
            return this;
        }

        /** Which targets of a route may, should or must not answer. */
        public Builder routing(Routing routing) {
            this.routing = routing;
            return this;
        }

        /** Asks for the vendor's own bodies and headers on the response. */
        public Builder raw(boolean wanted) {
            this.raw = wanted;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException when there is no text, or one of them is blank
         */
        public EmbeddingRequest build() {
            return new EmbeddingRequest(this);
        }
    }
}
