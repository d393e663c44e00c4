package dev.interline.wire;

import dev.interline.Profile;
import dev.interline.error.ChatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where requests go, who we are there, and what a refusal means. Implementations are thread-safe. */
public interface Cloud {
    /** The provider's name, as in {@code ModelId.cloud()}. */
    String name();

    /** How a model is spoken to here. */
    Dialect dialect(Profile profile);

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
