package dev.interline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, the same whether it was streamed or not. Immutable.
 *
 * <pre>{@code
 * ChatResponse response = model.chat(request);
 * System.out.println(response.text());
 * System.out.println(response.stopReason().kind() + ", " + response.usage() + ", " + response.cost());
 * response.notices().forEach(System.out::println); // what was done differently from what was asked
 * }</pre>
 */
public final class ChatResponse {
    private static final Later<Map<String, String>> NO_DETAILS = new Later<>(Map::of);
    private static final Message SILENT = new Message(Role.ASSISTANT, List.of(), null);
    private static final StopReason STOPPED = new StopReason(StopReason.Kind.STOP, "");

    private final ModelId model;
    private final String servedModel;
    private final String id;
    private final Message message;
    /** Empty where the message is alone. */
    private final List<Message> messages;

    private final boolean complete;
    private final StopReason stopReason;
    private final Usage usage;
    private final Cost cost;
    private final List<Notice> notices;
    private final Trail trail;
    private final Later<Map<String, String>> details;
    private final String servedTier;
    private final List<RateLimit> rateLimits;
    private final List<SafetyRating> safetyRatings;
    private final List<TokenProbability> logProbabilities;
    private final @Nullable Raw raw;

    private ChatResponse(Builder builder) {
        this.model = builder.model;
        this.servedModel = builder.servedModel;
        this.id = builder.id;
        this.message = builder.message;
        this.messages = List.copyOf(builder.messages);
        this.complete = builder.complete;
        this.stopReason = builder.stopReason;
        this.usage = builder.usage;
        this.cost = builder.cost;
        this.notices = List.copyOf(builder.notices);
        this.trail = builder.trail;
        this.details = builder.details;
        this.servedTier = builder.servedTier;
        this.rateLimits = List.copyOf(builder.rateLimits);
        this.safetyRatings = List.copyOf(builder.safetyRatings);
        this.logProbabilities = List.copyOf(builder.logProbabilities);
        this.raw = builder.raw;
    }

    /** Starts an answer by a model. */
    public static Builder builder(ModelId model) {
        return new Builder(model);
    }

    /** A builder that starts with this answer. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Who answered. */
    public ModelId model() {
        return model;
    }

    /** The model or snapshot that the vendor says it used; empty when it does not say. */
    public String servedModel() {
        return servedModel;
    }

    /**
     * The class of service that the vendor says it used, in its own word; it may be another than {@link
     * Options#serviceTier()} asked for. Empty when it does not say.
     */
    public String servedTier() {
        return servedTier;
    }

    /** What the target said of its limits; empty when it said nothing. */
    public List<RateLimit> rateLimits() {
        return rateLimits;
    }

    /** What the vendor's filters think of prompt and answer; empty when they say nothing. */
    public List<SafetyRating> safetyRatings() {
        return safetyRatings;
    }

    /** How likely the tokens of the answer were, where {@link Options#logProbabilities()} asked; else empty. */
    public List<TokenProbability> logProbabilities() {
        return logProbabilities;
    }

    /** The vendor's id of the answer; empty when it gave none. */
    public String id() {
        return id;
    }

    /** What the model said. Add it to the history as it is to go on with the conversation. */
    public Message message() {
        return message;
    }

    /**
     * What the answer adds to a history: every step of a model {@linkplain ChatModel#withTools with tools}, its calls and
     * their results, and {@link #message()} at the end; of other models that alone.
     */
    public List<Message> messages() {
        return messages.isEmpty() ? List.of(message) : messages;
    }

    /** Whether it is a whole answer; false for what there was of one when it was cancelled or broke. */
    public boolean isComplete() {
        return complete;
    }

    /** All text of the answer; empty when there is none. */
    public String text() {
        return message.text();
    }

    /** The tools that the model asks for, in order. */
    public List<ToolCall> toolCalls() {
        return message.toolCalls();
    }

    /** Why the model stopped. */
    public StopReason stopReason() {
        return stopReason;
    }

    /** Tokens, as far as they are known. */
    public Usage usage() {
        return usage;
    }

    /**
     * What this answer cost; unknown where its price is. What it took besides, in attempts that failed or lost a race,
     * is counted in {@link Trail#cost()}.
     */
    public Cost cost() {
        return cost;
    }

    /** What was done differently from what was asked; empty when nothing. */
    public List<Notice> notices() {
        return notices;
    }

    /** Every attempt it took. */
    public Trail trail() {
        return trail;
    }

    /**
     * What else the vendor said of the answer, by the vendor's own field names, each a JSON value as text: filter
     * verdicts, safety ratings, grounding, log probabilities, the service tier that served; and by the names of its
     * headers, in lower case, what only those say, such as the region.
     */
    public Map<String, String> details() {
        return details.get();
    }

