package dev.interline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: a conversation, the tools on offer, the form of the answer and settings. It names no model and no
 * cloud, so that the same request can go to any. Immutable.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .system("Answer in one sentence.")
 *         .messages(history)
 *         .user(Text.of("What does this show?"), Media.of("image/png", chart))
 *         .options(it -> it.temperature(0.2).maxOutputTokens(500))
 *         .build();
 * }</pre>
 */
public final class ChatRequest {
    private final String system;
    private final @Nullable CacheMark systemCache;
    private final List<Message> messages;
    private final List<ToolDefinition> tools;
    private final ToolChoice toolChoice;
    private final @Nullable OutputSchema output;
    private final Options options;
    private final Routing routing;
    private final boolean raw;

    private ChatRequest(Builder builder) {
        this.system = builder.system;
        this.systemCache = builder.systemCache;
        this.messages = List.copyOf(builder.messages);
        this.tools = List.copyOf(builder.tools);
        this.toolChoice = builder.toolChoice;
        this.output = builder.output;
        this.options = builder.options;
        this.routing = builder.routing;
        this.raw = builder.raw;
        check();
    }

    private void check() {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message; add one with user(…)");
        }
        Message first = messages.get(0);
        if (first.role() != Role.USER) {
            throw new IllegalArgumentException("a conversation starts with the user, not with " + first.role()
                    + "; put instructions into system(…) and begin the messages with user(…)");
        }
        // most requests have no tools
        Set<String> names = tools.isEmpty() ? Set.of() : new HashSet<>();
        for (ToolDefinition tool : tools) {
            if (!names.add(tool.name())) {
                throw new IllegalArgumentException("two tools are called '" + tool.name() + "'; rename one");
            }
        }
        for (String name : toolChoice.names()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "the tool choice names '" + name + "', which is not among the tools " + names);
            }
        }
        if (toolChoice.mode() == ToolChoice.Mode.REQUIRED && tools.isEmpty()) {
            throw new IllegalArgumentException("the tool choice requires a tool, but none is offered");
        }
    }

    /** One question by the user and nothing else. */
    public static ChatRequest of(String prompt) {
        return builder().user(prompt).build();
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with this request. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The system prompt; empty when there is none. */
    public String system() {
        return system;
    }

    /** Set when tools and system prompt will be sent again; null otherwise. */
    public @Nullable CacheMark systemCache() {
        return systemCache;
    }

    /** The conversation, never empty, the user first. */
    public List<Message> messages() {
        return messages;
    }

    /** The tools on offer; empty when there are none. */
    public List<ToolDefinition> tools() {
        return tools;
    }

    /** Which of them the model may or must call. */
    public ToolChoice toolChoice() {
        return toolChoice;
    }

    /** The form the answer must have; null for free text. */
    public @Nullable OutputSchema output() {
        return output;
    }

    /** Settings. */
    public Options options() {
        return options;
    }

    /** Which targets of a route may, should or must not answer. */
    public Routing routing() {
        return routing;
    }

    /** Whether the response shall carry the vendor's own body and headers, see {@link ChatResponse#raw()}. */
    public boolean raw() {
        return raw;
    }

    /** Whether the caller asked to see the model's thoughts. */
    public boolean showsThinking() {
        Reasoning reasoning = options.reasoning();
        return reasoning != null && reasoning.show();
    }

    /** Says how much there is, never what it says. */
    @Override
    public String toString() {
        return "ChatRequest[" + messages.size() + " messages, " + tools.size() + " tools]";
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {
        private String system = "";
        private @Nullable CacheMark systemCache;
        private final List<Message> messages = new ArrayList<>();
        private final List<ToolDefinition> tools = new ArrayList<>();
        private ToolChoice toolChoice = ToolChoice.AUTO;
        private @Nullable OutputSchema output;
        private Options options = Options.NONE;
        private Routing routing = Routing.ANY;
        private boolean raw;

        private Builder() {}

        private Builder(ChatRequest from) {
            this.system = from.system;
            this.systemCache = from.systemCache;
            this.messages.addAll(from.messages);
            this.tools.addAll(from.tools);
            this.toolChoice = from.toolChoice;
            this.output = from.output;
            this.options = from.options;
            this.routing = from.routing;
            this.raw = from.raw;
        }

        /** The system prompt; replaces an earlier one. */
        public Builder system(String prompt) {
            this.system = Objects.requireNonNull(prompt, "prompt");
            return this;
        }

        /** Keeps tools and system prompt warm at vendors that want a mark for it; null for no longer. */
        public Builder cacheSystem(@Nullable CacheMark mark) {
            this.systemCache = mark;
            return this;
        }

        /** The user says this. */
        public Builder user(String text) {
            if (Objects.requireNonNull(text, "text").isBlank()) {
                throw new IllegalArgumentException("the user's message is blank; give it a text");
            }
            return message(Message.user(text));
        }

        /** The user says and shows this. */
        public Builder user(Part... parts) {
            return message(Message.user(parts));
        }

        /** The model said this earlier. */
        public Builder assistant(String text) {
            return message(Message.assistant(text));
        }

        /** Another turn. */
        public Builder message(Message message) {
            messages.add(Objects.requireNonNull(message, "message"));
            return this;
        }

        /** More turns, in order. */
        public Builder messages(Collection<Message> more) {
            messages.addAll(more);
            return this;
        }

        /** Offers tools, in addition to earlier ones. */
        public Builder tools(ToolDefinition... more) {
            tools.addAll(List.of(more));
            return this;
        }

        /** Which tools the model may or must call. */
        public Builder toolChoice(ToolChoice choice) {
            this.toolChoice = choice;
            return this;
        }

        /** The form that the answer must have; null for free text. */
        public Builder output(@Nullable OutputSchema schema) {
            this.output = schema;
            return this;
        }

        /** Settings; replaces earlier ones. */
        public Builder options(Options options) {
            this.options = options;
            return this;
        }

        /** Changes settings in place: {@code options(o -> o.temperature(0.2))}. */
        public Builder options(Consumer<Options.Builder> change) {
            Options.Builder builder = options.toBuilder();
            change.accept(builder);
            this.options = builder.build();
            return this;
        }

        /** Shorthand for {@code options(o -> o.maxOutputTokens(tokens))}. */
        public Builder maxOutputTokens(int tokens) {
            return options(o -> o.maxOutputTokens(tokens));
        }

        /** Which targets of a route may, should or must not answer. */
        public Builder routing(Routing routing) {
            this.routing = routing;
            return this;
        }

        /** Asks for the vendor's own body and headers on the response. */
        public Builder raw(boolean wanted) {
            this.raw = wanted;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException when there is no message, the first is not the user's, or the tool choice
         *     names a tool that is not offered
         */
        public ChatRequest build() {
            return new ChatRequest(this);
        }
    }
}
