package dev.interline;

import dev.interline.error.ChatException;
import dev.interline.error.TooLongException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been said so far: a system prompt and messages, the user first. Immutable and thread-safe; every
 * {@code plus} is another conversation, so that one that is kept can go on in two ways.
 *
 * <pre>{@code
 * Conversation talk = Conversation.EMPTY.system("You know the sea.").plus("What is a spring tide?");
 * ChatResponse answer = model.chat(talk);
 * talk = talk.plus(answer).plus("And a neap tide?");
 * }</pre>
 *
 * <p>It names no model, no tools and no settings: those belong to the program that asks, see
 * {@link #request(ChatRequest)}.
 */
public final class Conversation {
    /** Nothing has been said. */
    public static final Conversation EMPTY = new Conversation("", null, List.of());

    /** The longest text of a conversation that is written or read; some 50 MB of media. */
    static final int MOST_CHARACTERS = 67_108_864;

    private final String system;
    private final @Nullable CacheMark systemCache;
    private final List<Message> messages;

    private Conversation(String system, @Nullable CacheMark systemCache, Collection<Message> messages) {
        this.system = system;
        this.systemCache = systemCache;
        this.messages = List.copyOf(messages);
        if (!this.messages.isEmpty() && this.messages.get(0).role() != Role.USER) {
            throw new IllegalArgumentException("a conversation starts with the user, not with "
                    + this.messages.get(0).role() + "; put instructions into system(…) and begin with plus(text)");
        }
    }

    /**
     * These messages without a system prompt.
     *
     * @throws IllegalArgumentException when the first of them is not the user's
     */
    public static Conversation of(Collection<Message> messages) {
        return new Conversation("", null, messages);
    }

    /** What a request tells of a conversation: its system prompt and its messages, without tools and settings. */
    public static Conversation of(ChatRequest request) {
        return new Conversation(request.system(), request.systemCache(), request.messages());
    }

    /** The same with this system prompt instead of an earlier one; empty for none. */
    public Conversation system(String prompt) {
        return new Conversation(Objects.requireNonNull(prompt, "prompt"), systemCache, messages);
    }

    /** The same with tools and system prompt kept warm at vendors that want a mark for it; null for no longer. */
    public Conversation cacheSystem(@Nullable CacheMark mark) {
        return new Conversation(system, mark, messages);
    }

    /**
     * The user says this.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Conversation plus(String text) {
        if (Objects.requireNonNull(text, "text").isBlank()) {
            throw new IllegalArgumentException("the user's message is blank; give it a text");
        }
        return plus(Message.user(text));
    }

    /** The user says and shows this. */
    public Conversation plus(Part... parts) {
        return plus(Message.user(parts));
    }

    /** The tools gave this back. */
    public Conversation plus(ToolResult... results) {
        return plus(Message.results(results));
    }

    /**
     * The model answered this, with all that its vendor wants back and, of a model with tools, every step on the way.
     *
     * @throws IllegalArgumentException when the answer is {@linkplain ChatResponse#isComplete() not complete}
     */
    public Conversation plus(ChatResponse response) {
        if (!response.isComplete()) {
            throw new IllegalArgumentException("an answer that was cancelled or broke is no part of a conversation;"
                    + " ask again, or add what there is of it with plus(response.message())");
        }
        return plus(response.messages());
    }

    /**
     * Another turn.
     *
     * @throws IllegalArgumentException when it is the first and not the user's
     */
    public Conversation plus(Message message) {
        return plus(List.of(message));
    }

    /**
     * More turns, in order.
     *
     * @throws IllegalArgumentException when the first turn of all is not the user's
     */
    public Conversation plus(Collection<Message> more) {
        List<Message> all = new ArrayList<>(messages.size() + more.size());
        all.addAll(messages);
        all.addAll(more);
        return new Conversation(system, systemCache, all);
    }

    /** The system prompt; empty when there is none. */
    public String system() {
        return system;
    }

    /** Set when tools and system prompt will be sent again; null otherwise. */
    public @Nullable CacheMark systemCache() {
        return systemCache;
    }

    /** All turns, the user first; empty when nothing has been said. */
    public List<Message> messages() {
        return messages;
    }

    /** Whether nothing has been said; a system prompt does not count. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /**
     * The tools that the model waits for: the calls of the last answer that no result after it answers, in order. Empty
     * when the model has been answered, or asked nothing.
     */
    public List<ToolCall> openCalls() {
        Set<String> answered = new HashSet<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                return message.toolCalls().stream()
                        .filter(call -> !answered.contains(call.id()))
                        .toList();
            }
            for (Part part : message.parts()) {
                if (part instanceof ToolResult result) {
                    answered.add(result.callId());
                }
            }
        }
        return List.of();
    }

    /**
     * Asks for the next answer, without tools or settings.
     *
     * @throws IllegalArgumentException when nothing has been said yet
     */
    public ChatRequest request() {
        return ChatRequest.builder()
                .system(system)
                .cacheSystem(systemCache)
                .messages(messages)
                .build();
    }

    /**
     * Asks for the next answer with the tools, the form of the answer, the settings and the routing of another request,
     * whose own system prompt and messages do not count.
     *
     * @throws IllegalArgumentException when nothing has been said yet
     */
    public ChatRequest request(ChatRequest like) {
        return request().toBuilder()
                .tools(like.tools().toArray(new ToolDefinition[0]))
                .toolChoice(like.toolChoice())
                .output(like.output())
                .options(like.options())
                .routing(like.routing())
                .raw(like.raw())
                .build();
    }

    /**
     * What is left of it in so many tokens, as they are estimated: see {@link Trim}, which also counts them exactly.
     *
     * @throws TooLongException when not even the last turn fits
     */
    public Trimmed trim(long tokens) {
        return trim(Trim.to(tokens));
    }

    /**
     * What is left of it when its oldest turns are dropped until the rest fits.
     *
     * @throws TooLongException when not even what must stay fits
     * @throws ChatException when tokens are counted by a model that gives no count
     */
    public Trimmed trim(Trim how) {
        return how.apply(this);
    }

    /** The same with these messages instead of its own. */
    Conversation with(List<Message> others) {
        return new Conversation(system, systemCache, others);
    }

    /**
     * All of it as text, a JSON object in a format of our own with the number of its version: signatures and what else
     * vendors want back, origins, media, cache marks and all. Read by {@link #fromJson} it is equal to this, but for parts
     * that are neither ours nor {@link Part.Foreign}, which come back as such. Keep it as you keep what was said: it holds
     * all of it, in the clear.
     *
     * @throws IllegalStateException when it would be longer than 64 Mi characters; keep large media elsewhere and
     *     refer to them
     */
    public String toJson() {
        String json = ConversationWriter.write(this);
        if (json.length() > MOST_CHARACTERS) {
            throw new IllegalStateException("the conversation takes " + json.length() + " characters, at most "
                    + MOST_CHARACTERS + " are written; give large media by reference");
        }
        return json;
    }

    /**
     * What {@link #toJson} has written, by this version of the library or an older one.
     *
     * @throws ConversationException when it is something else, written by a newer version, or longer than 64 Mi
     *     characters; it says where and what, and quotes nothing
     */
    public static Conversation fromJson(String json) {
        return ConversationReader.read(json);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Conversation other
                && system.equals(other.system)
                && Objects.equals(systemCache, other.systemCache)
                && messages.equals(other.messages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(system, systemCache, messages);
    }

    /** Says how much there is, never what it says. */
    @Override
    public String toString() {
        return "Conversation[" + messages.size() + " messages]";
    }
}
