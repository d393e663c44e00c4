package dev.interline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * <pre>{@code
 * List<Message> history = List.of(
 *         Message.user("Do I need an umbrella in Oslo?"),
 *         response.message(), // as it came, with what its vendor wants back
 *         Message.results(ToolResult.text(call, "rain")));
 * }</pre>
 *
 * @param role who speaks
 * @param parts what is said, in order; empty only for an assistant that said nothing
 * @param cache set when everything up to the end of this message will be sent again; null otherwise
 */
public record Message(Role role, List<Part> parts, @Nullable CacheMark cache) {

    /** Copies the list and refuses parts that the role cannot say. */
    public Message {
        Objects.requireNonNull(role, "role");
        parts = List.copyOf(parts);
        if (parts.isEmpty() && role != Role.ASSISTANT) {
            throw new IllegalArgumentException("a " + role + " message needs at least one part");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean fits = switch (role) {
                case USER ->
                    part.kind() == Part.Kind.TEXT || part.kind() == Part.Kind.MEDIA || part.kind() == Part.Kind.OTHER;
                case ASSISTANT -> part.kind() != Part.Kind.TOOL_RESULT;
                case TOOL -> part.kind() == Part.Kind.TOOL_RESULT;
            };
            if (!fits) {
                throw new IllegalArgumentException("a " + role + " message cannot hold a " + part.kind()
                        + (part.kind() == Part.Kind.TOOL_RESULT ? "; use Message.results(…)" : ""));
            }
        }
    }

    /** The user says this. */
    public static Message user(String text) {
        return user(Text.of(text));
    }

    /** The user says and shows this. */
    public static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts), null);
    }

    /** The model said this. */
    public static Message assistant(String text) {
        return assistant(Text.of(text));
    }

    /** The model said this. */
    public static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts), null);
    }

    /** The tools gave this back. */
    public static Message results(ToolResult... results) {
        return new Message(Role.TOOL, List.of(results), null);
    }

    /** The same message, with the conversation up to its end kept warm by the vendor. */
    public Message cached(CacheMark mark) {
        return new Message(role, parts, mark);
    }

    /** All text of the message, joined; empty when there is none. */
    public String text() {
        if (parts.size() == 1 && parts.get(0) instanceof Text only) {
            return only.text();
        }
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Text text) {
                all.append(text.text());
            }
        }
        return all.toString();
    }

    /** The tools that the model asks for, in order. */
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof ToolCall call) {
                calls.add(call);
            }
        }
        return List.copyOf(calls);
    }
}