    /** The vendor's own body and headers, when {@link ChatRequest#raw()} asked for them. */
    public Optional<Raw> raw() {
        return Optional.ofNullable(raw);
    }

    /** Says who answered and how much, never what. */
    @Override
    public String toString() {
        return "ChatResponse[" + model + ", " + stopReason + ", " + usage + "]";
    }

    /**
     * An answer as it came over the wire.
     *
     * @param status the HTTP status
     * @param headers the response headers, names in lower case
     * @param body the body as text; of a stream, the data of its events, one a line
     */
    public record Raw(int status, Map<String, List<String>> headers, String body) {
        /** Copies the map. */
        public Raw {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Raw[" + status + ", " + body.length() + " characters]";
        }
    }

    /** Collects an answer. Not thread-safe. */
    public static final class Builder {
        private ModelId model;
        private String servedModel = "";
        private String id = "";
        private Message message = SILENT;
        private List<Message> messages = List.of();
        private boolean complete = true;
        private StopReason stopReason = STOPPED;
        private Usage usage = Usage.UNKNOWN;
        private Cost cost = Cost.UNKNOWN;
        private List<Notice> notices = List.of();
        private Trail trail = Trail.EMPTY;
        private Later<Map<String, String>> details = NO_DETAILS;
        private String servedTier = "";
        private List<RateLimit> rateLimits = List.of();
        private List<SafetyRating> safetyRatings = List.of();
        private List<TokenProbability> logProbabilities = List.of();
        private @Nullable Raw raw;

        private Builder(ModelId model) {
            this.model = model;
        }

        private Builder(ChatResponse from) {
            this.model = from.model;
            this.servedModel = from.servedModel;
            this.id = from.id;
            this.message = from.message;
            this.messages = from.messages.size() == 1 ? List.of() : from.messages;
            this.complete = from.complete;
            this.stopReason = from.stopReason;
            this.usage = from.usage;
            this.cost = from.cost;
            this.notices = from.notices;
            this.trail = from.trail;
            this.details = from.details;
            this.servedTier = from.servedTier;
            this.rateLimits = from.rateLimits;
            this.safetyRatings = from.safetyRatings;
            this.logProbabilities = from.logProbabilities;
            this.raw = from.raw;
        }

        /** Who answered. */
        public Builder model(ModelId model) {
            this.model = model;
            return this;
        }

        /** The model or snapshot that the vendor says it used. */
        public Builder servedModel(String name) {
            this.servedModel = name;
            return this;
        }

        /** The class of service that the vendor says it used. */
        public Builder servedTier(String word) {
            this.servedTier = word;
            return this;
        }

        /** What the target said of its limits. */
        public Builder rateLimits(List<RateLimit> limits) {
            this.rateLimits = limits;
            return this;
        }

        /** What the vendor's filters think. */
        public Builder safetyRatings(List<SafetyRating> ratings) {
            this.safetyRatings = ratings;
            return this;
        }

        /** How likely the tokens were. */
        public Builder logProbabilities(List<TokenProbability> tokens) {
            this.logProbabilities = tokens;
            return this;
        }

        /** The vendor's id of the answer. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /** What the model said. */
        public Builder message(Message message) {
            this.message = message;
            return this;
        }

        /** What the answer adds to a history, {@link ChatResponse#message()} last; the message alone unless set. */
        public Builder messages(List<Message> steps) {
            this.messages = steps;
            return this;
        }

        /** Whether it is a whole answer, which is so unless set. */
        public Builder complete(boolean whole) {
            this.complete = whole;
            return this;
        }

        /** Why the model stopped. */
        public Builder stopReason(StopReason reason) {
            this.stopReason = reason;
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

        /** Every attempt it took. */
        public Builder trail(Trail trail) {
            this.trail = trail;
            return this;
        }

        /** What else the vendor said. */
        public Builder details(Map<String, String> details) {
            Map<String, String> copy = Map.copyOf(details);
            return details(() -> copy);
        }

        /**
         * What else the vendor said, written when somebody asks for it first.
         *
         * @param details gives the same every time, on any thread
         */
        public Builder details(Supplier<Map<String, String>> details) {
            this.details = new Later<>(() -> Map.copyOf(details.get()));
            return this;
        }

        /** The vendor's own body and headers. */
        public Builder raw(@Nullable Raw raw) {
            this.raw = raw;
            return this;
        }

        /** The answer so far. */
        public ChatResponse build() {
            return new ChatResponse(this);
        }
    }
}
