package dev.interline.wire;

import dev.interline.Profile;
import dev.interline.error.ChatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose answers these are, and what a refusal means there, whatever was asked: a chat, vectors, a count. How each of these
 * is spoken is told beside it, by a {@link Dialect} and its like. Implementations are thread-safe.
 */
public interface Cloud {
    /** The provider's name, as in {@code ModelId.cloud()}. */
    String name();

    /** What a refusal means; also for errors inside an answer with a good status. Never null, never thrown. */
    ChatException explain(Profile profile, Refusal refusal);

    /** The vendor's id of a request, from the answer's headers; empty when there is none. */
    String requestId(Function<String, @Nullable String> headers);

    /**
     * What the headers of a good answer say of it: who served it, where, and how full the place is. Called when the body
     * has been read; by default nothing is taken.
     *
     * @param headers looks a header up by its name
     */
    default void heard(Function<String, @Nullable String> headers, Assembler out) {}
}
